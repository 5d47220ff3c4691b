package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.SparkForTests;
import parley.testing.LocalSpark;

/** What networks refuse, with the whole sentence. */
class NetworkBadInputIT {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void makeRows() {
    spark = LocalSpark.session();
    rows = frame(30, r -> r % 2).cache();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  private interface Label {
    double of(int row);
  }

  private static Dataset<Row> frame(int count, Label label) {
    List<Row> made = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(
            r ->
                made.add(
                    RowFactory.create(
                        "p" + r % 3, Vectors.dense(r % 5, (r * r) % 7, 1), label.of(r))));
    return spark.createDataFrame(made, SparkForTests.SCHEMA);
  }

  private static FederatedMultilayerPerceptron network() {
    return new FederatedMultilayerPerceptron()
        .setProtection("plain")
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {4})
        .setMaxIter(3);
  }

  private static Arguments row(
      String what, UnaryOperator<FederatedMultilayerPerceptron> told, String message) {
    return Arguments.of(what, told, message);
  }

  static Stream<Arguments> params() {
    return Stream.of(
        row(
            "layer of nothing",
            n -> n.setHiddenLayers(new int[] {4, 0}),
            "cannot make a network: expected features, hidden layers if any and outputs, each of at"
                + " least 1, got [1, 4, 0, 2]"),
        row(
            "activation",
            n -> n.setActivation("relu"),
            "cannot choose the activation: expected quadratic, got relu"),
        row(
            "schedule",
            n -> n.setSchedule("rising"),
            "cannot choose the schedule: expected falling or constant, got rising"),
        row(
            "steps",
            n -> n.setSteps(new double[] {0.1}),
            "cannot plan a network's training: expected a step for each of 2 layers, got 1"),
        row(
            "momentum",
            n -> n.setMomentum(1),
            "cannot plan a network's training: expected a momentum from 0 and below 1, got 1.0"),
        row(
            "clip",
            n -> n.setFeatureClip(4),
            "cannot train a network: its numbers are bounded by the features' cut, expected"
                + " featureClip at most 3.0, got 4.0"),
        row(
            "ranges of what a map makes",
            n ->
                n.setStandardization("ranges")
                    .setFeatureRanges(new double[][] {{0, 1}})
                    .setRowBound(100)
                    .setImageShape("1x3"),
            "cannot train network: nobody can agree on ranges of what an input map makes of pixels,"
                + " expected the standardization collective or none with it, got ranges"),
        row(
            "ranges without a bound",
            n -> n.setStandardization("ranges").setFeatureRanges(new double[][] {{0, 1}}),
            "cannot standardise by ranges: expected featureRanges and rowBound, got no bound"),
        row(
            "packing",
            n -> n.setPacking("row"),
            "cannot train a network: packing is told to trainings on one margin alone, expected"
                + " none, got row"),
        row(
            "map without shape",
            n -> n.setInputMap("cosine:4"),
            "cannot use the input map cosine:4: it is one of images, expected their imageShape,"
                + " such as 28x28, got none"),
        row(
            "class weights",
            n -> n.setClassWeights(new double[] {1, -1}),
            "cannot weight classes: expected weights above 0, got -1.0"),
        row(
            "a querier that is apart",
            n -> n.setProtection("encrypted").setQuerierPublicKey("querier.pub"),
            "cannot train for a querier that is apart: expected the plan that its public key was"
                + " made for, got none"),
        row(
            "column",
            n -> n.setLabelCol("age"),
            "cannot find column age: expected one of provider, features, label, got" + " another"));
  }

