package parley.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.PassphraseConverter;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley keys passphrase}: another passphrase for the same keys. */
@Command(
    name = "passphrase",
    description =
        "Put the key stores under another passphrase; a copy of the old key file still opens with"
            + " the old one.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeysPassphraseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @Option(
      names = "--new-passphrase-from",
      required = true,
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfStoresNew.class,
      description = "where the new passphrase is, as --passphrase-from says it")
  private PassphraseSource next;

  @Override
  public Integer call() {
    List<KeyStore> stores = options.stores();
    // All or none: the old passphrase must fit everywhere before anything is written.
    stores.forEach(KeyStore::usage);
    for (KeyStore store : stores) {
      store.changePassphrase(next);
      Console.of(spec).result(store.directory().toString());
    }
    return ExitCode.DONE;
  }
}
