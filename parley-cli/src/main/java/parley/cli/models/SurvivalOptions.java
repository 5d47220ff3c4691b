package parley.cli.models;

import org.jspecify.annotations.Nullable;
import parley.cli.query.GridOptions;
import parley.cli.query.StatisticData;
import parley.cli.terminal.InputException;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.survival.TimeGrid;
import picocli.CommandLine.Option;

/** When rows end, and with what. */
@SuppressWarnings("NullAway.Init")
final class SurvivalOptions {
  @Option(
      names = "--time",
      required = true,
      paramLabel = "T",
      description = "the column that says when a row ends, from 0")
  private String time;

  @Option(
      names = "--event",
      required = true,
      paramLabel = "E",
      description = "1 if it ends with the event, 0 if not")
  private String event;

  String time() {
    return time;
  }

  String event() {
    return event;
  }

  /**
   * The agreed times: as told, else by those that occur.
   *
   * @param text FROM:TO:STEP
   */
  TimeGrid grid(@Nullable String text, StatisticData table) {
    if (text == null) {
      Grid found = table.gridOfValues(time);
      return new TimeGrid(0, found.value(found.count() - 1), found.step());
    }
    Grid told = GridOptions.range(text);
    if (told == null) {
      throw new InputException(
          "cannot use --grid: expected FROM:TO:STEP such as 0:1000:1, got " + text);
    }
    return new TimeGrid(told.from(), told.value(told.count() - 1), told.step());
  }
}
