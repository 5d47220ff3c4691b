package parley.mhe.vault;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.PartyService;
import parley.mhe.party.PartySource;
import parley.mhe.party.plan.PartyPlan;

/**
 * Parties behind sockets: in each process a folder with a socket named after each of its providers.
 * The process's own setting decides: environment variable {@value #VARIABLE}, then system property
 * {@value #PROPERTY}; what the driver names holds only where neither is set, as in the simulation.
 * Immutable, thread-safe.
 */
public final class VaultHome implements PartySource {
  private static final long serialVersionUID = 1L;

  /** Environment variable of a provider's process that names the folder. */
  public static final String VARIABLE = "PARLEY_VAULT_DIR";

  /** System property that does. */
  public static final String PROPERTY = "parley.vault.dir";

  private final @Nullable String directory;
  private final TreeMap<String, byte[]> nonces;

  private VaultHome(@Nullable String directory, SortedMap<String, byte[]> nonces) {
    this.directory = directory;
    this.nonces = new TreeMap<>(nonces);
  }

  /** Vaults with their sockets in a folder, where a process does not name its own. */
  public static VaultHome in(Path directory) {
    return new VaultHome(directory.toAbsolutePath().toString(), new TreeMap<>());
  }

  /** Vaults of which each provider's process knows the folder. */
  public static VaultHome ofEachHost() {
    return new VaultHome(null, new TreeMap<>());
  }

  /**
   * What holds in this process: vaults, if its environment or a system property names their folder;
   * else what was given.
   */
  public static PartySource preferredTo(PartySource given) {
    return own() == null || given instanceof VaultHome ? given : ofEachHost();
  }

  private static @Nullable String own() {
    String variable = System.getenv(VARIABLE);
    String own = variable == null || variable.isBlank() ? System.getProperty(PROPERTY) : variable;
    return own == null || own.isBlank() ? null : own;
  }

  private Path socket(String provider) {
    String own = own();
    String folder = own == null ? directory : own;
    if (folder == null) {
      throw new VaultException(
          "cannot find the vault of "
              + provider
              + ": this process does not know its folder, expected "
              + VARIABLE
              + " in its environment, got none");
    }
    return SocketFiles.of(Path.of(folder).toAbsolutePath(), provider);
  }

  @Override
  public PartyService join(PartyPlan plan, String provider) {
    return VaultClient.join(socket(provider), plan, provider, VaultTimeouts.DEFAULT);
  }

  @Override
  public PartyService resume(PartyPlan plan, String provider) {
    byte[] nonce = nonces.getOrDefault(provider, new byte[0]);
    return VaultClient.resume(socket(provider), plan, provider, nonce, VaultTimeouts.DEFAULT);
  }

  @Override
  public boolean outlivesProcess() {
    return true;
  }

  @Override
  public PartySource ofSession(SortedMap<String, byte[]> sessionNonces) {
    return new VaultHome(directory, sessionNonces);
  }
}
