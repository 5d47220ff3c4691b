package parley.robust.defence.certify;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.robust.defence.CertifiedAccuracy;
import parley.robust.defence.PixelDp;
import parley.robust.defence.RandomizedSmoothing;
import parley.testing.LocalSpark;

/** A row a mistake: what was done, and what the error says. */
class CertifyBadInputIT {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final LogisticRegressionModel MODEL =
      new LogisticRegressionModel("two", Vectors.dense(1, -1), 0);

  static Stream<Arguments> mistakes() {
    return Stream.of(
        caller("sigma 0", () -> defence().setSigma(0), "sigma given invalid value 0.0"),
        caller("sigma NaN", () -> defence().setSigma(Double.NaN), "sigma given invalid value NaN"),
        caller("alpha 1", () -> defence().setAlpha(1), "alpha given invalid value 1.0"),
        caller("no samples", () -> defence().setSamples(0), "samples given invalid value 0"),
        caller(
            "no first samples",
            () -> defence().setSelectionSamples(0),
            "selectionSamples given invalid value 0"),
        caller("unknown mode", () -> defence().setMode("guess"), "mode given invalid value guess"),
        caller(
            "unknown noise",
            () -> new PixelDp().setNoise("uniform"),
            "noise given invalid value uniform"),
        caller(
            "no classifier",
            () ->
                defence()
                    .setModel(new LinearRegressionModel("l", Vectors.dense(1), 0, 1))
                    .transform(rows("1D")),
            "expected a ClassificationModel, got LinearRegressionModel"),
        Arguments.of(
            "no model",
            (ThrowingCallable) () -> new PixelDp().setIdCol("id").transform(rows("1D")),
            IllegalStateException.class,
            "has no model, expected one by setModel"),
        caller(
            "no id column set",
            () -> new RandomizedSmoothing().setModel(MODEL).transform(rows("1D")),
            "has no idCol"),
        caller(
            "unknown id column",
            () -> defence().setIdCol("key").transform(rows("1D")),
            "cannot find column key: expected one of id, word, share, features"),
        caller(
            "ids that are no ids",
            () -> defence().setIdCol("share").transform(rows("1D")),
            "cannot use column share: expected whole numbers or strings, got double"),
        caller(
            "unknown features",
            () -> defence().setFeaturesCol("x").transform(rows("1D")),
            "cannot find column x"),
        caller(
            "features that are no vectors",
            () -> defence().setFeaturesCol("share").transform(rows("1D")),
            "cannot use column share: expected vectors, got double"),
        caller(
            "column in the way",
            () -> defence().setRadiusCol("word").transform(rows("1D")),
            "cannot add column word"),
        caller(
            "negative distance of a curve",
            () -> CertifiedAccuracy.of(rows("1D"), "share", "share", "share", -0.1),
            "expected distances of 0 or more, got -0.1"),
        data(
            "NaN",
            () -> run("double('NaN')"),
            "row 7: feature 0 is not finite, expected a number, got NaN"),
        data(
            "infinity",
            () -> run("double('Infinity')"),
            "row 7: feature 0 is not finite, expected a number, got Infinity"),
        data(
            "wrong length",
            () -> run("1D, 2D"),
            "row 7: it has a wrong number of features, expected 2, got 3"),
        data(
            "null features",
            () ->
                defence()
                    .transform(rows("1D").selectExpr("id", "if(id < 0, features, null) features"))
                    .count(),
            "row 7: it has no features"),
        data(
            "null id",
            () ->
                defence()
                    .transform(rows("1D").selectExpr("if(id < 0, id, null) id", "features"))
                    .count(),
            "its id is missing"),
        data(
            "no rows",
            () -> CertifiedAccuracy.of(rows("1D").limit(0), "share", "share", "share", 0),
            "there are no rows"));
  }

  private static RandomizedSmoothing defence() {
    return new RandomizedSmoothing().setModel(MODEL).setIdCol("id").setSamples(10);
  }

  private static void run(String values) {
    defence().transform(rows(values)).count();
  }

  /** A row 7 whose vector holds these values and a 1. */
  private static Dataset<Row> rows(String values) {
    return SPARK
        .sql("select 7 id, 'w' word, 0.5D share, array(%s, 1D) list".formatted(values))
        .withColumn("features", array_to_vector(col("list")))
        .drop("list");
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
    Throwable thrown = catchThrowable(code);
    Throwable cause = thrown;
    while (cause instanceof SparkException && cause.getCause() != null) {
      cause = cause.getCause();
    }

    assertThat(cause).isInstanceOf(family).hasMessageContaining(message);
  }
}
