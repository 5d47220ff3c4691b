package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.verify.Findings;
import parley.fl.verify.ReportCheck;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.FullRun;
import parley.testing.LocalSpark;

/** Drivers that are killed during a training, and restarted; insecure ring. */
class ResumedTrainingIT {
  private static final int ROWS = 91;
  private static final int KILLED = 9;

  @TempDir private Path folder;

  private static SparkSession spark;
  private static FederatedLogisticRegressionModel plain;

  @BeforeAll
  static void open() {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    spark = LocalSpark.session();
    plain = estimator(SealedRows.plain()).fit(SealedRows.vectors(spark, ROWS));
  }

  @AfterAll
  static void close() {
    spark.stop();
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  private static FederatedLogisticRegression estimator(FederatedLogisticRegression from) {
    return from.setMaxIter(6).setWatchEvery(1);
  }

  private static FederatedLogisticRegression resumable(Path folder, String packing) {
    return estimator(SealedRows.insecure())
        .setPacking(packing)
        .setRevealWeights(true)
        .setQuerierKey(folder.resolve("querier.key").toString())
        .setKeyStore(folder.resolve("stores").toString())
        .setKeyStorePassphraseFrom("none")
        .setPolicy(folder.resolve("policies").toString())
        .setCheckpointPath(folder.resolve("checkpoint").toString())
        .setCheckpointInterval(2);
  }

  /** Trains until a round is done, and dies. Arguments: folder, packing, step, iteration. */
  static final class DyingDriver implements FitListener {
    private final String step;
    private final int iteration;

    private DyingDriver(String step, int iteration) {
      this.step = step;
      this.iteration = iteration;
    }

    public static void main(String[] args) {
      SparkSession other = LocalSpark.session();
      resumable(Path.of(args[0]), args[1])
          .setListener(new DyingDriver(args[2], Integer.parseInt(args[3])))
          .fit(SealedRows.vectors(other, ROWS));
    }

    @Override
    public void roundDone(FitRound round, int iterations) {
      if (round.name().equals(step) && round.iteration() == iteration) {
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }

  private void dieAt(String packing, String step, int iteration)
      throws IOException, InterruptedException {
    if (!Files.exists(folder.resolve("querier.key"))) {
      writeKeyAndPolicies(1000);
    }
    OtherProcess.run(
        DyingDriver.class,
        folder.resolve("driver.log"),
        KILLED,
        folder.toString(),
        packing,
        step,
        String.valueOf(iteration));
  }

  private void writeKeyAndPolicies(int rows) throws IOException {
    QuerierKey querier = QuerierKey.generate();
    Files.write(
        folder.resolve("querier.key"),
        querier.export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    TestPolicies.writeAll(folder.resolve("policies"), querier, TestPolicies.ALL, rows, "");
  }

  private FederatedLogisticRegressionModel resume(String packing) {
    return resumable(folder, packing).fit(SealedRows.vectors(spark, ROWS));
  }

  private static void requireAsPlain(FederatedLogisticRegressionModel model) {
    assertThat(model.coefficients().toArray())
        .containsExactly(plain.coefficients().toArray(), within(1e-3));
    assertThat(model.intercept()).isCloseTo(plain.intercept(), within(0.05));
  }

  @ParameterizedTest(name = "{0}, killed after {1} of iteration {2}")
  @CsvSource({"diagonal, train/gradient, 0, 0, false", "row, train/refresh, 3, 2, true"})
  void fit_driverKilledAndRestarted_modelAsInClear(
      String packing, String step, int iteration, int from, boolean openedAgain)
      throws IOException, InterruptedException {
    killAndRestart(packing, step, iteration, from, openedAgain);
  }

  @FullRun
  @ParameterizedTest(name = "{0}, killed after {1} of iteration {2}")
  @CsvSource({
    "diagonal, train/look-open, 3, 2, true",
    "row, train/forward, 3, 2, true",
    "diagonal, model/refresh, 5, 4, false",
    "coefficient, train/to-coefficients, 3, 2, true",
    "coefficient, model/to-row, 5, 4, false"
  })
  void fit_driverKilledElsewhereAndRestarted_modelAsInClear(
      String packing, String step, int iteration, int from, boolean openedAgain)
      throws IOException, InterruptedException {
    killAndRestart(packing, step, iteration, from, openedAgain);
  }

  /** Looks are before iterations 1, 2 and 3: none lies between a checkpoint at 4 and the end. */
  private void killAndRestart(
      String packing, String step, int iteration, int from, boolean openedAgain)
      throws IOException, InterruptedException {
    dieAt(packing, step, iteration);
    FederatedLogisticRegressionModel model = resume(packing);
    requireAsPlain(model);
    FitReport report = model.report();
    assertThat(report.warnings())
        .anyMatch(w -> w.startsWith("resumed at iteration " + from + " as attempt 1"));
    assertThat(report.rounds())
        .filteredOn(r -> r.name().equals("train/refresh"))
        .extracting(FitRound::iteration)
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(folder.resolve("checkpoint").toFile().list()).noneMatch(n -> !n.startsWith("."));
    Findings found = ReportCheck.of(List.of(report), TestPolicies.logs(folder.resolve("policies")));
    assertThat(found.discrepancies()).isEmpty();
    assertThat(found.remarks().toString().contains("asked again in a later attempt"))
        .isEqualTo(openedAgain);
  }

  @Test
  void fit_driverKilledAgainAndAgain_resumedThreeTimesThenRefused()
      throws IOException, InterruptedException {
    for (int restart = 0; restart < 4; restart++) {
      dieAt("row", "train/gradient", 3);
    }
    assertThatThrownBy(() -> resume("row"))
        .hasMessageContaining("its driver was lost too often, expected at most 3 restarts");
  }

  @Test
  void fit_checkpointOfAnotherTrainingOrAltered_refused() throws IOException, InterruptedException {
    dieAt("row", "train/gradient", 3);
    refused(e -> e.setMaxIter(7), "it is of another training, expected the same providers");
    refused(e -> e.setDegree(5), "it is of another training");
    Path progress = folder.resolve("checkpoint").resolve("progress");
    byte[] good = Files.readAllBytes(progress);
    byte[] bad = good.clone();
    bad[good.length / 2] ^= 1;
    Files.write(progress, bad);
    refused(e -> {}, "its progress was altered or cut off");
    Files.write(progress, good);
    Files.delete(folder.resolve("checkpoint").resolve("session"));
    refused(e -> {}, "its session is missing");
  }

  private void refused(Consumer<FederatedLogisticRegression> change, String message) {
    FederatedLogisticRegression changed = resumable(folder, "row");
    change.accept(changed);
    assertThatThrownBy(() -> changed.fit(SealedRows.vectors(spark, ROWS)))
        .hasMessageContaining(message);
  }

  /** Between the fit's end and the model's saving a process may be lost as well. */
  @Test
  void fit_checkpointKept_modelThatWasNotSavedIsMadeAnew() throws IOException {
    writeKeyAndPolicies(20_000);
    FederatedLogisticRegression kept =
        resumable(folder, "diagonal").setRevealWeights(false).setKeepCheckpoint(true);
    Dataset<Row> rows = SealedRows.vectors(spark, ROWS);
    FederatedLogisticRegressionModel lost = kept.fit(rows);
    assertThat(lost.transform(rows).count()).isEqualTo(ROWS);
    lost.close();

    FederatedLogisticRegressionModel again = kept.fit(rows);

    requireAsPlain(again.transform(rows));
    assertThat(again.report().warnings())
        .anyMatch(w -> w.startsWith("resumed at iteration 4 as attempt 1"));
    assertThat(folder.resolve("checkpoint/progress")).exists();
    kept.deleteCheckpoint(spark);
    kept.deleteCheckpoint(spark);
    assertThat(folder.resolve("checkpoint").toFile().list()).noneMatch(n -> !n.startsWith("."));
    again.close();
    assertThatThrownBy(() -> kept.fit(rows)).hasMessageContaining("it holds a session");
  }

  private static void requireAsPlain(Dataset<Row> predicted) {
    List<Row> expected = plain.transform(SealedRows.vectors(spark, ROWS)).collectAsList();
    List<Row> got = predicted.collectAsList();
    for (int i = 0; i < ROWS; i++) {
      assertThat(got.get(i).<Vector>getAs("probability").apply(1))
          .as("row %d", i)
          .isCloseTo(expected.get(i).<Vector>getAs("probability").apply(1), within(1e-3));
    }
  }

  @Test
  void fit_checkpointWithoutLastingKeys_refused() {
    for (FederatedLogisticRegression incomplete :
        List.of(
            SealedRows.insecure().setCheckpointPath("c"),
            SealedRows.insecure().setCheckpointPath("c").setQuerierKey("k"))) {
      assertThatThrownBy(() -> incomplete.fit(SealedRows.vectors(spark, ROWS)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected querierKey and keyStore (or vault)");
    }
  }
}
