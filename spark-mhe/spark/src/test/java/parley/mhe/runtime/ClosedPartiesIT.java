package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.ClosedParties;
import parley.mhe.party.TestParties;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.StoredSecrets;
import parley.testing.OwnJvm;

/** After a party is closed a search of its process finds nothing of its share in native memory. */
@Timeout(120)
@OwnJvm
class ClosedPartiesIT {
  @TempDir private Path folder;

  @BeforeEach
  void allowSmallRings() {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/mem")), "the memory of processes cannot be read here");
    System.setProperty("parley.insecure", "true");
  }

  @Test
  void memory_partiesClosed_noShareInEvaluationForm() throws IOException {
    Path stores = folder.resolve("stores");
    try (Searched process = new Searched(stores, true)) {
      assertThat(process.chunksWith(shares(stores))).isEmpty();
    }
  }

  @Test
  void memory_partiesOpen_holdsShares() throws IOException {
    Path stores = folder.resolve("stores");
    try (Searched process = new Searched(stores, false)) {
      assertThat(process.chunksWith(shares(stores))).isNotEmpty();
    }
  }

  private static ByteSearch shares(Path stores) {
    List<byte[]> shares = new ArrayList<>();
    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TOY)) {
      for (String name : TestParties.NAMES) {
        byte[] share =
            StoredSecrets.shareInEvaluationForm(context, stores, name, PassphraseSource.none());
        shares.add(Arrays.copyOfRange(share, 128, share.length));
      }
    }
    return ByteSearch.of(shares);
  }

  private static final class Searched implements AutoCloseable {
    private final Process process;

    Searched(Path stores, boolean close) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-Dparley.insecure=true",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  ClosedParties.class.getName(),
                  stores.toString(),
                  Boolean.toString(close))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("ready");
    }

    List<String> chunksWith(ByteSearch secrets) throws IOException {
      List<String> found = new ArrayList<>();
      new ProcessMemory(process.pid())
          .eachChunk(
              chunk -> {
                if (secrets.isIn(chunk)) {
                  found.add(chunk.length + " bytes");
                }
              });
      return found;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
