package parley.cli.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.model.ShareOptions;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.party.store.KeyStores;
import picocli.CommandLine.Option;

/** Which stores a command of {@code parley keys} is about. */
@SuppressWarnings("NullAway.Init")
final class StoreOptions {
  @Option(
      names = "--key-store",
      required = true,
      paramLabel = "DIR",
      description = "the folder with one store a provider")
  private Path root;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "only this provider's store; may be given several times")
  private List<String> providers = List.of();

  @Option(
      names = "--passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfStores.class,
      description = ShareOptions.WHERE)
  private @Nullable PassphraseSource passphrase;

  /** The stores, at least one. */
  List<KeyStore> stores() {
    PassphraseSource source = passphrase == null ? PassphraseSource.none() : passphrase;
    if (!Files.isDirectory(root)) {
      throw new InputException("cannot find key stores: there is no folder " + root);
    }
    if (!providers.isEmpty()) {
      List<KeyStore> named =
          providers.stream().map(name -> KeyStore.of(root, name, source)).toList();
      for (KeyStore store : named) {
        if (!store.exists()) {
          throw new InputException(
              "cannot find the key store of "
                  + store.provider()
                  + ": there is none in "
                  + store.directory());
        }
      }
      return named;
    }
    List<KeyStore> all = KeyStores.below(root, source);
    if (all.isEmpty()) {
      throw new InputException(
          "cannot find key stores: there are none in " + root + ", expected a folder a provider");
    }
    return all;
  }

  /** Whether it was said where the passphrase is, or that there is none. */
  boolean hasPassphrase() {
    return passphrase != null;
  }
}
