package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyHome;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.StoredSecrets;
import parley.mhe.random.Seed;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.OwnJvm;

/** A provider's secrets are in its own executor's memory and nowhere else that Spark reaches. */
@OwnJvm
class ClusterSecretsIT {
  private static final int PROVIDERS = 6;

  @TempDir private Path folder;

  @Test
  void federation_allRounds_secretsInOwnProcessOnly() throws IOException {
    System.setProperty("parley.insecure", "true");
    Path stores = folder.resolve("stores");
    Path seen = Files.createDirectories(folder.resolve("seen"));
    SparkSession spark =
        TestCluster.start(
            "local-cluster[3,2,1024]",
            Map.of(
                "spark.executor.memory", "512m",
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
                    .home(PartyHome.keyStore(stores, PassphraseSource.none()))
                    .rpcBytes(100_000)
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
          .anyMatch(name -> name.contains("shuffle"));
    } finally {
      spark.stop();
    }
  }

  private static List<byte[]> secretsOf(CkksContext context, Path stores, String provider) {
    byte[] share =
        StoredSecrets.shareInEvaluationForm(context, stores, provider, PassphraseSource.none());
    // Without the header, which all polynomials of a session share.
    return List.of(
        Arrays.copyOfRange(share, 128, share.length),
        StoredSecrets.key(stores, provider, PassphraseSource.none()));
  }

  /** A process of its own searches, before the secrets come into this one. */
  private static void requireSecretsAtHome(Federation federation, Path stores) throws IOException {
    Path memory = Path.of("/proc", "self", "mem");
    assumeTrue(Files.isReadable(memory), "the memory of processes cannot be read here");
    Map<String, Set<String>> homes = new TreeMap<>();
    for (ProviderLocation at : federation.locations()) {
      homes.computeIfAbsent(String.valueOf(at.pid()), pid -> new TreeSet<>()).add(at.provider());
    }
    ProcessBuilder search =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-Dparley.insecure=true",
            "-cp",
            System.getProperty("java.class.path"),
            MemorySearch.class.getName(),
            stores.toString(),
            String.valueOf(ProcessHandle.current().pid()));
    search.command().addAll(homes.keySet());
    Map<String, Set<String>> found = new TreeMap<>();
    List<String> lines = output(search).lines().toList();
    for (String line : lines) {
      if (line.startsWith("found ")) {
        String[] words = line.split(" ");
        found.computeIfAbsent(words[1], pid -> new TreeSet<>()).add(words[2]);
      }
    }
    assertThat(lines).contains("searched " + (homes.size() + 1));
    assertThat(homes).hasSize(3);
    assertThat(found).isEqualTo(homes);
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
      ByteSearch secrets = ByteSearch.of(secretsOf(context, stores, provider));
      for (Path searched : folders) {
        assertThat(secrets.filesWith(searched)).isEmpty();
      }
    }
  }

  /** Run as a program of its own: {@code STORES PID..}. */
  static final class MemorySearch {
    private MemorySearch() {}

    public static void main(String[] arguments) throws IOException {
      try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS)) {
        Map<String, ByteSearch> secrets = new TreeMap<>();
        List<byte[]> all = new ArrayList<>();
        for (String provider : TestFederations.providers(PROVIDERS)) {
          List<byte[]> own = secretsOf(context, Path.of(arguments[0]), provider);
          secrets.put(provider, ByteSearch.of(own));
          all.addAll(own);
        }
        ByteSearch any = ByteSearch.of(all);
        List<String> pids = List.of(arguments).subList(1, arguments.length);
        for (String pid : pids) {
          Set<String> found = new TreeSet<>();
          new ProcessMemory(Long.parseLong(pid))
              .eachChunk(
                  chunk -> {
                    if (any.isIn(chunk)) {
                      secrets.forEach(
                          (provider, search) -> {
                            if (search.isIn(chunk)) {
                              found.add(provider);
                            }
                          });
                    }
                  });
          found.forEach(provider -> System.out.println("found " + pid + " " + provider));
        }
        System.out.println("searched " + pids.size());
      }
    }
  }
}
