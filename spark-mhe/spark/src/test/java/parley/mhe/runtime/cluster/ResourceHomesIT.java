package parley.mhe.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.FederationIT;
import parley.mhe.runtime.MeanProgram;
import parley.mhe.runtime.StandaloneDaemons;
import parley.mhe.runtime.TestCluster;
import parley.mhe.runtime.TestFederations;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.OwnJvm;

/** A standalone cluster whose workers offer a custom resource each. */
@OwnJvm
class ResourceHomesIT {
  private static final int PROVIDERS = 3;

  @TempDir private Path folder;

  private StandaloneDaemons cluster;

  @BeforeAll
  static void insecure() {
    System.setProperty("parley.insecure", "true");
  }

  @BeforeEach
  void start() throws IOException {
    cluster = StandaloneDaemons.start(folder);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void worker(String resource) throws IOException {
    Path script = folder.resolve(resource + ".sh");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"" + resource + "\", \"addresses\": [\"here\"]}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path conf = folder.resolve(resource + ".conf");
    Files.writeString(
        conf,
        "spark.worker.resource."
            + resource
            + ".amount 1\nspark.worker.resource."
            + resource
            + ".discoveryScript "
            + script
            + "\n");
    cluster.worker(resource, Map.of(), "--properties-file", conf.toString());
  }

  private SparkSession spark(String timeout) {
    Map<String, String> conf = new HashMap<>();
    List<String> resources = new ArrayList<>();
    for (int i = 0; i < PROVIDERS; i++) {
      resources.add(TestFederations.providers(PROVIDERS).get(i) + "=hosp" + i);
    }
    conf.put(ClusterSettings.RESOURCES, String.join(",", resources));
    conf.put(ClusterSettings.EXECUTORS_TIMEOUT, timeout);
    conf.put("spark.executor.memory", "512m");
    conf.put("spark.dynamicAllocation.enabled", "true");
    conf.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    conf.put("spark.dynamicAllocation.initialExecutors", "0");
    return TestCluster.start(cluster.master(), conf);
  }

  @Test
  void federation_threeWorkersWithOwnResource_eachProviderAtItsWorker() throws IOException {
    for (int i = 0; i < PROVIDERS; i++) {
      worker("hosp" + i);
    }
    SparkSession spark = spark("45s");
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      for (long rpcBytes : new long[] {0, 1 << 28}) {
        String traces = Files.createDirectory(folder.resolve("traces" + rpcBytes)).toString();
        ProgramFactory<Double> good = MeanProgram.factory();
        try (Federation federation =
            Federation.open(
                spark,
                TestFederations.plan(context, PROVIDERS),
                TestFederations.rows(spark, PROVIDERS, 10),
                (provider, plan, ring, rows) -> {
                  leaveFolder(Path.of(traces, provider));
                  return good.create(provider, plan, ring, rows);
                },
                querier.publicKey(),
                FederationOptions.builder().rpcBytes(rpcBytes).build())) {
          double mean = TestFederations.total(PROVIDERS, 10) / context.parameters().slots();
          try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
            assertThat(querier.decrypt(opened)[0]).isCloseTo(mean * mean, within(0x1p-20));
          }
          for (int i = 0; i < PROVIDERS; i++) {
            String provider = TestFederations.providers(PROVIDERS).get(i);
            assertThat(Files.readString(Path.of(traces, provider)))
                .startsWith(folder.resolve("hosp" + i).toRealPath().toString());
          }
          assertThat(federation.locations())
              .extracting(ProviderLocation::pid)
              .doesNotHaveDuplicates();
        }
      }
    } finally {
      spark.stop();
    }
  }

  private static void leaveFolder(Path trace) {
    try {
      Files.writeString(trace, Path.of("").toRealPath().toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The first that is waited for, so that the others need not be there within its time. */
  @Test
  void open_workerWithoutTheResource_errorAndNoHang() throws IOException {
    worker("hosp1");
    worker("hosp2");
    SparkSession spark = spark("10s");
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      assertThatThrownBy(
              () ->
                  Federation.open(
                      spark,
                      TestFederations.plan(context, PROVIDERS),
                      TestFederations.rows(spark, PROVIDERS, 10),
                      MeanProgram.factory(),
                      querier.publicKey(),
                      FederationOptions.defaults()))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot place provider-00: no worker gave its resource within 10 s")
          .hasMessageContaining("expected a worker with spark.worker.resource.hosp0.amount=1");
    } finally {
      spark.stop();
    }
  }
}
