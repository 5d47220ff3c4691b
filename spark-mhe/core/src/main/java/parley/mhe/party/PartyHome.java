package parley.mhe.party;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.PolicyPlaces;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;

/**
 * Parties that live in the provider's own process, and where they are kept. Immutable, thread-safe.
 */
public final class PartyHome implements PartySource {
  private static final long serialVersionUID = 1L;

  private final @Nullable String keyStore;
  private final PassphraseSource passphrase;
  private final @Nullable String policy;

  private PartyHome(
      @Nullable String keyStore, PassphraseSource passphrase, @Nullable String policy) {
    this.keyStore = keyStore;
    this.passphrase = passphrase;
    this.policy = policy;
  }

  /** Parties that live as long as their process. */
  public static PartyHome inMemory() {
    return new PartyHome(null, PassphraseSource.none(), null);
  }

  /**
   * Parties that keep share, session and ledger below a directory, one store a provider.
   *
   * @param passphrase where each provider's process finds the passphrase of its store
   */
  public static PartyHome keyStore(Path root, PassphraseSource passphrase) {
    return new PartyHome(root.toString(), passphrase, null);
  }

  /**
   * The same parties under one more policy than those that the provider's own process names: it can
   * only make things stricter.
   *
   * @param place a policy file, or a folder with a file {@code PROVIDER.json} for each provider
   */
  public PartyHome withPolicy(Path place) {
    return new PartyHome(keyStore, passphrase, place.toString());
  }

  /** The policy that the driver named; empty for none. */
  public Optional<Path> policy() {
    return Optional.ofNullable(policy).map(Path::of);
  }

  /** Directory with one key store a provider; empty when the parties live in memory only. */
  public Optional<Path> keyStore() {
    return Optional.ofNullable(keyStore).map(Path::of);
  }

  @Override
  public boolean outlivesProcess() {
    return keyStore != null;
  }

  /** A policy that cannot be read refuses the session later, in its own words. */
  @Override
  public boolean mayAskForRows(String provider) {
    try {
      return PolicyPlaces.ofThisProcess().policies(provider, policy().orElse(null)).stream()
          .anyMatch(each -> each.limits().ofRows());
    } catch (PolicyException e) {
      return true;
    }
  }

  @Override
  public PartyService join(PartyPlan plan, String provider) {
    return Party.join(
        plan,
        provider,
        keyStore().map(root -> KeyStore.of(root, provider, passphrase)).orElse(null),
        PolicyPlaces.ofThisProcess().policies(provider, policy().orElse(null)));
  }

  @Override
  public PartyService resume(PartyPlan plan, String provider) {
    Path root =
        keyStore()
            .orElseThrow(
                () ->
                    new KeyException(
                        "cannot resume "
                            + provider
                            + ": no key store, expected its directory, got none"));
    Party party = Party.resume(KeyStore.of(root, provider, passphrase), policy().orElse(null));
    if (!MessageDigest.isEqual(party.plan().hash(), plan.hash())) {
      party.close();
      throw new KeyException(
          "cannot resume "
              + provider
              + ": its store is of another plan, expected the model's, got another");
    }
    return party;
  }
}
