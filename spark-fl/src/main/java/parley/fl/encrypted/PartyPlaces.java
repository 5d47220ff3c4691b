package parley.fl.encrypted;

import java.nio.file.Path;
import java.util.Optional;
import parley.fl.engine.PredictionSettings;
import parley.fl.engine.TrainingSettings;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.vault.VaultHome;

/** Where settings say that the providers' parties live. Stateless and thread-safe. */
final class PartyPlaces {
  private PartyPlaces() {}

  /**
   * In vaults, in key stores or in memory.
   *
   * @throws IllegalArgumentException when more than one of these is named, or a policy for a vault
   */
  static PartySource of(TrainingSettings settings) {
    return of(settings.vault(), settings.keyStore(), settings.policy());
  }

  /** As {@link #of(TrainingSettings)}. */
  static PartySource of(PredictionSettings settings) {
    return of(settings.vault(), settings.keyStore(), settings.policy());
  }

  private static PartySource of(
      Optional<String> vault, Optional<String> keyStore, Optional<String> policy) {
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
    PartyHome home =
        keyStore
            .map(directory -> PartyHome.keyStore(Path.of(directory)))
            .orElseGet(PartyHome::inMemory);
    return policy.map(place -> home.withPolicy(Path.of(place))).orElse(home);
  }
}
