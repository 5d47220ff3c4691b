package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.protection.encrypted.network.loop.NetworkJob;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.mhe.runtime.TestCluster;
import parley.testing.OwnJvm;

/** Encrypted networks whose providers live in executors that serialise by Kryo; insecure ring. */
@OwnJvm
class NetworkClusterIT {
  private static final int ROWS = 90;

  /** Opened weights are flooded to 2^-21. */
  private static final int ERROR_BITS = -17;

  /** Neither begins its iterations before the other has made its keys. */
  @Test
  void fit_twoNetworksAtOnce_eachAsInClear(@TempDir Path folder) throws Exception {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    SparkSession spark =
        TestCluster.start(
            "local-cluster[3,1,1024]",
            Map.of(
                "spark.executor.memory",
                "640m",
                "spark.serializer",
                "org.apache.spark.serializer.KryoSerializer"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Dataset<Row> rows = SealedRows.vectors(spark, ROWS).cache();
      Dataset<Row> others =
          rows.withColumn("label", functions.expr("case when b > a * 20 then 1.0 else 0.0 end"));
      CountDownLatch prepared = new CountDownLatch(2);
      FederatedMultilayerPerceptron one = network(1, folder.resolve("one"), prepared);
      FederatedMultilayerPerceptron two = network(2, folder.resolve("two"), prepared);

      Future<FederatedMultilayerPerceptronModel> first = threads.submit(() -> one.fit(rows));
      Future<FederatedMultilayerPerceptronModel> second = threads.submit(() -> two.fit(others));

      requireAsInClear(first.get(), one, rows);
      requireAsInClear(second.get(), two, others);
      assertThat(requests(first.get().report()))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(requests(second.get().report()));
    } finally {
      threads.shutdownNow();
      spark.stop();
      System.clearProperty(SealedRows.INSECURE_RING);
    }
  }

  private static FederatedMultilayerPerceptron network(
      int seed, Path stores, CountDownLatch prepared) {
    return small()
        .setSeed(seed)
        .setKeyStore(stores.toString())
        .setKeyStorePassphraseFrom("none")
        .setListener(
            new FitListener() {
              @Override
              public void prepared(FitReport soFar) {
                prepared.countDown();
                try {
                  assertThat(prepared.await(2, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
  }

  /** Twice three neurons over {@link SealedRows}, three iterations; the second is looked at. */
  static FederatedMultilayerPerceptron small() {
    return new FederatedMultilayerPerceptron()
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {3, 3})
        .setMaxIter(3)
        .setLogRingDimension(SealedRows.INSECURE_LOG_RING_DIMENSION)
        .setRevealWeights(true);
  }

  private static void requireAsInClear(
      FederatedMultilayerPerceptronModel model,
      FederatedMultilayerPerceptron estimator,
      Dataset<Row> rows) {
    FitReport report = model.report();
    assertThat(report.simulated()).isFalse();
    assertThat(report.parameters())
        .filteredOn(p -> p.name().equals("executors"))
        .singleElement()
        .satisfies(p -> assertThat(p.value().split("; ")).hasSize(3));
    requireSameWeights(model, inClear(estimator, rows));
  }

  static FederatedMultilayerPerceptronModel inClear(
      FederatedMultilayerPerceptron estimator, Dataset<Row> rows) {
    FederatedMultilayerPerceptron plain = small().setProtection("plain");
    plain.set(plain.seed(), estimator.getOrDefault(estimator.seed()));
    return plain.fit(rows);
  }

  static void requireSameWeights(
      FederatedMultilayerPerceptronModel model, FederatedMultilayerPerceptronModel plain) {
    assertThat(
            NetworkJob.error(
                model.network().network().weights(), plain.network().network().weights()))
        .as("log2 of the largest error")
        .isLessThan(ERROR_BITS);
  }

  private static Set<String> requests(FitReport report) {
    return report.rounds().stream()
        .map(round -> round.request())
        .filter(request -> request != null)
        .map(request -> request.id())
        .collect(Collectors.toSet());
  }
}
