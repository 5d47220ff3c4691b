package parley.robust.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.robust.SparkForTests;
import parley.robust.attack.FastGradientSign;
import parley.robust.attack.ProjectedGradientDescent;
import parley.robust.attack.UniversalPerturbation;
import parley.testing.LocalSpark;

class RobustnessEvaluatorIT {
  private static final SparkSession SPARK = LocalSpark.session();

  /** Right and held, right and lost, wrong (an attack has nothing to do), right and certified. */
  private static final String ROWS =
      "(1, 1.0, false, 0.0), (0, 0.0, true, 0.2), (0, 1.0, true, 0.9), (1, 1.0, false, 0.5)";

  @TempDir private Path folder;

  @Test
  void evaluate_byHand_isTheShareOfEachMetric() {
    assertThat(evaluator("robustAccuracy").evaluate(rows(ROWS))).isEqualTo(0.5);
    assertThat(evaluator("attackSuccessRate").evaluate(rows(ROWS))).isEqualTo(1.0 / 3);
    assertThat(evaluator("certifiedAccuracy").evaluate(rows(ROWS))).isEqualTo(0.5);
    assertThat(evaluator("certifiedAccuracy").setCertifiedRadius(0.3).evaluate(rows(ROWS)))
        .isEqualTo(0.25);
  }

  @Test
  void isLargerBetter_onlyTheAttacksSuccess_isNot() {
    assertThat(evaluator("robustAccuracy").isLargerBetter()).isTrue();
    assertThat(evaluator("attackSuccessRate").isLargerBetter()).isFalse();
  }

  @Test
  void save_andLoad_isTheSame() throws Exception {
    RobustnessEvaluator evaluator = evaluator("certifiedAccuracy").setCertifiedRadius(0.3);
    evaluator.write().save(folder.resolve("evaluator").toString());

    RobustnessEvaluator loaded = RobustnessEvaluator.load(folder.resolve("evaluator").toString());

    assertThat(loaded.explainParams()).isEqualTo(evaluator.explainParams());
    assertThat(loaded.evaluate(rows(ROWS))).isEqualTo(0.25);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        caller(
            "unknown metric",
            () -> evaluator("accuracy"),
            "metricName given invalid value accuracy"),
        caller(
            "negative radius",
            () -> evaluator("certifiedAccuracy").setCertifiedRadius(-1),
            "certifiedRadius given invalid value -1.0"),
        caller(
            "no column of successes",
            () -> evaluator("robustAccuracy").setSuccessCol("won").evaluate(rows(ROWS)),
            "cannot use column won: expected booleans, got no such column"),
        caller(
            "successes that are no booleans",
            () -> evaluator("robustAccuracy").setSuccessCol("radius").evaluate(rows(ROWS)),
            "cannot use column radius: expected booleans, got"),
        caller(
            "no labels",
            () -> evaluator("attackSuccessRate").setLabelCol("y").evaluate(rows(ROWS)),
            "cannot find column y"),
        data(
            "no rows",
            () -> evaluator("robustAccuracy").evaluate(rows(ROWS).limit(0)),
            "there are no rows to take a share of"),
        data(
            "no right row",
            () -> evaluator("attackSuccessRate").evaluate(rows("(1, 0.0, true, 0.0)")),
            "there are no rows to take a share of"),
        data(
            "a missing success",
            () ->
                evaluator("robustAccuracy").evaluate(rows("(1, 0.0, cast(null as boolean), 0.0)")),
            "1 rows lack"),
        caller("epsilon 0", () -> study().setPerturbationEpsilons(0.1, 0), "positive epsilons"),
        caller("no epsilon", () -> study().setPerturbationEpsilons(), "one epsilon or more"),
        caller("epsilons not set", () -> study().run(vectors()), "no epsilons are set"),
        caller(
            "attacks of two norms",
            () ->
                study()
                    .setPerturbationEpsilons(0.1)
                    .add("a", new FastGradientSign())
                    .add("b", new FastGradientSign().setNorm("l2"))
                    .run(vectors()),
            "cannot compare the attacks: expected one norm, got linf, l2"),
        caller(
            "random starts without ids",
            () ->
                study()
                    .setPerturbationEpsilons(0.1)
                    .add("PGD", new ProjectedGradientDescent())
                    .run(vectors()),
            "has no idCol"),
        caller(
            "an estimator without rows",
            () -> study().add("universal", new UniversalPerturbation()),
            "it must be fitted first"),
        caller(
            "rows for an attack that learns nothing",
            () -> study().add("FGSM", new FastGradientSign(), vectors()),
            "it learns nothing"),
        caller(
            "no such label",
            () ->
                new RobustnessStudy(new LogisticRegressionModel("m", Vectors.dense(1), 0))
                    .setLabelCol("y")
                    .setPerturbationEpsilons(0.1)
                    .run(vectors()),
            "cannot find column y"),
        data(
            "a study without rows",
            () -> study().setPerturbationEpsilons(0.1).run(vectors().limit(0)),
            "cannot measure robustness: there are no rows"));
  }

  private static RobustnessStudy study() {
    return new RobustnessStudy(new LogisticRegressionModel("m", Vectors.dense(1, -1), 0));
  }

  private static Dataset<Row> vectors() {
    return SPARK.createDataFrame(
        List.of(
            RowFactory.create(1L, Vectors.dense(1, 0), 1.0),
            RowFactory.create(2L, Vectors.dense(0, 1), 0.0)),
        SparkForTests.SCHEMA);
  }

  private static RobustnessEvaluator evaluator(String metric) {
    return new RobustnessEvaluator().setMetricName(metric);
  }

  private static Dataset<Row> rows(String values) {
    return SPARK.sql(
        "select label, prediction, success, double(radius) radius from values "
            + values
            + " as t(label, prediction, success, radius)");
  }

  private static Arguments caller(String name, ThrowingCallable code, String message) {
    return Arguments.of(name, code, IllegalArgumentException.class, message);
  }

  private static Arguments data(String name, ThrowingCallable code, String message) {
    return Arguments.of(name, code, ParleyException.class, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void use_badInput_saysWhatIsWrong(
      String name, ThrowingCallable code, Class<?> family, String message) {
    assertThat(catchThrowable(code)).isInstanceOf(family).hasMessageContaining(message);
  }
}
