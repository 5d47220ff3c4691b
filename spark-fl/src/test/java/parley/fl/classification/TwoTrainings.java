package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.error.ParleyException;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;

/** Two trainings at once that are given one key store; insecure ring. */
final class TwoTrainings {
  private static final int ROWS = 91;

  private final SparkSession spark;
  private final Path folder;

  /** Trainings whose stores and querier's key are in a folder. */
  TwoTrainings(SparkSession spark, Path folder) throws IOException {
    this.spark = spark;
    this.folder = folder;
    Files.write(
        folder.resolve("querier.key"),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
  }

  private FederatedLogisticRegression estimator() {
    return SealedRows.insecure()
        .setQuerierKey(folder.resolve("querier.key").toString())
        .setKeyStore(folder.resolve("stores").toString())
        .setKeyStorePassphraseFrom("none");
  }

  /**
   * Starts one and, before it iterates, another, which is refused; the first one's stores are whole
   * then, and its model can be used, also after it was saved.
   */
  void requireSecondRefused(Class<? extends ParleyException> type, String reason) throws Exception {
    Dataset<Row> rows = SealedRows.vectors(spark, ROWS);
    CountDownLatch prepared = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    FitListener held =
        new FitListener() {
          @Override
          public void prepared(FitReport soFar) {
            prepared.countDown();
            await(refused);
          }
        };
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<FederatedLogisticRegressionModel> first =
          threads.submit(
              () -> {
                try {
                  return estimator().setListener(held).fit(rows);
                } finally {
                  prepared.countDown();
                }
              });
      await(prepared);
      if (first.isDone()) {
        first.get(); // which says why
      }
      Map<String, Long> stores = stores();
      assertThat(stores).containsKeys("p0/key", "p1/key", "p2/key");

      assertThatThrownBy(() -> estimator().fit(rows))
          .isInstanceOf(type)
          .hasMessageContaining(folder.resolve("stores").toString())
          .hasMessageContaining(reason);

      assertThat(stores()).isEqualTo(stores);
      refused.countDown();
      FederatedLogisticRegressionModel model = first.get();
      assertThat(model.transform(rows).collectAsList()).hasSize(ROWS);
      model.write().save(folder.resolve("model").toString());
      model.close();
      FederatedLogisticRegressionModel loaded =
          FederatedLogisticRegressionModel.load(folder.resolve("model").toString())
              .setQuerierKey(folder.resolve("querier.key").toString())
              .setKeyStore(folder.resolve("stores").toString())
              .setKeyStorePassphraseFrom("none");
      assertThat(loaded.transform(rows).collectAsList()).hasSize(ROWS);
      loaded.close();
    } finally {
      refused.countDown();
      threads.shutdownNow();
    }
  }

  /** Files below the stores, with what their content sums up to. */
  private Map<String, Long> stores() {
    Path root = folder.resolve("stores");
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> below = Files.walk(root)) {
      for (Path file : below.filter(Files::isRegularFile).toList()) {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        files.put(root.relativize(file).toString(), sum.getValue());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
