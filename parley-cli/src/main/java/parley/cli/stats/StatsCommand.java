package parley.cli.stats;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley stats}: a statistic's name follows. */
@Command(
    name = "stats",
    description = "Compute a statistic over several data providers.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StatsDescribeCommand.class,
      StatsCorrelateCommand.class,
      StatsCrosstabCommand.class,
      StatsHistogramCommand.class,
      StatsQuantilesCommand.class,
      StatsTopCommand.class,
      StatsTableOneCommand.class,
      StatsCosineCommand.class,
      StatsTestCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class StatsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "a statistic is missing, expected one of "
            + String.join(", ", spec.subcommands().keySet()));
  }
}
