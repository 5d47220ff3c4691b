package parley.fl.settings;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a prediction finds the keys. Immutable, so safe for use by several threads.
 *
 * @param querierKeyPath file with the querier's key; null for the key of this run
 * @param querierPublicKeyPath file with the querier's public key, for answers that stay sealed;
 *     null for none
 * @param keyStorePath directory of the providers' stores; null if they live in this process
 * @param vaultPath folder with the sockets of the vaults that hold the parties; null for none
 * @param policyPath a policy beside the providers' own; null for none
 * @param keyStorePassphraseFrom where the stores' passphrase is, such as {@code env:NAME}; null if
 *     they have none
 * @param querierKeyPassphraseFrom where the querier's key's passphrase is; null if it has none
 * @param roundTimeout what a round may take
 */
public record PredictionSettings(
    @Nullable String querierKeyPath,
    @Nullable String querierPublicKeyPath,
    @Nullable String keyStorePath,
    @Nullable String vaultPath,
    @Nullable String policyPath,
    @Nullable String keyStorePassphraseFrom,
    @Nullable String querierKeyPassphraseFrom,
    Duration roundTimeout) {

  public Optional<String> querierKey() {
    return Optional.ofNullable(querierKeyPath);
  }

  public Optional<String> querierPublicKey() {
    return Optional.ofNullable(querierPublicKeyPath);
  }

  public Optional<String> keyStore() {
    return Optional.ofNullable(keyStorePath);
  }

  public Optional<String> vault() {
    return Optional.ofNullable(vaultPath);
  }

  public Optional<String> policy() {
    return Optional.ofNullable(policyPath);
  }
}
