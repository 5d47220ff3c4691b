package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.StoredSecrets;
import parley.mhe.protocol.PartySecrets;
import parley.mhe.vault.VaultProcess;
import parley.testing.OwnJvm;

/**
 * With parties in a vault, neither what a driver ships into the executor nor a search of the
 * executor's whole memory finds a share or the key of its randomness; with parties in the executor
 * both do. The vault's memory holds them, and the same user can read it.
 */
@Timeout(180)
@OwnJvm
class VaultSecretsIT {
  private static final List<String> PROVIDERS =
      TestFederations.providers(SearchedExecutor.PROVIDERS);

  @TempDir private Path folder;

  @BeforeEach
  void allowSmallRings() {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/mem")), "the memory of processes cannot be read here");
    System.setProperty("parley.insecure", "true");
  }

  /** The keys k_i, the shares in evaluation form, and the shares as they are stored. */
  private record Secrets(List<byte[]> keys, ByteSearch all) {
    static Secrets of(Map<String, Path> stores) {
      List<byte[]> keys = new ArrayList<>();
      List<byte[]> all = new ArrayList<>();
      try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS)) {
        stores.forEach(
            (provider, root) -> {
              byte[] share =
                  StoredSecrets.shareInEvaluationForm(
                      context, root, provider, PassphraseSource.none());
              // Without the header, which all polynomials of a session share.
              all.add(Arrays.copyOfRange(share, 128, share.length));
              all.add(StoredSecrets.packedShare(root, provider, PassphraseSource.none()));
              keys.add(StoredSecrets.key(root, provider, PassphraseSource.none()));
            });
      }
      all.addAll(keys);
      return new Secrets(keys, ByteSearch.of(all));
    }

    List<String> fingerprints() {
      return keys.stream().map(HeapWalk::fingerprint).toList();
    }
  }

  @Test
  void executor_partiesInAVault_nothingInItsHeapOrMemory() throws IOException {
    Path keys = folder.resolve("keys");
    Path sockets = folder.resolve("run");
    try (VaultProcess vault = VaultProcess.start(sockets, keys, PROVIDERS.toArray(String[]::new));
        SearchedExecutor executor = SearchedExecutor.train("vault", sockets)) {
      Secrets secrets = Secrets.of(sessionFolders(keys));

      assertThat(executor.found())
          .doesNotContainAnyElementsOf(secrets.fingerprints())
          .noneMatch(name -> name.startsWith("parley"));
      List<Integer> hits = new ArrayList<>();
      long searched =
          new ProcessMemory(executor.pid())
              .eachChunk(
                  chunk -> {
                    if (secrets.all().isIn(chunk)) {
                      hits.add(chunk.length);
                    }
                  });
      assertThat(hits).isEmpty();
      assertThat(searched).isGreaterThan(100 << 20);

      // The search finds what is there; and what a file mode does not protect from the same user.
      assertThat(new ProcessMemory(vault.pid()).holds(secrets.all())).isTrue();
    }
  }

  @Test
  void executor_partiesInIt_closureAndSearchFindThem() throws IOException {
    Path keys = folder.resolve("keys");
    try (SearchedExecutor executor = SearchedExecutor.train("keys", keys)) {
      Map<String, Path> stores = new HashMap<>();
      PROVIDERS.forEach(provider -> stores.put(provider, keys));
      Secrets secrets = Secrets.of(stores);

      assertThat(executor.found())
          .containsAll(secrets.fingerprints())
          .contains(PartySecrets.class.getName());
      assertThat(new ProcessMemory(executor.pid()).holds(secrets.all())).isTrue();
    }
  }

  /** A vault keeps each provider's part of each session in a folder of its own. */
  private static Map<String, Path> sessionFolders(Path keys) throws IOException {
    Map<String, Path> roots = new HashMap<>();
    try (Stream<Path> sessions = Files.list(keys)) {
      for (Path session : sessions.toList()) {
        for (String provider : PROVIDERS) {
          if (Files.isDirectory(session.resolve(provider))) {
            roots.put(provider, session);
          }
        }
      }
    }
    assertThat(roots.keySet()).containsExactlyInAnyOrderElementsOf(PROVIDERS);
    return roots;
  }
}
