package parley.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.plan.PlanFile;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.querier.QuerierPublicKey;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The querier's key and the providers' stores. */
public final class KeyOptions {
  @Mixin private QuerierOptions querier;

  @Option(
      names = "--querier-public",
      paramLabel = "FILE",
      description =
          "for a querier that is apart: its public key, made by keygen --public-for; this process"
              + " then never has the secret one")
  private @Nullable Path querierPublic;

  @Mixin private ShareOptions shares;

  /** For a command that has all of these options. */
  public KeyOptions() {
    this(new QuerierOptions(), new ShareOptions());
  }

  /** For a command that has the two, of a querier that runs it. */
  public KeyOptions(QuerierOptions querier, ShareOptions shares) {
    this.querier = querier;
    this.shares = shares;
  }

  /** Whether a sealed model can be used after this run. */
  public boolean hasBoth() {
    return hasQuerierKey() && (shares.keyStore() != null || querier.vault() != null);
  }

  /** Whether a querier was named, by its key or its public key. */
  public boolean hasQuerierKey() {
    return querier.key() != null || querierPublic != null;
  }

  /** Whether the querier is apart, so that this process has its public key alone. */
  public boolean isApart() {
    return querierPublic != null;
  }

  public @Nullable Path keyStore() {
    return shares.keyStore();
  }

  /** Where the providers' shares are, in words. */
  public String sharesPlace() {
    return querier.vault() == null
        ? "the key stores of all providers in " + shares.keyStore()
        : "all vaults of " + querier.vault();
  }

  /** Hands the key file's path over, if one was given. */
  public void ifQuerierKey(Consumer<String> setter) {
    ifGiven(querier.key(), setter);
  }

  /** Hands the public key's path over, if one was given. */
  public void ifQuerierPublic(Consumer<String> setter) {
    ifGiven(querierPublic, setter);
  }

  /** Refuses a public key that was made for another plan than the one to follow. */
  public void checkFor(PlanFile plan) {
    if (querierPublic != null) {
      QuerierPublicKey.read(querierPublic).requirePlan(plan.digest());
    }
  }

  /** Hands the store's path over, if one was given. */
  public void ifKeyStore(Consumer<String> setter) {
    ifGiven(shares.keyStore(), setter);
  }

  /** Hands the vaults' folder over, if one was given. */
  public void ifVault(Consumer<String> setter) {
    ifGiven(querier.vault(), setter);
  }

  /** Hands the policy's path over, if one was given. */
  public void ifPolicy(Consumer<String> setter) {
    ifGiven(querier.policy(), setter);
  }

  private static void ifGiven(@Nullable Path path, Consumer<String> setter) {
    if (path != null) {
      setter.accept(path.toAbsolutePath().toString());
    }
  }

  /** Hands over where the passphrases are, as far as it was said. */
  public void ifPassphrases(Consumer<String> ofStores, Consumer<String> ofQuerier) {
    PassphraseSource stores = shares.passphrase();
    if (stores != null) {
      ofStores.accept(stores.toString());
    }
    PassphraseSource own = querier.passphrase();
    if (own != null) {
      ofQuerier.accept(own.toString());
    }
  }

  /** Refuses new stores without a word on what protects them. */
  public void checkForNewStores() {
    shares.checkForNewStores();
  }

  /** Refuses a key file that is missing, damaged or something else. */
  public void check() {
    if (querier.vault() != null && shares.keyStore() != null) {
      throw new InputException(
          "cannot choose where key shares are kept: expected --key-store or --vault, got both");
    }
    Path key = querier.key();
    if (key != null && querierPublic != null) {
      throw new InputException(
          "cannot tell where the querier is: expected --querier-key (it runs this process) or"
              + " --querier-public (it is apart), got both");
    }
    if (querierPublic != null && querier.passphrase() != null) {
      throw new InputException(
          "cannot use --querier-passphrase-from: a public key has no passphrase, expected it where"
              + " the querier is, with parley open");
    }
    if (querierPublic != null) {
      QuerierPublicKey.read(querierPublic);
    }
    if (key != null) {
      try {
        QuerierKey.read(key, querier.passphraseOrNone());
      } catch (ParleyException e) {
        throw new InputException(String.valueOf(e.getMessage()), e);
      }
    }
    querier.checkPolicy();
  }

  /** Both, where a sealed model is predicted with. */
  public void checkForSealedModel() {
    if (!hasBoth()) {
      throw new InputException(
          "cannot predict with a sealed model: expected --querier-key and --key-store (or"
              + " --vault)");
    }
    Path store = shares.keyStore();
    if (store != null && !Files.isDirectory(store)) {
      throw new InputException(
          "cannot predict: the providers' shares are gone, there is no folder " + store);
    }
  }
}
