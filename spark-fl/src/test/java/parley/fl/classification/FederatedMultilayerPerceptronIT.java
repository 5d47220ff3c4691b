package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
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
import parley.fl.ReferenceData;
import parley.fl.SparkForTests;
import parley.fl.network.GoldenNetworks;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkShape;
import parley.fl.network.QuadraticActivation;
import parley.fl.optim.LabelScale;
import parley.fl.perceptron.FittedNetwork;
import parley.fl.perceptron.NetworkState;
import parley.fl.report.FitReport;
import parley.fl.report.NetworkFigures;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** Networks as a Spark ML stage, trained in clear. */
class FederatedMultilayerPerceptronIT {
  private static SparkSession spark;
  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void readRows() {
    spark = LocalSpark.session();
    ReferenceData data = ReferenceData.breastCancerWisconsin();
    train = SparkForTests.frame(spark, data, 0, false, 3).cache();
    test = SparkForTests.frame(spark, data, 0, true, 3).cache();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  private static FederatedMultilayerPerceptron small() {
    return new FederatedMultilayerPerceptron()
        .setProtection("plain")
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {8})
        .setMaxIter(20);
  }

  @Test
  void fit_breastCancer_classifiesAndReports() {
    FederatedMultilayerPerceptronModel model =
        small().setHiddenLayers(new int[] {64}).setMaxIter(40).fit(train);

    FederatedMultilayerPerceptronSummary worth = model.evaluate(test, "label");
    assertThat(worth.accuracy()).isGreaterThanOrEqualTo(0.97);
    assertThat(model.layers()).containsExactly(9, 64, 2);
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.numFeatures()).isEqualTo(9);
    FitReport report = model.report();
    assertThat(report.protection()).isEqualTo("plain");
    assertThat(report.simulated()).isTrue();
    assertThat(report.sealed()).isFalse();
    assertThat(report.iterations()).isEqualTo(40);
    assertThat(report.weights()).isEqualTo(9 * 64 + 64 + 64 * 2 + 2);
    NetworkFigures network = report.network();
    assertThat(network.layers()).containsExactly(9, 64, 2);
    assertThat(network.lossByIteration()).hasSize(40);
    assertThat(network.lossByIteration().get(39)).isLessThan(network.lossByIteration().get(0) / 4);
    assertThat(network.looks()).hasSize(14 + 5).allMatch(NetworkFigures.Look::kept);
    assertThat(network.halvings()).isZero();
    assertThat(network.largestActivation()).hasSize(2).allMatch(u -> u > 1 && u < 32);
    assertThat(report.openings())
        .extracting(FitReport.Opening::what)
        .containsExactly(
            "which classes have rows",
            "row count, sum of the rows' weights, and each feature's sum and sum of squares about"
                + " the mean, for the standardisation",
            "row count, sum of the rows' weights and sum of the providers' largest eigenvalues, for"
                + " the step",
            "each provider's row count, for its share of a batch",
            "gradient sums");
    assertThat(report.parameters())
        .filteredOn(p -> p.name().equals("batch"))
        .extracting(FitReport.Choice::value)
        .containsExactly("546 of 546 rows");
    assertThat(FitReport.fromJson(report.toJson())).isEqualTo(report);
  }

  @Test
  void transform_rows_addsColumnsThatAgree() {
    FederatedMultilayerPerceptronModel model = small().fit(train);

    Dataset<Row> answers = model.transform(test);

    assertThat(answers.schema().fieldNames())
        .containsExactly(
            "provider", "features", "label", "rawPrediction", "probability", "prediction");
    assertThat(AttributeGroup.fromStructField(answers.schema().apply("rawPrediction")).size())
        .isEqualTo(2);
    Attribute told = Attribute.fromStructField(answers.schema().apply("prediction"));
    assertThat(((NominalAttribute) told).getNumValues().get()).isEqualTo(2);
    for (Row row : answers.collectAsList()) {
      Vector raw = row.getAs("rawPrediction");
      Vector p = row.getAs("probability");
      double[] expected = model.network().outputs(row.<Vector>getAs("features").toArray());
      assertThat(raw.toArray()).containsExactly(expected);
      double ratio = Math.exp(raw.apply(1) - raw.apply(0));
      assertThat(p.apply(1)).isCloseTo(ratio / (1 + ratio), within(1e-12));
      assertThat(p.apply(0) + p.apply(1)).isCloseTo(1, within(1e-12));
      assertThat(row.<Double>getAs("prediction")).isEqualTo(raw.apply(1) > raw.apply(0) ? 1.0 : 0);
    }
    assertThat(model.copy(new ParamMap()).setThreshold(0).transform(test).filter("prediction = 0"))
        .matches(Dataset::isEmpty);
    Dataset<Row> lone =
        model.copy(new ParamMap()).setRawPredictionCol("").setProbabilityCol("").transform(test);
    assertThat(lone.columns()).containsExactly("provider", "features", "label", "prediction");
    assertThat(lone.select("prediction").collectAsList())
        .isEqualTo(answers.select("prediction").collectAsList());
  }

  /** The same numbers as a program in NumPy printed, over three unequal providers. */
  @Test
  void fit_digitsOfThreeProviders_isTheGoldenRun(@TempDir Path folder) throws Exception {
    NetworkShape shape = NetworkShape.classifier(64, List.of(16), 10);
    String path = folder.resolve("start").toString();
    start(shape, 0.5).write().save(path);
    List<Row> rows = digits(false);

    FederatedMultilayerPerceptronModel model =
        golden(path).fit(spark.createDataFrame(rows, SparkForTests.SCHEMA));

    assertThat(weight(model, shape, 0, 20, 3)).isCloseTo(-.020529460998, within(1e-9));
    assertThat(weight(model, shape, 0, 64, 0)).isCloseTo(.015994314002, within(1e-9));
    assertThat(weight(model, shape, 1, 0, 0)).isCloseTo(.174571347855, within(1e-9));
    assertThat(weight(model, shape, 1, 16, 1)).isCloseTo(.037966922705, within(1e-9));
    Dataset<Row> all = spark.createDataFrame(rows, SparkForTests.SCHEMA);
    FederatedMultilayerPerceptronSummary worth = model.evaluate(all, "label");
    assertThat(worth.squaredLoss()).isCloseTo(.326640327262, within(1e-9));
    assertThat(worth.accuracy()).isCloseTo(.677801, within(5.1e-7));
    Dataset<Row> others = spark.createDataFrame(digits(true), SparkForTests.SCHEMA);
    FederatedMultilayerPerceptronSummary fresh = model.evaluate(others, "label");
    assertThat(fresh.accuracy()).isCloseTo(.666667, within(5.1e-7));
    assertThat(fresh.rows()).isEqualTo(others.count());
    assertThat(Arrays.stream(fresh.confusion()).flatMapToLong(Arrays::stream).sum())
        .isEqualTo(fresh.rows());
  }

  private static FederatedMultilayerPerceptron golden(String start) {
    return new FederatedMultilayerPerceptron()
        .setProtection("plain")
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {16})
        .setInitialModel(start)
        .setStandardization("none")
        .setSchedule("constant")
        .setSteps(new double[] {0.05, 0.1})
        .setBatchSize(1437)
        .setMaxIter(10);
  }

  private static FederatedMultilayerPerceptronModel start(NetworkShape shape, double gain) {
    int d = shape.features();
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    return new FederatedMultilayerPerceptronModel(
        "start",
        FittedNetwork.of(
            new NetworkState(
                shape.text(),
                NetworkHead.CLASSES,
                QuadraticActivation.CENTRED,
                GoldenNetworks.start(shape, gain).toArray(),
                null,
                new double[d],
                ones,
                List.of(),
                3,
                LabelScale.NONE,
                FitReport.builder("made", "plain").build().toJson(),
                null)));
  }

  private static double weight(
      FederatedMultilayerPerceptronModel model, NetworkShape shape, int layer, int in, int out) {
    return model.weights().apply(shape.index(layer, in, out));
  }

  /** Pixels / 8 - 1; every fifth row tests. */
  private static List<Row> digits(boolean tests) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = PublicData.lines("digits.csv");
    for (int r = 0; r + 1 < lines.size(); r++) {
      if (r % 5 == 0 == tests) {
        double[] cells =
            Arrays.stream(lines.get(r + 1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] x = IntStream.range(0, 64).mapToDouble(j -> cells[j] / 8 - 1).toArray();
        String provider = r % 7 < 4 ? "a" : r % 7 < 6 ? "b" : "c";
        rows.add(RowFactory.create(provider, Vectors.dense(x), cells[64]));
      }
    }
    return rows;
  }

  /** Features that come from -1 to 1 before the fit are what agreed ranges make of them in it. */
  @Test
  void fit_byRanges_isThatOfScaledFeaturesAndOpensNoMoments() {
    double[][] ranges = new double[9][];
    Arrays.fill(ranges, new double[] {0, 11});
    FederatedMultilayerPerceptronModel model =
        small().setStandardization("ranges").setFeatureRanges(ranges).setRowBound(1000).fit(train);
    List<Row> scaled = new ArrayList<>();
    for (Row row : train.collectAsList()) {
      double[] x = row.<Vector>getAs(1).toArray().clone();
      Arrays.setAll(x, j -> (x[j] - 5.5) / 5.5);
      scaled.add(RowFactory.create(row.get(0), Vectors.dense(x), row.get(2)));
    }

    FederatedMultilayerPerceptronModel expected =
        small().setStandardization("none").fit(spark.createDataFrame(scaled, SparkForTests.SCHEMA));

    assertThat(model.weights().toArray())
        .containsExactly(expected.weights().toArray(), within(1e-12));
    assertThat(model.evaluate(test, "label").accuracy()).isGreaterThan(0.9);
    assertThat(model.report().openings())
        .noneMatch(o -> o.what().contains("sum of squares"))
        .anyMatch(o -> o.what().contains("each provider's row count"));
  }

  @Test
  void fit_otherPartitionsAndOrder_sameBits() {
    FederatedMultilayerPerceptron network = small().setBatchSize(100).setMaxIter(12);
    Vector weights = network.fit(train.coalesce(1)).weights();
    List<Row> shuffled = new ArrayList<>(train.collectAsList());
    Collections.shuffle(shuffled, new Random(4));

    assertThat(network.fit(train.repartition(200)).weights()).isEqualTo(weights);
    assertThat(network.fit(spark.createDataFrame(shuffled, SparkForTests.SCHEMA)).weights())
        .isEqualTo(weights);
    assertThat(network.setSeed(2).fit(train).weights()).isNotEqualTo(weights);
  }

  @Test
  void fit_classWeights_moveTheAnswersToTheClass() {
    FederatedMultilayerPerceptron wide = small().setHiddenLayers(new int[] {64}).setMaxIter(30);
    double even = positives(wide.fit(train));
    double tilted = positives(wide.setClassWeights(new double[] {1, 4}).fit(train));
    assertThat(tilted).isGreaterThan(even + 0.01);
    // Only their ratio counts.
    assertThat(positives(wide.setClassWeights(new double[] {3, 12}).fit(train)))
        .isCloseTo(tilted, within(1e-9));
  }

  private static double positives(FederatedMultilayerPerceptronModel model) {
    return model.transform(test).collectAsList().stream()
        .mapToDouble(row -> row.<Vector>getAs("rawPrediction").apply(1))
        .average()
        .orElseThrow();
  }

  @Test
  void fit_stepsTooLong_goesBackAndSaysSo() {
    FederatedMultilayerPerceptron network =
        small().setSteps(new double[] {1, 1.5}).setSchedule("constant").setMaxIter(30);
    FederatedMultilayerPerceptronModel model = network.fit(train);
    NetworkFigures figures = model.report().network();
    assertThat(figures.halvings()).isPositive();
    assertThat(model.report().warnings())
        .anyMatch(w -> w.startsWith("the training ran away and was taken back "));
    assertThat(model.evaluate(test, "label").accuracy()).isGreaterThan(0.9);

    assertThatThrownBy(() -> network.setWatch(false).fit(train))
        .hasMessageMatching(
            "cannot go on training: it diverges at iteration [0-9]+, expected values of at most"
                + " 64\\.00 before an activation, got .*; the steps were 1\\.000, 1\\.500, leave"
                + " them to the rule or halve them, or have the errors watched");
  }

  @Test
  void fit_imagesWithAMap_learnsFromPixels() {
    List<Row> rows = new ArrayList<>();
    for (Row row : digits(false)) {
      double[] pixels = row.<Vector>getAs(1).toArray();
      Arrays.setAll(pixels, j -> 8 * (pixels[j] + 1));
      rows.add(RowFactory.create(row.get(0), Vectors.dense(pixels), row.get(2)));
    }
    Dataset<Row> frame = spark.createDataFrame(rows, SparkForTests.SCHEMA);
    FederatedMultilayerPerceptronModel model =
        small()
            .setInputMap("cosine:20")
            .setImageShape("8x8")
            .setPixelRange("0:16")
            .setHiddenLayers(new int[] {16})
            .setMaxIter(30)
            .fit(frame);
    assertThat(model.layers()).containsExactly(20, 16, 10);
    assertThat(model.numFeatures()).isEqualTo(64);
    assertThat(model.evaluate(frame, "label").accuracy()).isGreaterThan(0.8);
    assertThat(model.report().parameters())
        .anyMatch(p -> p.value().equals("cosine:20 8x8 0.0:16.0"));
  }

  @Test
  void fit_encryptedAndRevealed_isTheModelInClear() {
    Dataset<Row> few = train.limit(60).cache();
    FederatedMultilayerPerceptron network =
        small().setHiddenLayers(new int[] {4}).setMaxIter(3).setWatch(false);
    double[] plain = network.fit(few).weights().toArray();
    System.setProperty("parley.insecure", "true");
    try {
      FederatedMultilayerPerceptronModel model =
          network
              .setProtection("encrypted")
              .setRevealWeights(true)
              .setLogRingDimension(12)
              .fit(few);
      assertThat(model.weights().toArray()).containsExactly(plain, within(1e-5));
      assertThat(model.report().network().lossByIteration()).isNull();
      assertThat(model.evaluate(test, "label").rows()).isEqualTo(test.count());
    } finally {
      System.clearProperty("parley.insecure");
    }
  }

  @Test
  void fit_twoHiddenLayers_learns() {
    FederatedMultilayerPerceptronModel model =
        small().setHiddenLayers(new int[] {64, 64}).setMaxIter(40).fit(train);
    assertThat(model.layers()).containsExactly(9, 64, 64, 2);
    assertThat(model.evaluate(test, "label").accuracy()).isGreaterThan(0.95);
  }

  @Test
  void saveAndLoad_inAPipeline_predictsTheSame(@TempDir Path folder) throws Exception {
    PipelineModel model = new Pipeline().setStages(new PipelineStage[] {small()}).fit(train);
    String path = folder.resolve("model").toString();
    model.save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertThat(loaded.transform(test).collectAsList())
        .isEqualTo(model.transform(test).collectAsList());
    FederatedMultilayerPerceptronModel stage =
        (FederatedMultilayerPerceptronModel) loaded.stages()[0];
    FederatedMultilayerPerceptronModel before =
        (FederatedMultilayerPerceptronModel) model.stages()[0];
    assertThat(stage.report()).isEqualTo(before.report());
    assertThat(stage.weights()).isEqualTo(before.weights());
    assertThatThrownBy(stage::toSpark)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot give Spark's own model: its hidden layers are sigmoids and its last a softmax,"
                + " expected a network of those, got one of (u^2 + u - 1) / 2; transform() predicts"
                + " with this one");
  }

  @Test
  void fit_inACrossValidator_choosesTheBetter() {
    FederatedMultilayerPerceptron network = small();
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(network)
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(network.maxIter(), new int[] {1, 20}).build())
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setNumFolds(2)
            .setSeed(1)
            .fit(train);
    FederatedMultilayerPerceptronModel chosen =
        (FederatedMultilayerPerceptronModel) best.bestModel();
    assertThat(chosen.report().iterations()).isEqualTo(20);
    assertThat(best.avgMetrics()[1]).isGreaterThan(0.93);
  }

  @Test
  void fit_classAtOneProviderOnly_isFine() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(5);
    for (int r = 0; r < 120; r++) {
      int k = r % 3;
      double[] x = {random.nextGaussian() + 3 * (k - 1), random.nextGaussian()};
      rows.add(
          RowFactory.create(k == 2 ? "c" : "" + "ab".charAt(r % 2), Vectors.dense(x), (double) k));
    }
    FederatedMultilayerPerceptronModel model =
        small().fit(spark.createDataFrame(rows, SparkForTests.SCHEMA));
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(
            model.evaluate(spark.createDataFrame(rows, SparkForTests.SCHEMA), "label").accuracy())
        .isGreaterThan(0.8);
  }

  @Test
  void transformSchema_labelsWithMetadata_sayHowManyClasses() {
    StructType schema =
        new StructType()
            .add("provider", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType())
            .add(NominalAttribute.defaultAttr().withName("label").withNumValues(4).toStructField());
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < 12; r++) {
      rows.add(RowFactory.create("" + r % 3, Vectors.dense(r, -r), (double) (r % 3)));
    }
    assertThatThrownBy(() -> small().fit(spark.createDataFrame(rows, schema)))
        .hasMessage(
            "cannot train a network: no provider has a row of the classes [3], expected some of"
                + " each of 4; leave out the outputs, or number the classes without a gap");
  }
}
