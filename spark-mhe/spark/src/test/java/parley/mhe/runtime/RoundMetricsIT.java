package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundRecord;
import parley.testing.OwnJvm;

/** What an operator sees of rounds: metrics in a sink of Spark's own, and names of jobs. */
@OwnJvm
class RoundMetricsIT {
  private static final int PROVIDERS = 3;

  @TempDir private Path folder;

  @Test
  void sink_roundsOfAFederation_isToldWhatTheyCameTo() throws Exception {
    System.setProperty("parley.insecure", "true");
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.plugins", ParleyPlugin.class.getName())
            .config("spark.metrics.namespace", "test")
            .config("spark.metrics.conf.*.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink")
            .config("spark.metrics.conf.*.sink.csv.period", "1")
            .config("spark.metrics.conf.*.sink.csv.directory", folder.toString())
            .getOrCreate();
    List<String> jobs = Collections.synchronizedList(new ArrayList<>());
    spark.sparkContext().addSparkListener(noting(jobs));
    List<RoundRecord> records = new ArrayList<>();
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      try (Federation federation =
          Federation.open(
              spark,
              TestFederations.plan(context, PROVIDERS),
              TestFederations.rows(spark, PROVIDERS, 10),
              MeanProgram.factory(),
              querier.publicKey(),
              FederationOptions.builder().sharedMemory(false).listener(records::add).build())) {
        try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
          assertThat(querier.decrypt(opened)).isNotEmpty();
        }
      }
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.stop();
      System.clearProperty("parley.insecure");
    }

    assertThat(last("rounds")).isEqualTo(records.size());
    // Twice the mean's sums are refreshed, and once a number is opened.
    assertThat(last("refreshes")).isEqualTo(2);
    assertThat(last("openings")).isEqualTo(1);
    assertThat(last("bytes.sent"))
        .isEqualTo(records.stream().mapToLong(RoundRecord::bytesUp).sum())
        .isPositive();
    assertThat(last("bytes.received"))
        .isEqualTo(records.stream().mapToLong(RoundRecord::bytesDown).sum());
    for (String phase : List.of("keys", "train", "model")) {
      assertThat(last("seconds." + phase))
          .isPositive()
          .isCloseTo(
              records.stream()
                  .filter(r -> r.step().startsWith(phase + "/"))
                  .mapToDouble(RoundRecord::seconds)
                  .sum(),
              within(1e-9));
    }
    assertThat(jobs)
        .contains(
            "round 1 of 10: train/map", "round 1 of 10: train/refresh", "round 2 of 10: train/map");
  }

  private static SparkListener noting(List<String> jobs) {
    return new SparkListener() {
      @Override
      public void onJobStart(SparkListenerJobStart job) {
        jobs.add(String.valueOf(job.properties().getProperty("spark.job.description")));
      }
    };
  }

  /** The newest value of a metric in the sink's files: {@code time,value} or {@code time,count}. */
  private double last(String metric) throws IOException {
    Path file =
        folder.resolve(
            "test.driver.plugin." + ParleyPlugin.class.getName() + "." + metric + ".csv");
    assertThat(file).exists();
    List<String> lines = Files.readAllLines(file);
    return Double.parseDouble(lines.get(lines.size() - 1).split(",")[1]);
  }
}
