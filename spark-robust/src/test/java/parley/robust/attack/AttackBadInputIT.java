package parley.robust.attack;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.NaiveBayesModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.robust.SparkForTests;
import parley.testing.LocalSpark;

/** What attacks refuse, and in which words: before any work where it can be known. */
class AttackBadInputIT {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
    rows = AttackFixtures.rows(spark, AttackFixtures.logistic());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> beforeWork() {
    return Stream.of(
        row("epsilon 0", () -> pgd().setPerturbationEpsilon(0), "perturbationEpsilon"),
        row("epsilon NaN", () -> pgd().setPerturbationEpsilon(Double.NaN), "perturbationEpsilon"),
        row("step negative", () -> pgd().setAttackStep(-1), "attackStep"),
        row("no iterations", () -> pgd().setAttackIterations(0), "attackIterations"),
        row("no restarts", () -> pgd().setRestarts(0), "restarts"),
        row("norm unknown", () -> pgd().setNorm("l7"), "norm"),
        row(
            "epsilon missing",
            () -> new FastGradientSign().setModel(AttackFixtures.logistic()).transform(rows),
            "has no perturbationEpsilon"),
        row(
            "model missing",
            () -> new FastGradientSign().setPerturbationEpsilon(1).transform(rows),
            "has no model, expected one by setModel"),
        row(
            "model without gradients",
            () -> pgd().setModel(bayes()).transform(rows),
            "cannot take gradients: the model has none, expected a LogisticRegressionModel"),
        row(
            "universal, model without gradients",
            () -> universal().setModel(bayes()).fit(rows),
            "got NaiveBayesModel"),
        row(
            "exact, model not linear",
            () -> exact().setModel(AttackFixtures.perceptron()).transform(rows),
            "the model is not linear"),
        row("bounds crossed", () -> pgd().setClip(1, 0).transform(rows), "clipLo at most clipHi"),
        row(
            "bounds too few",
            () -> pgd().setClip(Vectors.dense(0, 0), Vectors.dense(1, 1)).transform(rows),
            "expected 1 or 6 values in clipLo, got 2"),
        row(
            "every feature forbidden",
            () -> pgd().setAttackableFeatures().transform(rows),
            "expected at least one attackable feature"),
        row(
            "feature unknown",
            () -> universal().setAttackableFeatures(6).fit(rows),
            "cannot attack feature 6"),
        row(
            "id missing",
            () ->
                new ProjectedGradientDescent()
                    .setModel(AttackFixtures.logistic())
                    .setPerturbationEpsilon(0.1)
                    .transform(rows),
            "has no idCol, expected a column that names the rows"),
        row(
            "restarts without random start",
            () -> pgd().setRandomStart(false).setRestarts(2).transform(rows),
            "every restart is the same, expected 1, got 2"),
        row(
            "ids not whole",
            () -> pgd().setIdCol("label").transform(rows),
            "cannot use column label: expected whole numbers or strings, got double"),
        row(
            "label column missing",
            () -> pgd().setLabelCol("y").transform(rows),
            "cannot find column y"),
        row(
            "features not vectors",
            () -> exact().setFeaturesCol("label").transform(rows),
            "cannot use column label: expected vectors"),
        row(
            "labels not numbers",
            () -> exact().transform(rows.withColumn("label", lit("a"))),
            "cannot use column label: expected numbers, got string"),
        row(
            "column in the way",
            () -> exact().transform(rows.withColumn("success", lit(1))),
            "cannot add column success"),
        row(
            "wrong length by metadata",
            () -> exact().transform(rows.select(col("label"), shortVectors())),
            "expected vectors of length 6, got length 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beforeWork")
  void badInput_isRefusedBeforeWork(String name, ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessageContaining(message);
  }

  static Stream<Arguments> inTasks() {
    Vector good = Vectors.dense(0, 0, 0, 0, 0, 0);
    return Stream.of(
        Arguments.of(
            "NaN", Vectors.dense(0, 0, Double.NaN, 0, 0, 0), 0.0, "feature 2 is not finite"),
        Arguments.of("too short", Vectors.dense(0, 1), 0.0, "expected 6, got 2"),
        Arguments.of("outside", Vectors.dense(0, 1.5, 0, 0, 0, 0), 0.0, "0.0 to 1.0, got 1.5"),
        Arguments.of("no features", null, 0.0, "it has no features"),
        Arguments.of("label unknown", good, 2.0, "expected one of 0 to 1, got 2.0"),
        Arguments.of("label negative", good, -1.0, "expected one of 0 to 1, got -1.0"),
        Arguments.of("label broken", good, 0.5, "expected one of 0 to 1, got 0.5"),
        Arguments.of("label NaN", good, Double.NaN, "got NaN"),
        Arguments.of("no label", good, null, "it has no label"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inTasks")
  void badRow_isRefusedByName(String name, Vector features, Double label, String message) {
    Dataset<Row> one =
        spark.createDataFrame(
            List.of(RowFactory.create(77L, features, label)), SparkForTests.SCHEMA);
    assertThatThrownBy(() -> pgd().transform(one).collectAsList())
        .rootCause()
        .hasMessageContaining("cannot use row 77")
        .hasMessageContaining(message);
    assertThatThrownBy(() -> universal().fit(one)).rootCause().hasMessageContaining("cannot use");
  }

  private static Column shortVectors() {
    return col("features").as("features", new AttributeGroup("features", 2).toMetadata());
  }

  private static NaiveBayesModel bayes() {
    return new NaiveBayesModel(
        "nb",
        Vectors.dense(0, 0),
        new DenseMatrix(2, 6, new double[12]),
        new DenseMatrix(0, 0, new double[0]));
  }

  private static ProjectedGradientDescent pgd() {
    return new ProjectedGradientDescent("pgd")
        .setModel(AttackFixtures.logistic())
        .setPerturbationEpsilon(0.1)
        .setIdCol("id")
        .setClip(0, 1);
  }

  private static ExactWorstCase exact() {
    return new ExactWorstCase().setModel(AttackFixtures.logistic()).setPerturbationEpsilon(0.1);
  }

  private static UniversalPerturbation universal() {
    return new UniversalPerturbation()
        .setModel(AttackFixtures.logistic())
        .setPerturbationEpsilon(0.1)
        .setClip(0, 1);
  }

  private static Arguments row(String name, ThrowingCallable call, String message) {
    return Arguments.of(name, call, message);
  }
}
