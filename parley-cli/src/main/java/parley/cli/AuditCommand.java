package parley.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley audit}: what an auditor asks of a model and its data. */
@Command(
    name = "audit",
    description = "Audit a model's data.",
    mixinStandardHelpOptions = true,
    subcommands = AuditShiftCommand.class)
@SuppressWarnings("NullAway.Init")
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "what to do is missing, expected: parley audit shift");
  }
}
