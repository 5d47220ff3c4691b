package parley.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.cli.terminal.PassphraseConverter;
import parley.error.ParleyException;
import parley.fl.plan.TrainingPlan;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.querier.QuerierPublicKey;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The querier's key and the providers' stores. */
public final class KeyOptions {
  /** How an option says where a passphrase is. */
  public static final String WHERE =
      "where each provider's process finds the passphrase of its store: file:PATH, env:NAME or"
          + " prompt; none for a store that anyone can use who reads it";

  @Option(
      names = "--querier-key",
      paramLabel = "FILE",
      description = "the querier's key, made by keygen (default: one for this run only)")
  private @Nullable Path querierKey;

  @Option(
      names = "--querier-public",
      paramLabel = "FILE",
      description =
          "for a querier that is apart: its public key, made by keygen --public-for; this process"
              + " then never has the secret one")
  private @Nullable Path querierPublic;

  @Option(
      names = "--key-store",
      paramLabel = "DIR",
      description = "where each provider keeps its key share, one folder a provider")
  private @Nullable Path keyStore;

  @Mixin private VaultOption vault = new VaultOption();

  @Option(
      names = "--policy",
      paramLabel = "PLACE",
      description =
          "a policy beside the providers' own: a file, or a folder with PROVIDER.json for each")
  private @Nullable Path policy;

  @Option(
      names = "--passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfStores.class,
      description = WHERE)
  private @Nullable PassphraseSource passphrase;

  @Option(
      names = "--querier-passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfQuerier.class,
      description = "where the passphrase of the querier's key is, if it has one")
  private @Nullable PassphraseSource querierPassphrase;

  /** Whether a sealed model can be used after this run. */
  public boolean hasBoth() {
    return hasQuerierKey() && (keyStore != null || vault.folder() != null);
  }

  /** Whether a querier was named, by its key or its public key. */
  public boolean hasQuerierKey() {
    return querierKey != null || querierPublic != null;
  }

  /** Whether the querier is apart, so that this process has its public key alone. */
  public boolean isApart() {
    return querierPublic != null;
  }

  public @Nullable Path keyStore() {
    return keyStore;
  }

  /** Where the providers' shares are, in words. */
  public String sharesPlace() {
    return vault.folder() == null
        ? "the key stores of all providers in " + keyStore
        : "all vaults of " + vault.folder();
  }

  /** Hands the key file's path over, if one was given. */
  public void ifQuerierKey(Consumer<String> setter) {
    if (querierKey != null) {
      setter.accept(querierKey.toAbsolutePath().toString());
    }
  }

  /** Hands the public key's path over, if one was given. */
  public void ifQuerierPublic(Consumer<String> setter) {
    if (querierPublic != null) {
      setter.accept(querierPublic.toAbsolutePath().toString());
    }
  }

  /** Refuses a public key that was made for another plan than the one to follow. */
  public void checkFor(TrainingPlan plan) {
    if (querierPublic != null) {
      QuerierPublicKey.read(querierPublic).requirePlan(plan.digest());
    }
  }

  /** Hands the store's path over, if one was given. */
  public void ifKeyStore(Consumer<String> setter) {
    if (keyStore != null) {
      setter.accept(keyStore.toAbsolutePath().toString());
    }
  }

  /** Hands the vaults' folder over, if one was given. */
  public void ifVault(Consumer<String> setter) {
    Path folder = vault.folder();
    if (folder != null) {
      setter.accept(folder.toAbsolutePath().toString());
    }
  }

  /** Hands the policy's path over, if one was given. */
  public void ifPolicy(Consumer<String> setter) {
    if (policy != null) {
      setter.accept(policy.toAbsolutePath().toString());
    }
  }

  /** Hands over where the passphrases are, as far as it was said. */
  public void ifPassphrases(Consumer<String> ofStores, Consumer<String> ofQuerier) {
    if (passphrase != null) {
      ofStores.accept(passphrase.toString());
    }
    if (querierPassphrase != null) {
      ofQuerier.accept(querierPassphrase.toString());
    }
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

  /** Refuses a key file that is missing, damaged or something else. */
  public void check() {
    if (vault.folder() != null && keyStore != null) {
      throw new InputException(
          "cannot choose where key shares are kept: expected --key-store or --vault, got both");
    }
    if (querierKey != null && querierPublic != null) {
      throw new InputException(
          "cannot tell where the querier is: expected --querier-key (it runs this process) or"
              + " --querier-public (it is apart), got both");
    }
    if (querierPublic != null && querierPassphrase != null) {
      throw new InputException(
          "cannot use --querier-passphrase-from: a public key has no passphrase, expected it where"
              + " the querier is, with parley open");
    }
    if (querierPublic != null) {
      QuerierPublicKey.read(querierPublic);
    }
    if (querierKey != null) {
      try {
        QuerierKey.read(
            querierKey, querierPassphrase == null ? PassphraseSource.none() : querierPassphrase);
      } catch (ParleyException e) {
        throw new InputException(String.valueOf(e.getMessage()), e);
      }
    }
    if (policy != null && !Files.exists(policy)) {
      throw new InputException(
          "cannot read the policy " + policy + ": there is no such file or folder");
    }
  }

  /** Both, where a sealed model is predicted with. */
  public void checkForSealedModel() {
    if (!hasBoth()) {
      throw new InputException(
          "cannot predict with a sealed model: expected --querier-key and --key-store (or"
              + " --vault)");
    }
    if (keyStore != null && !Files.isDirectory(keyStore)) {
      throw new InputException(
          "cannot predict: the providers' shares are gone, there is no folder " + keyStore);
    }
  }
}
