package parley.cli.keys;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley keys}: what to do with the providers' stores follows. */
@Command(
    name = "keys",
    description = "Look after the providers' key stores.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysListCommand.class,
      KeysCheckCommand.class,
      KeysPassphraseCommand.class,
      KeysDeleteCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "what to do is missing, expected: parley keys list, check, passphrase or delete");
  }
}
