package parley.mhe.vault;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.policy.PolicyPlaces;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.secret.PassphraseSource;

/**
 * What a vault is started with. All of it comes from its own command line; nothing of it can be set
 * through a socket. Immutable, thread-safe.
 */
public final class VaultConfig {
  private final List<String> providers;
  private final Path socketDirectory;
  private final Path keyStore;
  private final PassphraseSource passphrase;
  private final @Nullable String group;
  private final @Nullable Path policy;
  private final VaultTimeouts timeouts;

  private VaultConfig(
      List<String> providers,
      Path socketDirectory,
      Path keyStore,
      PassphraseSource passphrase,
      @Nullable String group,
      @Nullable Path policy,
      VaultTimeouts timeouts) {
    this.providers = List.copyOf(providers);
    this.socketDirectory = socketDirectory;
    this.keyStore = keyStore;
    this.passphrase = passphrase;
    this.group = group;
    this.policy = policy;
    this.timeouts = timeouts;
  }

  /**
   * A vault for its own user only, whose key stores no passphrase protects.
   *
   * @param providers whose parties it holds
   * @param socketDirectory where each provider gets a socket of its name
   * @param keyStore where each session is kept
   * @throws IllegalArgumentException when no provider is named, or one twice
   */
  public static VaultConfig of(List<String> providers, Path socketDirectory, Path keyStore) {
    if (providers.isEmpty()
        || providers.stream().anyMatch(String::isBlank)
        || new HashSet<>(providers).size() != providers.size()) {
      throw new IllegalArgumentException(
          "cannot start a vault: expected the names of its providers, each once, got " + providers);
    }
    return new VaultConfig(
        providers,
        socketDirectory.toAbsolutePath().normalize(),
        keyStore.toAbsolutePath().normalize(),
        PassphraseSource.none(),
        null,
        null,
        VaultTimeouts.DEFAULT);
  }

  /** The same with a passphrase for its key stores, which is found where the source says. */
  public VaultConfig withPassphrase(PassphraseSource source) {
    return new VaultConfig(providers, socketDirectory, keyStore, source, group, policy, timeouts);
  }

  /** The same; members of a group of the system may connect as well. */
  public VaultConfig withGroup(String name) {
    return new VaultConfig(
        providers, socketDirectory, keyStore, passphrase, name, policy, timeouts);
  }

  /**
   * The same under one more policy than those that hold in this process anyway, see {@link
   * PolicyPlaces}.
   *
   * @param place a policy file, or a folder with a file {@code PROVIDER.json} for each provider
   */
  public VaultConfig withPolicy(Path place) {
    return new VaultConfig(
        providers, socketDirectory, keyStore, passphrase, group, place, timeouts);
  }

  VaultConfig withTimeouts(VaultTimeouts other) {
    return new VaultConfig(providers, socketDirectory, keyStore, passphrase, group, policy, other);
  }

  /** Whose parties it holds. */
  public List<String> providers() {
    return providers;
  }

  Path socketDirectory() {
    return socketDirectory;
  }

  Path keyStore() {
    return keyStore;
  }

  PassphraseSource passphrase() {
    return passphrase;
  }

  Optional<String> group() {
    return Optional.ofNullable(group);
  }

  @Nullable Path policy() {
    return policy;
  }

  List<ProviderPolicy> policies(String provider) {
    return PolicyPlaces.ofThisProcess().policies(provider, policy);
  }

  VaultTimeouts timeouts() {
    return timeouts;
  }
}
