package parley.cli.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.Option;

/** Where providers that live in this process keep their key shares. */
public final class ShareOptions {
  /** How an option says where a passphrase is. */
  public static final String WHERE =
      "where each provider's process finds the passphrase of its store: file:PATH, env:NAME or"
          + " prompt; none for a store that anyone can use who reads it";

  @Option(
      names = "--key-store",
      paramLabel = "DIR",
      description = "where each provider keeps its key share, one folder a provider")
  private @Nullable Path keyStore;

  @Option(
      names = "--passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfStores.class,
      description = WHERE)
  private @Nullable PassphraseSource passphrase;

  public @Nullable Path keyStore() {
    return keyStore;
  }

  /** Where the stores' passphrases are; null where it was not said. */
  public @Nullable PassphraseSource passphrase() {
    return passphrase;
  }

  /** Refuses new stores without a word on what protects them. */
  public void checkForNewStores() {
    if (keyStore != null && passphrase == null) {
      throw new InputException(
          "cannot keep the providers' key shares: no passphrase protects them, expected"
              + " --passphrase-from file:PATH, env:NAME or prompt (or none: whoever reads the files"
              + " has the shares)");
    }
  }
}
