package parley.robust.attack;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrices;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.testing.LocalSpark;

/**
 * Figures of the Adversarial Robustness Toolbox and scikit-learn on logistic regression with
 * scikit-learn's C = 1: regParam 1 / rows, no standardisation, the intercept free.
 */
class GoldenAttacksIT {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void wdbc_cleanAccuracyAndWeights() {
    Wdbc wdbc = wdbc();
    double norm = 0;
    for (double w : wdbc.model.coefficients().toArray()) {
      norm += Math.abs(w);
    }
    assertThat(norm).isCloseTo(33.1327121, within(1e-5));
    assertThat(accuracy(wdbc.model, wdbc.test)).isCloseTo(.956140, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({".01,.929825", ".02,.921053", ".05,.789474", ".1,.456140", ".2,.035088"})
  void wdbc_fastGradientPgdAndExact_agree(double epsilon, double expected) {
    Wdbc wdbc = wdbc();
    FastGradientSign fast =
        new FastGradientSign().setModel(wdbc.model).setPerturbationEpsilon(epsilon).setClip(0, 1);
    assertThat(robust(fast.transform(wdbc.test))).isCloseTo(expected, within(1e-6));
    ExactWorstCase exact =
        new ExactWorstCase().setModel(wdbc.model).setPerturbationEpsilon(epsilon).setClip(0, 1);
    assertThat(robust(exact.transform(wdbc.test))).isCloseTo(expected, within(1e-6));
    assertThat(robust(pgd(wdbc.model, epsilon, 20).transform(wdbc.test)))
        .isCloseTo(expected, within(1e-6));
  }

  /** On a linear model the steps end where the closed form says, bounds and all. */
  @ParameterizedTest
  @CsvSource({".1,linf", ".3,l2", ".6,l2", "1,l2", "1,l1"})
  void wdbc_sixtySteps_areTheExactWorstCase(double epsilon, String norm) {
    Wdbc wdbc = wdbc();
    ExactWorstCase exact = exact(wdbc.model, epsilon);
    ProjectedGradientDescent steps = pgd(wdbc.model, epsilon, 60);
    exact.setNorm(norm);
    steps.setNorm(norm);
    double worst = robust(exact.transform(wdbc.test));
    assertThat(worst).isBetween(.01, .95);
    assertThat(robust(steps.transform(wdbc.test))).isEqualTo(worst);
    assertThat(robust(steps.setLoss("margin").transform(wdbc.test))).isEqualTo(worst);
  }

  @Test
  void digits_split_isAttackedAsByTheToolbox() {
    ReferenceData all = ReferenceData.digits();
    ReferenceData digits = all.minMaxScaled(all.all());
    Dataset<Row> train = SparkForTests.frame(spark, digits, digits.select(false));
    Dataset<Row> test = SparkForTests.frame(spark, digits, digits.select(true)).cache();
    LogisticRegressionModel model = fit(train, 1437);
    assertThat(accuracy(model, test)).isCloseTo(.963889, within(1e-6));
    assertThat(robust(fast(model, .05).transform(test))).isCloseTo(.872222, within(1e-6));
    assertThat(robust(fast(model, .1).transform(test))).isCloseTo(.636111, within(1e-6));
    assertThat(robust(pgd(model, .05, 20).transform(test))).isCloseTo(.869444, within(1e-6));
    assertThat(robust(pgd(model, .1, 20).transform(test))).isCloseTo(.630556, within(1e-6));
    assertThat(robust(exact(model, .05).transform(test))).isCloseTo(.863889, within(1e-6));
    assertThat(robust(exact(model, .1).transform(test))).isCloseTo(.605556, within(1e-6));
    // By cross entropy nine rows more seem to withstand than do; by the margin fewer.
    assertThat(robust(pgd(model, .1, 20).setLoss("margin").transform(test)))
        .isBetween(.605556 - 1e-6, .616667 + 1e-6);
    assertThat(robust(pgd(model, .1, 20).setLoss("dlr").transform(test)))
        .isBetween(.605556 - 1e-6, .616667 + 1e-6);
  }

  /**
   * The same rows, bit for bit, however they are spread; with random starts, and towards a label.
   */
  @ParameterizedTest
  @CsvSource({"margin,false", "dlr,false", "dlr,true"})
  void digits_byMargin_areEqualAtAnyPartitions(String loss, boolean targeted) {
    ReferenceData digits = ReferenceData.digits().dividedBy(16);
    Dataset<Row> rows =
        SparkForTests.frame(spark, digits, digits.select(true)).withColumn("target", lit(3.0));
    LogisticRegressionModel model =
        roughly(SparkForTests.frame(spark, digits, digits.select(false)));
    ProjectedGradientDescent attack =
        pgd(model, .1, 5).setLoss(loss).setRestarts(2).setRandomStart(true).setIdCol("id");
    if (targeted) {
      attack.setTargetCol("target");
    }
    Dataset<Row> one = attack.transform(rows.coalesce(1)).orderBy("id");
    Dataset<Row> many = attack.transform(rows.repartition(200)).orderBy("id");

    assertThat(many.collectAsList()).isEqualTo(one.collectAsList());
    double share = 1 - robust(one);
    assertThat(share).isBetween(.05, .95);
  }

  /** Scores that are twice as steep: the ratio, and so each step of it, stays as it was. */
  @Test
  void dlr_steeperScores_moveTheSame() {
    ReferenceData digits = ReferenceData.digits().dividedBy(16);
    Dataset<Row> rows = SparkForTests.frame(spark, digits, digits.select(true));
    LogisticRegressionModel model =
        roughly(SparkForTests.frame(spark, digits, digits.select(false)));
    double[] weights = model.coefficientMatrix().toArray().clone();
    double[] intercepts = model.interceptVector().toArray().clone();
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= 2;
    }
    for (int k = 0; k < intercepts.length; k++) {
      intercepts[k] *= 2;
    }
    LogisticRegressionModel steep =
        new LogisticRegressionModel(
            "steep",
            Matrices.dense(model.numClasses(), model.numFeatures(), weights),
            Vectors.dense(intercepts),
            model.numClasses(),
            true);
    ProjectedGradientDescent attack =
        pgd(model, .2, 7).setNorm("l2").setLoss("dlr").setStopAtSuccess(false);

    List<Row> plain = attack.transform(rows).select("adversarial").collectAsList();
    attack.setModel(steep);
    assertThat(attack.transform(rows).select("adversarial").collectAsList()).isEqualTo(plain);
  }

