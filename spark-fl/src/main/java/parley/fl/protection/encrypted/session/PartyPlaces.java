package parley.fl.protection.encrypted.session;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.settings.SiteSettings;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStores;
import parley.mhe.vault.VaultHome;

/** Where settings say that the providers' parties live. Stateless and thread-safe. */
public final class PartyPlaces {
  private PartyPlaces() {}

  /**
   * In vaults, in key stores or in memory.
   *
   * @throws KeyException when key stores are to be made and it is not said what protects them
   * @throws IllegalArgumentException when more than one of these is named, or a policy for a vault
   */
  public static PartySource ofNew(SiteSettings site) {
    if (site.keyStore().isPresent() && site.keyStorePassphraseFrom().isEmpty()) {
      throw new KeyException(
          "cannot keep the providers' key shares: no passphrase protects them, expected"
              + " keyStorePassphraseFrom file:PATH, env:NAME or prompt (none: whoever reads the"
              + " files has the shares), got nothing");
    }
    return of(site);
  }

  /**
   * The key stores for one training, where all providers live in this process; elsewhere each of
   * them looks after its own store.
   *
   * @throws parley.mhe.disk.PlaceTakenException when another training makes stores there
   */
  public static @Nullable PlaceClaim claim(boolean simulated, SiteSettings site) {
    return simulated
        ? site.keyStore().map(root -> KeyStores.claim(Path.of(root))).orElse(null)
        : null;
  }

  /** As for a training, of parties that are there. */
  public static PartySource of(SiteSettings site) {
    Optional<String> vault = site.vault();
    Optional<String> keyStore = site.keyStore();
    Optional<String> policy = site.policy();
    if (vault.isPresent()) {
      if (keyStore.isPresent() || policy.isPresent()) {
        throw new IllegalArgumentException(
            "cannot use a vault: it has its own key store and policy, expected vault alone, got"
                + (keyStore.isPresent() ? " keyStore" : "")
                + (policy.isPresent() ? " policy" : "")
                + " as well");
      }
      return VaultHome.in(Path.of(vault.get()));
    }
    PassphraseSource passphrase =
        site.keyStorePassphraseFrom()
            .map(from -> PassphraseSource.parse(from, "the key stores"))
            .orElseGet(PassphraseSource::none);
    PartyHome home =
        keyStore
            .map(directory -> PartyHome.keyStore(Path.of(directory), passphrase))
            .orElseGet(PartyHome::inMemory);
    return policy.map(place -> home.withPolicy(Path.of(place))).orElse(home);
  }
}
