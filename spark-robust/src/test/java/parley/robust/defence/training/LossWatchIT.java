package parley.robust.defence.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.robust.defence.AdversarialTrainer;
import parley.testing.LocalSpark;

/** Trainings that end where the loss does. */
class LossWatchIT {
  private static final ReferenceData RAW = ReferenceData.wdbc();
  private static final ReferenceData WDBC = RAW.minMaxScaled(RAW.all());
  private static final Dataset<Row> ROWS =
      SparkForTests.frame(LocalSpark.session(), WDBC).coalesce(1).cache();

  @Test
  void hear_lossesOfCycles_lengthensTakesBackAndEnds() {
    LossWatch watch = new LossWatch(.5);
    assertThat(watch.cycle()).isEqualTo(20);
    watch.hear(10);
    assertThat(watch.cycle()).isEqualTo(40);
    assertThat(watch.rate()).isEqualTo(1);
    watch.hear(11);
    assertThat(watch.isBetter()).isFalse();
    assertThat(watch.rate()).isEqualTo(.25);
    assertThat(watch.cycle()).isEqualTo(40);
    watch.hear(9);
    assertThat(watch.isBetter()).isTrue();
    assertThat(watch.goesOn()).isTrue();
    watch.hear(8.992);
    assertThat(watch.isSettled()).isTrue();
    assertThat(watch.goesOn()).isFalse();

    LossWatch rising = new LossWatch(1);
    rising.hear(1);
    rising.hear(2);
    assertThat(rising.goesOn()).isTrue();
    rising.hear(2);
    assertThat(rising.isSettled()).isTrue();

    LossWatch falling = new LossWatch(1);
    int cycles = 0;
    for (double loss = 1; falling.goesOn(); loss /= 2, cycles++) {
      falling.hear(loss);
    }
    assertThat(cycles).isEqualTo(6);
    assertThat(falling.rate()).isEqualTo(16);
    assertThat(falling.isSettled()).isFalse();
  }

  @Test
  void weights_untilTheLossEnds_areEqualAtAnyPartitioning() {
    AdversarialTrainer trainer =
        new AdversarialTrainer()
            .setIdCol("id")
            .setMethod("fgsm")
            .setRegParam(1)
            .setBatchSize(600)
            .setLanes(2)
            .setPerturbationEpsilon(.1);
    LogisticRegressionModel one = (LogisticRegressionModel) trainer.fit(ROWS);
    LogisticRegressionModel many = (LogisticRegressionModel) trainer.fit(ROWS.repartition(200));

    assertThat(many.coefficients()).isEqualTo(one.coefficients());
    assertThat(many.intercept()).isEqualTo(one.intercept());
  }

  /**
   * The optimum is known where there are two classes: pgd with its defaults must come near it, also
   * with batches of another size.
   */
  @ParameterizedTest
  @CsvSource({"linf, .02, 128", "l2, .3, 600"})
  void pgd_withItsDefaults_stopsByTheLossNearTheExactOptimum(
      String norm, double epsilon, int batch) {
    AdversarialTrainer trainer =
        new AdversarialTrainer()
            .setIdCol("id")
            .setRegParam(1.0 / 569)
            .setNorm(norm)
            .setBatchSize(batch)
            .setLanes(2)
            .setPerturbationEpsilon(epsilon);
    double optimum = objective((LogisticRegressionModel) trainer.fit(ROWS), norm, epsilon);
    LogisticRegressionModel pgd = (LogisticRegressionModel) trainer.setMethod("pgd").fit(ROWS);

    assertThat(objective(pgd, norm, epsilon)).isBetween(optimum - 1e-9, 1.005 * optimum);
    assertThat(objective((LogisticRegressionModel) trainer.setEpochs(20).fit(ROWS), norm, epsilon))
        .isGreaterThan(1.1 * optimum);
  }

  /** Mean worst loss of a linear model, and the penalty. */
  private static double objective(LogisticRegressionModel model, String norm, double epsilon) {
    double[] w = model.coefficients().toArray();
    double squares = 0;
    double sum = 0;
    for (double value : w) {
      squares += value * value;
      sum += Math.abs(value);
    }
    double reach = epsilon * (norm.equals("linf") ? sum : Math.sqrt(squares));
    double loss = 0;
    for (int i = 0; i < 569; i++) {
      double margin = model.intercept();
      for (int j = 0; j < w.length; j++) {
        margin += w[j] * WDBC.row(i)[j];
      }
      loss += Math.log1p(Math.exp(reach - (WDBC.label(i) == 1 ? margin : -margin)));
    }
    return loss / 569 + squares / 2 / 569;
  }
}