  @Test
  void digits_all_pgd100x20LiesBetweenTheFloorAndTheToolbox() {
    ReferenceData digits = ReferenceData.digits().dividedBy(16);
    Dataset<Row> rows = SparkForTests.frame(spark, digits).coalesce(1).cache();
    LogisticRegressionModel model = fit(rows, 1797);
    assertThat(robust(exact(model, .1).transform(rows))).isCloseTo(.593767, within(1e-6));
    ProjectedGradientDescent attack =
        pgd(model, .1, 100).setAttackStep(.01).setRestarts(20).setRandomStart(true).setIdCol("id");
    assertThat(robust(attack.transform(rows))).isBetween(.593767 - 1e-6, .611018 + 1e-6);
  }

  private static FastGradientSign fast(LogisticRegressionModel model, double epsilon) {
    return new FastGradientSign().setModel(model).setPerturbationEpsilon(epsilon).setClip(0, 1);
  }

  private static ExactWorstCase exact(LogisticRegressionModel model, double epsilon) {
    return new ExactWorstCase().setModel(model).setPerturbationEpsilon(epsilon).setClip(0, 1);
  }

  private static ProjectedGradientDescent pgd(
      LogisticRegressionModel model, double epsilon, int iterations) {
    return new ProjectedGradientDescent()
        .setModel(model)
        .setPerturbationEpsilon(epsilon)
        .setAttackIterations(iterations)
        .setRandomStart(false)
        .setClip(0, 1);
  }

  private static LogisticRegressionModel fit(Dataset<Row> rows, int count) {
    return new LogisticRegression()
        .setRegParam(1.0 / count)
        .setStandardization(false)
        .setTol(1e-12)
        .setMaxIter(2000)
        .fit(rows.coalesce(1));
  }

  /** For what holds of any model: fitting one to the end takes most of a minute. */
  private static LogisticRegressionModel roughly(Dataset<Row> rows) {
    return new LogisticRegression()
        .setRegParam(1.0 / 1437)
        .setStandardization(false)
        .setMaxIter(100)
        .fit(rows.coalesce(1));
  }

  private static double accuracy(LogisticRegressionModel model, Dataset<Row> rows) {
    return (double) model.transform(rows).where(col("prediction").equalTo(col("label"))).count()
        / rows.count();
  }

  private static double robust(Dataset<Row> attacked) {
    return 1 - attacked.agg(avg(col("success").cast("double"))).first().getDouble(0);
  }

  private record Wdbc(LogisticRegressionModel model, Dataset<Row> test) {}

  private static Wdbc wdbc() {
    ReferenceData all = ReferenceData.wdbc();
    ReferenceData data = all.minMaxScaled(all.all());
    return new Wdbc(
        fit(SparkForTests.frame(spark, data, data.select(false)), data.select(false).length),
        SparkForTests.frame(spark, data, data.select(true)));
  }
}
