package parley.robust.defence.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;
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
import parley.robust.defence.AdversarialTrainer;
import parley.testing.LocalSpark;

/** What the trainer refuses, and in which words. */
class TrainerBadInputIT {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      list.add(RowFactory.create((long) i, Vectors.dense(i / 12.0, 0.5), (double) (i % 3)));
    }
    rows = spark.createDataFrame(list, SparkForTests.SCHEMA).coalesce(1);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> badInput() {
    return Stream.of(
        row("epsilon 0", () -> trainer().setPerturbationEpsilon(0), "perturbationEpsilon"),
        row("method unknown", () -> trainer().setMethod("free"), "method"),
        row("model unknown", () -> trainer().setModelType("cnn"), "modelType"),
        row("rate 0", () -> trainer().setLearningRate(0), "learningRate"),
        row("penalty negative", () -> trainer().setRegParam(-1), "regParam"),
        row("momentum 1", () -> trainer().setMomentum(1), "momentum"),
        row("no lanes", () -> trainer().setLanes(0), "lanes"),
        row(
            "epsilon missing",
            () -> new AdversarialTrainer().setIdCol("id").fit(rows),
            "has no perturbationEpsilon"),
        row(
            "id missing",
            () -> new AdversarialTrainer().setMethod("pgd").setPerturbationEpsilon(.1).fit(rows),
            "has no idCol; expected a column that names the rows"),
        row("bounds crossed", () -> trainer().setClip(1, 0).fit(rows), "clipLo at most clipHi"),
        row(
            "every feature forbidden",
            () -> trainer().setAttackableFeatures().fit(rows),
            "expected at least one attackable feature"),
        row(
            "mlp without layers",
            () -> trainer().setModelType("mlp").fit(rows),
            "sizes of two layers or more by setLayers, got none"),
        row(
            "layers too wide",
            () -> trainer().setModelType("mlp").setLayers(3, 3).fit(rows),
            "layers from 2 features to at least 3 classes, got [3, 3]"),
        row(
            "layers without a class",
            () -> trainer().setModelType("mlp").setLayers(2, 4, 2).fit(rows),
            "at least 3 classes, got [2, 4, 2]"),
        row(
            "exact mlp",
            () -> trainer().setModelType("mlp").setLayers(2, 3).setMethod("exact").fit(rows),
            "cannot train an mlp by method exact"),
        row(
            "exact in L1",
            () -> trainer().setMethod("exact").setNorm("l1").fit(rows),
            "expected norm linf or l2, got l1"),
        row(
            "exact with three classes",
            () -> trainer().setMethod("exact").fit(rows),
            "expected two classes, got 3"),
        row(
            "one class",
            () -> trainer().fit(rows.where(col("label").equalTo(1))),
            "all rows have the label 1.0, expected two classes"),
        row("no rows", () -> trainer().fit(rows.where(col("id").lt(0))), "expected rows"),
        row(
            "label negative",
            () -> trainer().fit(rows.withColumn("label", col("label").minus(1))),
            "expected labels from 0 to 999, got -1.0 to 1.0"),
        row(
            "label broken",
            () -> trainer().fit(rows.withColumn("label", col("label").divide(4))),
            "its label is not known"),
        row(
            "ids repeat",
            () -> trainer().fit(rows.withColumn("id", col("id").bitwiseAND(lit(7L)))),
            "two rows have the same id"),
        row(
            "outside the bounds",
            () -> trainer().setClip(0, .4).fit(rows),
            "feature 1 is outside its bounds, expected 0.0 to 0.4, got 0.5"),
        row(
            "column in the way",
            () -> trainer().fit(rows.withColumn("prediction", lit(1))),
            "cannot add column prediction"),
        row(
            "diverging",
            () ->
                trainer()
                    .setModelType("mlp")
                    .setLayers(2, 4, 3)
                    .setOptimizer("sgd")
                    .setLearningRate(1e308)
                    .setMomentum(.99)
                    .setEpochs(9)
                    .fit(rows),
            "the loss is not finite"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInput")
  void badInput_isRefused(String name, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .satisfies(
            error -> {
              Throwable root = error;
              while (root.getCause() != null) {
                root = root.getCause();
              }
              assertThat(root.getMessage()).contains(message);
            });
  }

  private static AdversarialTrainer trainer() {
    return new AdversarialTrainer("t")
        .setIdCol("id")
        .setPerturbationEpsilon(.1)
        .setEpochs(1)
        .setAttackIterations(1)
        .setLanes(2);
  }

  private static Arguments row(String name, ThrowingCallable call, String message) {
    return Arguments.of(name, call, message);
  }
}
