package parley.fl.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a training or a prediction finds keys and policies, and how long it waits for a provider:
 * places, never a key or a passphrase. Immutable, so safe for use by several threads.
 *
 * @param querierKey file with the querier's key; empty for the key of this run
 * @param querierPublicKey file with the querier's signed public key, where the querier is apart
 *     from this process: results stay under that key
 * @param keyStore directory under which each provider keeps its store; empty if they live in this
 *     process or in a vault
 * @param vault folder with the sockets of the vaults that hold the parties
 * @param policy a policy beside the providers' own: a file, or a folder with one for each provider
 * @param keyStorePassphraseFrom where the providers' processes find the passphrase of their stores,
 *     such as {@code env:NAME}; empty if they have none
 * @param querierKeyPassphraseFrom where this process finds the passphrase of the querier's key;
 *     empty if it has none
 * @param roundTimeout what a round may take
 */
public record SiteSettings(
    Optional<String> querierKey,
    Optional<String> querierPublicKey,
    Optional<String> keyStore,
    Optional<String> vault,
    Optional<String> policy,
    Optional<String> keyStorePassphraseFrom,
    Optional<String> querierKeyPassphraseFrom,
    Duration roundTimeout) {

  /** Whether another process finds the querier's key and the providers' shares. */
  public boolean outliveProcess() {
    return hasQuerier() && hasShares();
  }

  /** Whether a querier is named, by its key or its public key. */
  boolean hasQuerier() {
    return querierKey.isPresent() || querierPublicKey.isPresent();
  }

  /** Whether it is said where the providers' shares outlive this process. */
  boolean hasShares() {
    return keyStore.isPresent() || vault.isPresent();
  }
}
