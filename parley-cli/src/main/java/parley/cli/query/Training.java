package parley.cli.query;

import parley.cli.place.ReportOptions;
import parley.cli.terminal.Console;

/** What a command does with a table in place of asking for sums. For one thread. */
public interface Training {
  /**
   * Trains on the table's rows, and keeps and reports what is left of it.
   *
   * @return what is printed, without a line end at its end
   */
  String run(StatisticData table, Console console, ReportOptions.Writer report, boolean json);
}
