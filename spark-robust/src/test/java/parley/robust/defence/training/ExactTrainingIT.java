package parley.robust.defence.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.robust.attack.ExactWorstCase;
import parley.robust.defence.AdversarialTrainer;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.LinearMaximum;
import parley.robust.threat.Norm;
import parley.robust.threat.ThreatModel;
import parley.testing.LocalSpark;

/**
 * Exact adversarial training of logistic regression on WDBC, against objectives that were computed
 * apart from this library with the convention: sum of losses plus half the squared weights.
 */
class ExactTrainingIT {
  private static SparkSession spark;
  private static ReferenceData wdbc;
  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void start() {
    ReferenceData all = ReferenceData.wdbc();
    wdbc = all.minMaxScaled(all.all());
    spark = LocalSpark.session();
    train = SparkForTests.frame(spark, wdbc, wdbc.select(false)).coalesce(1).cache();
    test = SparkForTests.frame(spark, wdbc, wdbc.select(true)).coalesce(1).cache();
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,84.66423807", ".02,118.13840372", ".05,173.66774221", ".1,251.23709099"})
  void objective_isTheReference(double epsilon, double expected) {
    AdversarialTrainer trainer = trainer();
    if (epsilon > 0) {
      trainer.setMethod("exact").setPerturbationEpsilon(epsilon);
    }
    LogisticRegressionModel model = (LogisticRegressionModel) trainer.fit(train);
    ThreatModel threat = epsilon > 0 ? threat("linf", epsilon) : null;
    assertThat(objective(model, threat)).isCloseTo(expected, within(1e-4));
  }

  @Test
  void robustAccuracy_risesAsInTheReference() {
    LogisticRegressionModel model =
        (LogisticRegressionModel)
            trainer().setMethod("exact").setPerturbationEpsilon(.05).fit(train);
    double clean =
        model
            .transform(test)
            .agg(avg(col("prediction").equalTo(col("label")).cast("double")))
            .first()
            .getDouble(0);
    assertThat(clean).isCloseTo(.929825, within(1e-6));
    Dataset<Row> attacked =
        new ExactWorstCase().setModel(model).setPerturbationEpsilon(.05).transform(test);
    double robust = 1 - attacked.agg(avg(col("success").cast("double"))).first().getDouble(0);
    assertThat(robust).isCloseTo(.885965, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"linf", "l2"})
  void withBoundsAndMask_noOtherWeightsAreBetter(String norm) {
    double epsilon = norm.equals("l2") ? 0.3 : 0.05;
    AdversarialTrainer trainer =
        trainer()
            .setMethod("exact")
            .setNorm(norm)
            .setPerturbationEpsilon(epsilon)
            .setClip(0, 1)
            .setAttackableFeatures(0, 1, 2, 5, 9, 20, 21, 22, 27);
    LogisticRegressionModel model = (LogisticRegressionModel) trainer.fit(train);
    ThreatModel threat =
        threat(norm, epsilon).withClip(0, 1).withAttackable(0, 1, 2, 5, 9, 20, 21, 22, 27);
    double best = objective(model, threat);
    LogisticRegressionModel plain = (LogisticRegressionModel) trainer().fit(train);
    assertThat(objective(plain, threat)).isGreaterThan(best + 0.5);
    Random random = new Random(1);
    for (int trial = 0; trial < 40; trial++) {
      double[] w = model.coefficients().toArray().clone();
      double size = Math.pow(10, -3 * random.nextDouble());
      for (int j = 0; j < w.length; j++) {
        w[j] += size * random.nextGaussian();
      }
      double b = model.intercept() + size * random.nextGaussian();
      assertThat(objective(w, b, threat)).isGreaterThan(best);
    }
  }

  /** Objectives from outside this library: n times the entropy of the base rate. */
  @ParameterizedTest
  @ValueSource(doubles = {.3, .6, 2})
  void l2_pimaWhereNoWeightsWithstand_isTheBaseRate(double epsilon) {
    ReferenceData pima = ReferenceData.pima();
    ReferenceData scaled = pima.minMaxScaled(pima.all());
    int[] rows = scaled.select(false);
    LogisticRegressionModel model =
        (LogisticRegressionModel)
            new AdversarialTrainer()
                .setNorm("l2")
                .setPerturbationEpsilon(epsilon)
                .setRegParam(1.0 / rows.length)
                .fit(SparkForTests.frame(spark, scaled, rows));
    assertThat(rows).hasSize(614);
    assertThat(model.coefficients().toArray()).containsOnly(0);
    assertThat(model.intercept()).isCloseTo(-.6543073472436816, within(1e-12));
    double sum = 0;
    for (int i : rows) {
      sum += Math.log1p(Math.exp((scaled.label(i) > 0 ? -1 : 1) * model.intercept()));
    }
    assertThat(sum).isCloseTo(394.41269374, within(1e-7));
  }

  /** |sum s p x| and sum p at the base rate's logit, by hand: the epsilon where they meet. */
  @Test
  void l2_aroundTheLargestEpsilonThatWeightsWithstand_isDecidedByTheStatedTest() {
    int[] rows = wdbc.select(false);
    double rate = Arrays.stream(rows).mapToDouble(wdbc::label).average().orElseThrow();
    double[] pull = new double[wdbc.features()];
    double wrong = 0;
    for (int i : rows) {
      double p = wdbc.label(i) > 0 ? 1 - rate : rate;
      wrong += p;
      for (int j = 0; j < pull.length; j++) {
        pull[j] += (wdbc.label(i) > 0 ? p : -p) * wdbc.row(i)[j];
      }
    }
    double largest = Norm.L2.distance(pull, 0, new double[pull.length], 0, pull.length) / wrong;
    assertThat(largest).isBetween(.3, 3.0);
    LogisticRegressionModel above = l2(largest * 1.001, false);
    assertThat(above.coefficients().toArray()).containsOnly(0);
    assertThat(above.intercept()).isCloseTo(Math.log(rate / (1 - rate)), within(1e-10));
    LogisticRegressionModel below = l2(largest * .98, false);
    ThreatModel threat = threat("l2", largest * .98);
    assertThat(objective(below, threat))
        .isLessThan(objective(above, threat))
        .isGreaterThan(objective(above, threat) * .99);
    // With bounds rows move less far, and no closed form says whether weights withstand that.
    for (double factor : new double[] {1.001, 1.2}) {
      LogisticRegressionModel bounded = l2(largest * factor, true);
      ThreatModel within = threat("l2", largest * factor).withClip(0, 1);
      double best = objective(bounded, within);
      assertThat(best).isLessThanOrEqualTo(objective(above, within) + 1e-9);
      Random random = new Random(6);
      for (int trial = 0; trial < 40; trial++) {
        double size = Math.pow(10, -1 - 4 * random.nextDouble());
        double[] w = bounded.coefficients().toArray().clone();
        for (int j = 0; j < w.length; j++) {
          w[j] += size * random.nextGaussian();
        }
        assertThat(objective(w, bounded.intercept(), within)).isGreaterThan(best - 1e-7);
      }
    }
    assertThat(l2(50, true).coefficients().toArray()).containsOnly(0);
  }

  private static LogisticRegressionModel l2(double epsilon, boolean clip) {
    AdversarialTrainer trainer = trainer().setMethod("auto").setNorm("l2");
    trainer.setPerturbationEpsilon(epsilon);
    if (clip) {
      trainer.setClip(0, 1);
    }
    return (LogisticRegressionModel) trainer.fit(train);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linf", "l2"})
  void weights_atAnyPartitioning_areEqualToTheBit(String norm) {
    AdversarialTrainer trainer = trainer().setMethod("exact").setPerturbationEpsilon(.05);
    trainer.setNorm(norm);
    trainer.setMaxIter(3);
    LogisticRegressionModel one = (LogisticRegressionModel) trainer.fit(train);
    for (int partitions : new int[] {4, 200}) {
      LogisticRegressionModel other =
          (LogisticRegressionModel) trainer.fit(train.repartition(partitions));
      assertThat(other.coefficients()).isEqualTo(one.coefficients());
      assertThat(other.intercept()).isEqualTo(one.intercept());
    }
  }

  private static AdversarialTrainer trainer() {
    return new AdversarialTrainer().setMethod("none").setRegParam(1.0 / wdbc.select(false).length);
  }

  private static ThreatModel threat(String norm, double epsilon) {
    return ThreatModel.of(Norm.of(norm), epsilon, wdbc.features());
  }

  private static double objective(LogisticRegressionModel model, ThreatModel threat) {
    return objective(model.coefficients().toArray(), model.intercept(), threat);
  }

  /** The sum of the worst losses and the penalty, row by row from the worst point. */
  private static double objective(double[] w, double b, ThreatModel threat) {
    int d = w.length;
    double sum = 0;
    for (double value : w) {
      sum += value * value / 2;
    }
    double[] lower = new double[d];
    double[] upper = new double[d];
    double[] point = new double[d];
    double[] against = new double[d];
    for (int i : wdbc.select(false)) {
      int sign = wdbc.label(i) > 0 ? 1 : -1;
      for (int j = 0; j < d; j++) {
        against[j] = -sign * w[j];
      }
      double margin = sign * b;
      if (threat == null) {
        for (int j = 0; j < d; j++) {
          margin -= against[j] * wdbc.row(i)[j];
        }
      } else {
        new FeasibleSet(threat).boxes(wdbc.row(i), 1, lower, upper);
        margin -= new LinearMaximum(threat).find(against, wdbc.row(i), lower, upper, point);
      }
      sum += Math.log1p(Math.exp(-margin));
    }
    return sum;
  }
}
