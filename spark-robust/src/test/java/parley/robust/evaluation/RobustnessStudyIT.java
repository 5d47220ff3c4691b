package parley.robust.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.robust.attack.ExactWorstCase;
import parley.robust.attack.FastGradientSign;
import parley.robust.attack.ProjectedGradientDescent;
import parley.robust.attack.UniversalPerturbation;
import parley.robust.defence.RandomizedSmoothing;
import parley.testing.LocalSpark;

class RobustnessStudyIT {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final double[] EPSILONS = {.01, .02, .05, .1, .2};

  /** Adversarial Robustness Toolbox on scikit-learn's logistic regression with C = 1. */
  private static final double[] WDBC = {.929825, .921053, .789474, .456140, .035088};

  @Test
  void run_wdbc_isTheToolboxesFiguresByEveryAttack() {
    ReferenceData raw = ReferenceData.wdbc();
    ReferenceData data = raw.minMaxScaled(raw.all());
    LogisticRegressionModel model = fit(SparkForTests.frame(SPARK, data, data.select(false)), 455);
    Dataset<Row> test = SparkForTests.frame(SPARK, data, data.select(true)).repartition(2).cache();
    List<String> heard = new ArrayList<>();

    RobustnessReport report =
        study(model)
            .setSmoothing(new RandomizedSmoothing().setIdCol("id").setSigma(0.25).setSamples(1000))
            .setListener(heard::add)
            .run(test);

    assertThat(report.cleanAccuracy()).isCloseTo(.956140, within(1e-6));
    assertThat(report.rows()).isEqualTo(114);
    for (String attack : List.of("FGSM", "PGD", "exact")) {
      AttackCurve curve = report.attack(attack).orElseThrow();
      for (int k = 0; k < EPSILONS.length; k++) {
        assertThat(curve.accuracyAt(EPSILONS[k]).orElseThrow())
            .as("%s at %s", attack, EPSILONS[k])
            .isCloseTo(WDBC[k], within(1e-6));
      }
    }
    assertThat(report.attack("exact").orElseThrow().exact()).isTrue();
    assertThat(report.warnings()).isEmpty();
    assertThat(heard).hasSize(5);

    CertifiedCurve certified = report.certified();
    assertThat(certified.cleanAccuracy()).isBetween(.85, .97);
    assertThat(certified.points().get(0).radius()).isCloseTo(.01 * Math.sqrt(30), within(1e-12));
    // For a linear model smoothing changes no label, so what it proves is below the true accuracy.
    for (int k = 0; k < EPSILONS.length; k++) {
      assertThat(certified.points().get(k).accuracy()).isLessThanOrEqualTo(WDBC[k] + 1e-6);
    }
    assertThat(certified.points().get(0).accuracy()).isPositive();
  }

  @Test
  void run_anyPartitions_isEqualToTheBit() {
    Dataset<Row> rows = blobs();
    LogisticRegressionModel model = fit(rows, 60);
    RobustnessReport one = withoutSeconds(smoothed(model).run(rows.coalesce(1)));

    Dataset<Row> dotted =
        rows.repartition(4)
            .withColumnRenamed("features", "the.features")
            .withColumnRenamed("label", "the.label");
    RobustnessStudy study = smoothed(model).setFeaturesCol("the.features").setLabelCol("the.label");
    assertThat(withoutSeconds(study.run(dotted))).isEqualTo(one);
    assertThat(withoutSeconds(smoothed(model).run(rows.repartition(200)))).isEqualTo(one);
  }

  private static RobustnessStudy smoothed(LogisticRegressionModel model) {
    return new RobustnessStudy(model)
        .setPerturbationEpsilons(0.5, 0.3)
        .add("FGSM", new FastGradientSign())
        .add("PGD", new ProjectedGradientDescent().setIdCol("id").setAttackIterations(5))
        .setSmoothing(new RandomizedSmoothing().setIdCol("id").setSamples(200));
  }

  private static RobustnessReport withoutSeconds(RobustnessReport r) {
    return RobustnessReport.fromJson(
        r.toJson().replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":0"));
  }

  /** Scores so large that the softmax is 0 or 1 in doubles: no gradient is left to follow. */
  @Test
  void run_saturatedModel_warnsOfMaskedGradients() {
    Dataset<Row> rows = blobs();
    LogisticRegressionModel model =
        new LogisticRegressionModel(
            "saturated",
            new DenseMatrix(3, 2, new double[] {1e5, 0, -1e5, 0, 1e5, -1e5}),
            Vectors.dense(0, 0, 0),
            3,
            true);
    RobustnessReport report =
        new RobustnessStudy(model)
            .setPerturbationEpsilons(0.5, 1)
            .add("FGSM", new FastGradientSign())
            .add("exact", new ExactWorstCase())
            .run(rows);

    assertThat(report.attack("exact").orElseThrow().accuracyAt(1).orElseThrow())
        .isLessThan(report.attack("FGSM").orElseThrow().accuracyAt(1).orElseThrow());
    assertThat(report.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning).contains("FGSM does not raise the mean loss from epsilon 0"));
  }

  @Test
  void run_universalPerturbation_isLearntAnewForEachEpsilon() {
    Dataset<Row> rows = blobs();
    RobustnessReport report =
        new RobustnessStudy(fit(rows, 60))
            .setPerturbationEpsilons(0.2, 3)
            .add("universal", new UniversalPerturbation().setAttackIterations(5), rows)
            .run(rows);

    AttackCurve curve = report.attacks().get(0);
    assertThat(curve.points().get(1).accuracy()).isLessThan(curve.points().get(0).accuracy());
  }

  @Test
  void run_modelWithoutGradients_isCertifiedAndHasNoLoss() {
    Dataset<Row> rows = blobs();
    RobustnessReport report =
        new RobustnessStudy(new DecisionTreeClassifier().setMaxDepth(3).fit(rows))
            .setPerturbationEpsilons(0.1)
            .setSmoothing(new RandomizedSmoothing().setIdCol("id").setSamples(200))
            .run(rows);

    assertThat(report.cleanLoss()).isNull();
    assertThat(report.norm()).isEqualTo("l2");
    assertThat(report.certified().cleanAccuracy()).isPositive();
  }

  private static RobustnessStudy study(LogisticRegressionModel model) {
    return new RobustnessStudy(model)
        .setPerturbationEpsilons(EPSILONS)
        .add("FGSM", new FastGradientSign().setClip(0, 1))
        .add(
            "PGD",
            new ProjectedGradientDescent()
                .setClip(0, 1)
                .setIdCol("id")
                .setAttackIterations(20)
                .setRandomStart(false))
        .add("exact", new ExactWorstCase().setClip(0, 1));
  }

  private static LogisticRegressionModel fit(Dataset<Row> rows, long count) {
    return new LogisticRegression()
        .setRegParam(1.0 / count)
        .setStandardization(false)
        .setTol(1e-12)
        .setMaxIter(1000)
        .fit(rows);
  }

  /** Three clouds of twenty points each. */
  private static Dataset<Row> blobs() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[][] centres = {{1, 0}, {0, 1}, {-1, -1}};
      double angle = i * 2.4;
      double[] centre = centres[i % 3];
      double spread = 0.03 * (i / 3);
      rows.add(
          RowFactory.create(
              (long) i,
              Vectors.dense(
                  centre[0] + spread * Math.cos(angle), centre[1] + spread * Math.sin(angle)),
              (double) (i % 3)));
    }
    return SPARK.createDataFrame(rows, SparkForTests.SCHEMA);
  }
}
