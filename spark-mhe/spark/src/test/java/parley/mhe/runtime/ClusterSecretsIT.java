package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyHome;
import parley.mhe.party.StoredSecrets;
import parley.mhe.random.Seed;

/** A provider's secrets are in its own executor's memory and nowhere else that Spark reaches. */
class ClusterSecretsIT {
  private static final int PROVIDERS = 3;
  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;

  @Test
  void federation_allRounds_secretsInOwnProcessOnly() throws IOException {
    System.setProperty("parley.insecure", "true");
    Path stores = folder.resolve("stores");
    Path seen = Files.createDirectories(folder.resolve("seen"));
    SparkSession spark =
        TestCluster.start(
            "local-cluster[3,1,1024]",
            Map.of(
                "spark.eventLog.enabled", "true",
                "spark.eventLog.compress", "false",
                "spark.eventLog.dir",
                    Files.createDirectory(seen.resolve("events")).toUri().toString(),
                "spark.local.dir", Files.createDirectory(seen.resolve("local")).toString(),
                "spark.cleaner.referenceTracking", "false",
                "spark.shuffle.compress", "false",
                "spark.broadcast.compress", "false"));
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh());
        Federation federation =
            Federation.open(
                spark,
                TestFederations.plan(context, PROVIDERS),
                TestFederations.rows(spark, PROVIDERS, 10),
                MeanProgram.factory(),
                querier.publicKey(),
                FederationOptions.builder()
                    .home(PartyHome.keyStore(stores))
                    .rpcBytes(300_000)
                    .build())) {
      federation.openSums("prepare/sums", "prepare/open", 0, new byte[0]);
      try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
        assertThat(querier.decrypt(opened)[0]).isNotNaN();
      }
      requireSecretsAtHome(federation, stores);
      requireNoSecretsIn(context, stores, List.of(seen, TestCluster.sparkHome().resolve("work")));
      assertThat(ByteSearch.files(seen))
          .extracting(Path::toString)
          .anyMatch(name -> name.contains("events"))
          .anyMatch(name -> name.contains("broadcast") || name.contains("shuffle"));
    } finally {
      spark.stop();
    }
  }

  private static ByteSearch secretsOf(CkksContext context, Path stores, String provider) {
    byte[] share = StoredSecrets.shareInEvaluationForm(context, stores, provider);
    // Without the header, which all polynomials of a session share.
    return ByteSearch.of(
        List.of(Arrays.copyOfRange(share, 128, share.length), StoredSecrets.key(stores, provider)));
  }

  private static void requireSecretsAtHome(Federation federation, Path stores) throws IOException {
    Map<Long, List<String>> found = new HashMap<>();
    List<Long> processes = new ArrayList<>(List.of(ProcessHandle.current().pid()));
    federation.locations().forEach(at -> processes.add(at.pid()));
    // Before the search itself brings the secrets into this process, this process is searched.
    Path memory = Path.of("/proc", "self", "mem");
    assumeTrue(Files.isReadable(memory), "the memory of processes cannot be read here");
    for (ProviderLocation at : federation.locations()) {
      ProcessBuilder search =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx1g",
              "-Dparley.insecure=true",
              "-cp",
              System.getProperty("java.class.path"),
              MemorySearch.class.getName(),
              stores.toString(),
              at.provider());
      processes.forEach(pid -> search.command().add(pid.toString()));
      String printed = output(search);
      printed
          .lines()
          .filter(line -> line.startsWith("found "))
          .map(line -> Long.parseLong(line.substring("found ".length())))
          .forEach(pid -> found.computeIfAbsent(pid, any -> new ArrayList<>()).add(at.provider()));
      assertThat(printed).contains("searched " + processes.size());
    }
    assertThat(federation.locations())
        .allSatisfy(at -> assertThat(found.get(at.pid())).containsExactly(at.provider()));
    assertThat(found).hasSize(PROVIDERS);
  }

  private static String output(ProcessBuilder search) throws IOException {
    Process process = search.redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static void requireNoSecretsIn(CkksContext context, Path stores, List<Path> folders)
      throws IOException {
    for (String provider : TestFederations.providers(PROVIDERS)) {
      ByteSearch secrets = secretsOf(context, stores, provider);
      for (Path searched : folders) {
        assertThat(secrets.filesWith(searched)).isEmpty();
      }
    }
  }

  /** Run as a program of its own: {@code STORES PROVIDER PID..}. */
  static final class MemorySearch {
    private MemorySearch() {}

    public static void main(String[] arguments) throws IOException {
      try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS)) {
        ByteSearch secrets = secretsOf(context, Path.of(arguments[0]), arguments[1]);
        int searched = 0;
        for (String pid : List.of(arguments).subList(2, arguments.length)) {
          searched++;
          if (isIn(secrets, pid)) {
            System.out.println("found " + pid);
          }
        }
        System.out.println("searched " + searched);
      }
    }

    private static boolean isIn(ByteSearch secrets, String pid) throws IOException {
      try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
        for (String line : Files.readAllLines(Path.of("/proc", pid, "maps"))) {
          String[] range = line.split("[- ]");
          boolean ordinary = range[2].startsWith("rw") && !line.contains("[v");
          if (ordinary
              && isIn(
                  secrets,
                  memory,
                  Long.parseUnsignedLong(range[0], 16),
                  Long.parseUnsignedLong(range[1], 16))) {
            return true;
          }
        }
      }
      return false;
    }

    /** In chunks that overlap by more than the search's window. */
    private static boolean isIn(ByteSearch secrets, RandomAccessFile memory, long from, long to) {
      byte[] chunk = new byte[CHUNK + 64];
      for (long at = from; at < to; at += CHUNK) {
        try {
          memory.seek(at);
          int read = memory.read(chunk, 0, (int) Math.min(chunk.length, to - at));
          if (read > 0 && secrets.isIn(Arrays.copyOf(chunk, read))) {
            return true;
          }
        } catch (IOException e) {
          // A page that is not there.
        }
      }
      return false;
    }
  }
}
