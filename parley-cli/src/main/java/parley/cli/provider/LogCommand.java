package parley.cli.provider;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley log}: what a provider wrote down. */
@Command(
    name = "log",
    description = "Read a provider's log of answers.",
    mixinStandardHelpOptions = true,
    subcommands = {LogHeadCommand.class})
@SuppressWarnings("NullAway.Init")
public final class LogCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "expected head");
  }
}