  /** Before a row is read: the schema is enough. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void params(String what, UnaryOperator<FederatedMultilayerPerceptron> told, String message) {
    FederatedMultilayerPerceptron network = told.apply(network());
    assertThatThrownBy(() -> network.transformSchema(SparkForTests.SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void fit_rowsThatDoNotFit_refused() {
    refused(
        network().setBatchSize(31),
        rows,
        "cannot make batches: expected 1 to 30 rows a batch, as many as all providers have, got"
            + " 31");
    refused(
        network(),
        frame(30, r -> r % 2 * 2),
        "cannot train a network: no provider has a row of the classes [1], expected some of each of"
            + " 3; leave out the outputs, or number the classes without a gap");
    refused(
        network(),
        frame(30, r -> r == 4 ? 0.5 : r % 2),
        "cannot use the rows of provider p1: in its row 1 the label is no class, expected a whole"
            + " number from 0 to below 1000");
    refused(
        network(),
        frame(30, r -> -r % 2),
        "cannot use the rows of provider p0: in its row 1 the label is no class, expected a whole"
            + " number from 0 to below 1000");
    refused(
        network().setClassWeights(new double[] {1, 2, 3}),
        rows,
        "cannot weight classes: expected a weight for each of 2 classes, got 3");
    refused(
        byRanges(new double[][] {{0, 4}, {0, 3}, {1, 1}}, 30),
        rows,
        "cannot use the rows of provider p0: a value of features[1] is outside the agreed range,"
            + " expected 0.0 to 3.0");
    refused(
        byRanges(new double[][] {{0, 4}, {0, 6}}, 30),
        rows,
        "cannot standardise by ranges: expected a range for each of 3 features, got 2");
    refused(
        byRanges(new double[][] {{0, 4}, {0, 6}, {1, 1}}, 29),
        rows,
        "cannot train a network: there are more rows than was agreed, expected at most 29, got 30");
    refused(
        network().setInputMap("average:1").setImageShape("2x2"),
        rows,
        "cannot use the rows of provider p0: its row 0 is no such image, expected 2x2 pixels from"
            + " 0.0 to 255.0");
    refused(
        network().setImageShape("1x3").setPixelRange("0:3"),
        rows,
        "cannot use the rows of provider p0: its row 3 is no such image, expected 1x3 pixels from"
            + " 0.0 to 3.0");
  }

  private static FederatedMultilayerPerceptron byRanges(double[][] ranges, long rowBound) {
    return network().setStandardization("ranges").setFeatureRanges(ranges).setRowBound(rowBound);
  }

  @Test
  void fit_startOfOtherLayers_refused(@TempDir Path folder) throws IOException {
    String path = folder.resolve("model").toString();
    network().fit(rows).write().save(path);
    refused(
        network().setHiddenLayers(new int[] {5}).setInitialModel(path),
        rows,
        "cannot start from a model: expected its layers to be 3-5-2, got 3-4-2");
    refused(
        network().setInitialModel(path + "2"),
        rows,
        "cannot start from a model: there is none at " + path + "2, expected a saved network");
  }

  @Test
  void transform_otherColumns_refused() {
    FederatedMultilayerPerceptronModel model = network().fit(rows);
    StructType four = new StructType().add(new AttributeGroup("features", 4).toStructField());
    assertThatThrownBy(() -> model.transformSchema(four))
        .hasMessage(
            "cannot predict: column features has vectors of another size than the model was trained"
                + " on, expected 3, got 4");
    StructType number = new StructType().add("features", DataTypes.DoubleType);
    assertThatThrownBy(() -> model.transformSchema(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features");
    StructType taken = SparkForTests.SCHEMA.add("probability", DataTypes.DoubleType);
    assertThatThrownBy(() -> model.transformSchema(taken))
        .hasMessage("cannot add column probability: the data has one of that name, expected none");
    assertThatThrownBy(() -> new FederatedMultilayerPerceptronModel().transform(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot use the model: it was made without a fit, expected one that fit() or load()"
                + " gave");
    assertThatThrownBy(() -> model.evaluate(rows.limit(0), "label"))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot evaluate the network: there are no rows, expected some");
    assertThatThrownBy(() -> model.evaluate(frame(30, r -> r % 3), "label"))
        .rootCause()
        .hasMessage(
            "cannot evaluate the network: a label is no class of it, expected whole numbers from 0"
                + " to 1");
  }

  private static void refused(
      FederatedMultilayerPerceptron network, Dataset<Row> data, String message) {
    assertThatThrownBy(() -> network.fit(data)).hasMessage(message);
  }
}
