package parley.cli.provider;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley policy}: what a provider allows. */
@Command(
    name = "policy",
    description = "Write, check and extend a provider's policy file.",
    mixinStandardHelpOptions = true,
    subcommands = {PolicyInitCommand.class, PolicyCheckCommand.class, PolicyApproveCommand.class})
@SuppressWarnings("NullAway.Init")
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "expected init, check or approve");
  }
}
