package parley.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who asks, by whose leave, and where the vaults are that take part. */
public final class QuerierOptions {
  @Option(
      names = "--querier-key",
      paramLabel = "FILE",
      description = "the querier's key, made by keygen (default: one for this run only)")
  private @Nullable Path key;

  @Option(
      names = "--querier-passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfQuerier.class,
      description = "where the passphrase of the querier's key is, if it has one")
  private @Nullable PassphraseSource passphrase;

  @Option(
      names = "--policy",
      paramLabel = "PLACE",
      description =
          "a policy beside the providers' own: a file, or a folder with PROVIDER.json for each")
  private @Nullable Path policy;

  @Mixin private VaultOption vault = new VaultOption();

  /** The key's file; null where none was named. */
  public @Nullable Path key() {
    return key;
  }

  /** Where the key's passphrase is; null where it was not said. */
  public @Nullable PassphraseSource passphrase() {
    return passphrase;
  }

  /** Where the passphrase is, or that there is none. */
  public PassphraseSource passphraseOrNone() {
    return passphrase == null ? PassphraseSource.none() : passphrase;
  }

  public @Nullable Path policy() {
    return policy;
  }

  /** The folder of the vaults' sockets; null where there are none. */
  public @Nullable Path vault() {
    return vault.folder();
  }

  /** Refuses a policy that is not there. */
  public void checkPolicy() {
    if (policy != null && !Files.exists(policy)) {
      throw new InputException(
          "cannot read the policy " + policy + ": there is no such file or folder");
    }
  }
}
