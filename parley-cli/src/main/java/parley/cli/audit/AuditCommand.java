package parley.cli.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley audit}: what a model's or a test's answers are worth, and for whom. */
@Command(
    name = "audit",
    description = "Audit a model, its data or a test, and say in plain words what was found.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AuditFairnessCommand.class,
      AuditIndividualCommand.class,
      AuditShiftCommand.class,
      AuditBaseRateCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "what to audit is missing, expected one of: parley audit "
            + String.join(", parley audit ", spec.subcommands().keySet()));
  }
}
