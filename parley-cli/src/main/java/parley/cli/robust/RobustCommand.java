package parley.cli.robust;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley robust}: what an attacker can do to a model. */
@Command(
    name = "robust",
    description = "Attack a classifier, and say what it holds out against.",
    mixinStandardHelpOptions = true,
    subcommands = RobustEvaluateCommand.class)
@SuppressWarnings("NullAway.Init")
public final class RobustCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "what to do is missing, expected: parley robust evaluate");
  }
}
