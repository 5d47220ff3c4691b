package parley.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.mhe.party.store.KeyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley keys delete}: the end of a key epoch. */
@Command(
    name = "delete",
    description =
        "Remove key stores: the models that were sealed in their session are useless from then on.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeysDeleteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @Option(names = "--yes", description = "do not ask")
  private boolean yes;

  @Override
  public Integer call() {
    List<KeyStore> stores = options.stores();
    Console console = Console.of(spec);
    console.say(warning(stores));
    if (!yes) {
      confirm();
    }
    for (KeyStore store : stores) {
      store.delete();
      console.result(store.directory().toString());
    }
    return ExitCode.DONE;
  }

  private static String warning(List<KeyStore> stores) {
    String sessions =
        stores.stream()
            .map(store -> StoreFacts.of(store, false).summary())
            .map(summary -> summary == null ? "unknown" : summary.shortSession())
            .distinct()
            .collect(Collectors.joining(", "));
    return "this removes the key shares of "
        + stores.stream().map(KeyStore::provider).collect(Collectors.joining(", "))
        + " (session "
        + sessions
        + "): no model sealed in it can be used again, by anyone, and nothing brings it back";
  }

  private static void confirm() {
    java.io.Console terminal = System.console();
    if (terminal == null) {
      throw new InputException(
          "cannot ask whether to delete: this process has no terminal, expected --yes");
    }
    String answer = terminal.readLine("Type yes to go on: ");
    if (!"yes".equals(answer)) {
      throw new InputException("cannot delete: it was not confirmed, expected yes");
    }
  }
}
