package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.mhe.party.secret.KeyException;
import parley.testing.LocalSpark;

/** A model whose weights are known: beside Spark's own of the same weights, and on the disk. */
class KnownModelIT {
  private static final double[] COEFFICIENTS = {1.5, -2};
  private static final double INTERCEPT = 0.25;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static FitReport report(boolean sealed) {
    return FitReport.builder("logistic regression", sealed ? "encrypted" : "plain")
        .sealed(sealed)
        .features(2)
        .build();
  }

  private static FederatedLogisticRegressionModel known() {
    return new FederatedLogisticRegressionModel(
        "known1", Learnt.known(new LinearWeights(COEFFICIENTS, INTERCEPT), report(false)));
  }

  private static FederatedLogisticRegressionModel sealed() {
    SealedModel sealed =
        new SealedModel(
            2,
            true,
            Standardization.of(new double[] {1, 2}, new double[] {3, 4}, 10),
            List.of(new byte[] {9, 8, 7}, new byte[] {6}),
            new byte[] {1, 2, 3},
            Map.of("layout", "columns"));
    return new FederatedLogisticRegressionModel("uid1", Learnt.sealed(sealed, report(true)));
  }

  /** Spark's own, made here. */
  private static LogisticRegressionModel sparks() {
    return new LogisticRegressionModel("spark1", Vectors.dense(COEFFICIENTS), INTERCEPT);
  }

  private static Dataset<Row> frame() {
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(
        List.of(
            RowFactory.create(1, Vectors.dense(0, 0)),
            RowFactory.create(2, Vectors.dense(1, 3)),
            RowFactory.create(3, Vectors.dense(-0.5, -1))),
        schema);
  }

  @Test
  void transform_known_givesSparksColumnsMetadataAndValues() {
    LogisticRegressionModel spark = sparks();
    assertSameColumns(known(), spark);
    spark.set(spark.threshold(), 0.9);
    spark.set(spark.rawPredictionCol(), "margin");
    spark.set(spark.probabilityCol(), "");
    spark.set(spark.predictionCol(), "answer");
    FederatedLogisticRegressionModel told =
        known()
            .setThreshold(0.9)
            .setRawPredictionCol("margin")
            .setProbabilityCol("")
            .setPredictionCol("answer");
    assertSameColumns(told, spark);
    assertSameColumns(told.copy(new ParamMap()), told.toSpark());
    assertThat(told.transform(frame()).select("answer").as(Encoders.DOUBLE()).collectAsList())
        .as("margins .25, -4.25 and 1.5")
        .containsExactly(0., 0., 0.);
    assertThat(
            known().transform(frame()).select("prediction").as(Encoders.DOUBLE()).collectAsList())
        .containsExactly(1., 0., 1.);
    StructType schema = known().transform(frame()).schema();
    assertThat(schema.apply("prediction").metadata().json()).contains("\"num_vals\":2");
  }

  private static void assertSameColumns(
      FederatedLogisticRegressionModel model, LogisticRegressionModel spark) {
    Dataset<Row> expected = spark.transform(frame());
    Dataset<Row> predicted = model.transform(frame());
    assertThat(predicted.schema()).isEqualTo(expected.schema());
    assertThat(predicted.collectAsList()).isEqualTo(expected.collectAsList());
    assertThat(model.transformSchema(frame().schema()))
        .isEqualTo(spark.transformSchema(frame().schema()));
  }

  @Test
  void transform_known_asksForNoRowBeforeItIsAsked() {
    LongAccumulator seen = spark.sparkContext().longAccumulator();
    Dataset<Row> rows =
        frame()
            .withColumn(
                "features",
                functions
                    .udf(
                        (Vector x) -> {
                          seen.add(1);
                          return x;
                        },
                        SQLDataTypes.VectorType())
                    .apply(functions.col("features")));
    Dataset<Row> predicted = known().transform(rows);
    assertThat(seen.value()).isZero();
    assertThat(predicted.collectAsList()).hasSize(3);
    assertThat(seen.value()).isPositive();
    Dataset<Row> stream = spark.readStream().schema(frame().schema()).parquet("/nowhere/*");
    assertThat(known().transform(stream).isStreaming()).isTrue();
  }

  @Test
  void transformSchema_knownAndColumnMissingOrInTheWay_isRefused() {
    StructType schema = frame().schema();
    assertThatThrownBy(() -> known().transform(frame().drop("features")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot find column features");
    assertThatThrownBy(
            () -> known().transformSchema(schema.add("probability", DataTypes.DoubleType)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot add column probability");
  }

  @Test
  void weights_known_areThoseOfTheFitAndSparksModelHasThem() {
    FederatedLogisticRegressionModel model = known().setThreshold(0.125);
    assertThat(model.isKnown()).isTrue();
    assertThat(model.isSealed()).isFalse();
    assertThat(model.coefficients().toArray()).containsExactly(COEFFICIENTS);
    assertThat(model.intercept()).isEqualTo(INTERCEPT);
    assertThat(model.numFeatures()).isEqualTo(2);
    LogisticRegressionModel spark = model.toSpark();
    assertThat(spark.uid()).isEqualTo("known1");
    assertThat(spark.coefficients().toArray()).containsExactly(COEFFICIENTS);
    assertThat(spark.intercept()).isEqualTo(INTERCEPT);
    assertThat(spark.getThreshold()).isEqualTo(0.125);
    assertThat(spark.numClasses()).isEqualTo(2);
  }

  static Stream<Arguments> otherKinds() {
    Map<String, Consumer<FederatedLogisticRegressionModel>> ofKnown = new LinkedHashMap<>();
    ofKnown.put("read the coefficients", FederatedLogisticRegressionModel::coefficients);
    ofKnown.put("read the intercept", FederatedLogisticRegressionModel::intercept);
    ofKnown.put("give Spark's own model", FederatedLogisticRegressionModel::toSpark);
    Map<String, Consumer<FederatedLogisticRegressionModel>> ofSealed = new LinkedHashMap<>();
    ofSealed.put("use the encrypted weights", FederatedLogisticRegressionModel::sealedModel);
    ofSealed.put("use the encrypted weights ", model -> model.answers(frame()));
    ofSealed.put("use the encrypted weights  ", model -> model.seal(frame()));
    Stream<Arguments> sealed =
        ofKnown.entrySet().stream()
            .map(
                e ->
                    Arguments.of(
                        sealed(),
                        e.getKey(),
                        e.getValue(),
                        "the model is sealed, its weights are encrypted for everyone, expected one"
                            + " that was fitted with revealWeights"));
    Stream<Arguments> known =
        ofSealed.entrySet().stream()
            .map(
                e ->
                    Arguments.of(
                        known(),
                        e.getKey(),
                        e.getValue(),
                        "the model's weights are known, expected a sealed one"));
    Stream<Arguments> none =
        Stream.concat(ofKnown.entrySet().stream(), ofSealed.entrySet().stream())
            .map(
                e ->
                    Arguments.of(
                        new FederatedLogisticRegressionModel(),
                        e.getKey(),
                        e.getValue(),
                        "the model has no weights, expected one that was fitted or loaded"));
    return Stream.of(sealed, known, none).flatMap(s -> s);
  }

  @ParameterizedTest(name = "{0} cannot {1}", autoCloseArguments = false)
  @MethodSource("otherKinds")
  void anything_ofAnotherKindOfModel_isRefusedWithTheWayOut(
      FederatedLogisticRegressionModel model,
      String verb,
      Consumer<FederatedLogisticRegressionModel> asked,
      String words) {
    assertThatThrownBy(() -> asked.accept(model))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot " + verb.strip() + ": ")
        .hasMessageContaining(words);
  }

  @Test
  void report_ofAModel_isSavedAndCopied(@TempDir Path folder) throws Exception {
    for (FederatedLogisticRegressionModel model :
        List.of(known(), sealed().setQuerierKey("k").setKeyStore("s"))) {
      String path = folder.resolve(model.uid()).toString();
      model.write().save(path);
      FitReport expected = report(model.isSealed());
      for (FederatedLogisticRegressionModel other :
          List.of(
              model,
              model.copy(new ParamMap()),
              FederatedLogisticRegressionModel.load(path),
              FederatedLogisticRegressionModel.load(path).copy(new ParamMap()))) {
        assertThat(other.hasReport()).isTrue();
        assertThat(other.report().made()).isEqualTo(model.report().made());
        assertThat(other.report().protection()).isEqualTo(expected.protection());
        assertThat(other.report().sealed()).isEqualTo(expected.sealed());
      }
    }
    assertThatThrownBy(() -> new FederatedLogisticRegressionModel().report())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot report: the model has no report");
  }

  @Test
  void saveAndLoad_known_keepsEveryBitAndOverwritesWhenAsked(@TempDir Path folder)
      throws Exception {
    String path = folder.resolve("m").toString();
    double[] odd = {Math.nextUp(0.1), -0.0, Double.MIN_VALUE};
    FederatedLogisticRegressionModel saved =
        new FederatedLogisticRegressionModel(
                "odd", Learnt.known(new LinearWeights(odd, 1 / 3d), report(false)))
            .setThreshold(0.3)
            .setRawPredictionCol("");
    known().write().save(path);
    assertThatThrownBy(() -> saved.write().save(path)).hasMessageContaining("already exists");
    saved.write().option("any", "thing").overwrite().save(path);
    FederatedLogisticRegressionModel loaded = FederatedLogisticRegressionModel.load(path);
    assertThat(loaded.uid()).isEqualTo("odd");
    assertThat(loaded.explainParams()).isEqualTo(saved.explainParams());
    assertThat(Arrays.stream(loaded.coefficients().toArray()).mapToLong(Double::doubleToLongBits))
        .containsExactly(
            Arrays.stream(odd).mapToLong(Double::doubleToLongBits).boxed().toArray(Long[]::new));
    assertThat(loaded.intercept()).isEqualTo(1 / 3d);
  }

  /** Spark deletes what is there before it asks the model; the model is asked before that. */
  @Test
  void save_refusedOverAnotherModel_leavesThat(@TempDir Path folder) throws Exception {
    String path = folder.resolve("m").toString();
    known().write().save(path);
    assertThatThrownBy(() -> sealed().write().overwrite().save(path))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("its keys end with this process");
    assertThatThrownBy(() -> new FederatedLogisticRegressionModel().write().overwrite().save(path))
        .hasMessageContaining("cannot save");
    assertThat(FederatedLogisticRegressionModel.load(path).intercept()).isEqualTo(INTERCEPT);
  }

  static Stream<Arguments> damaged() {
    String incomplete = "its data is incomplete, expected one full row";
    return Stream.of(
        Arguments.of("constant", 0.5, "it was altered"),
        Arguments.of("constant", null, incomplete),
        Arguments.of("coefficients", new Double[] {1.5, -2.5}, "it was altered"),
        Arguments.of("coefficients", new Double[] {1.5, null}, "it was altered"),
        Arguments.of("coefficients", new Double[] {1.5}, "it was altered"),
        Arguments.of("coefficients", null, incomplete),
        Arguments.of("sha256", null, incomplete),
        Arguments.of("report", null, incomplete),
        Arguments.of("report", "{", "cannot read the report"),
        Arguments.of("kind", null, incomplete),
        Arguments.of("kind", "sealed", incomplete),
        Arguments.of("kind", "other", incomplete),
        Arguments.of("session", new byte[] {1}, incomplete));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("damaged")
  void load_knownAndDamaged_isRefused(
      String column, Object value, String words, @TempDir Path folder) throws Exception {
    String path = folder.resolve("m").toString();
    known().write().save(path);
    Row row = ModelRow.of(known().learnt());
    Object[] values = new Object[row.length()];
    for (int k = 0; k < values.length; k++) {
      values[k] = row.get(k);
    }
    values[ModelRow.SCHEMA.fieldIndex(column)] = value;
    spark
        .createDataFrame(List.of(RowFactory.create(values)), ModelRow.SCHEMA)
        .write()
        .mode("overwrite")
        .parquet(path + "/data");
    assertThatThrownBy(() -> FederatedLogisticRegressionModel.load(path))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(words);
  }

  @Test
  void load_sealedOfTheVersionBefore_isReadWhole() throws URISyntaxException {
    Path before =
        Path.of(KnownModelIT.class.getResource("/models-of-the-version-before/sealed").toURI());
    FederatedLogisticRegressionModel model =
        FederatedLogisticRegressionModel.load(before.toString());
    assertThat(model.isSealed()).isTrue();
    assertThat(model.uid()).isEqualTo("uid1");
    assertThat(model.getOrDefault(model.threshold())).isEqualTo(0.25);
    assertThat(model.getOrDefault(model.keyStore())).isEqualTo("stores");
    assertThat(model.sealedModel().digest()).isEqualTo(sealed().sealedModel().digest());
    assertThat(model.report().features()).isEqualTo(2);
  }

  @Test
  void load_sparksOwnOfTheVersionBefore_isReadWithoutAReport(@TempDir Path folder)
      throws Exception {
    LogisticRegressionModel spark = sparks();
    spark.set(spark.threshold(), 0.25);
    spark.set(spark.predictionCol(), "answer");
    String path = folder.resolve("spark").toString();
    spark.write().save(path);
    FederatedLogisticRegressionModel model = FederatedLogisticRegressionModel.load(path);
    assertThat(model.isKnown()).isTrue();
    assertSameColumns(model, spark);
    assertThat(model.hasReport()).isFalse();
    assertThatThrownBy(model::report)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("got one of an earlier version");
    model.write().overwrite().save(path);
    FederatedLogisticRegressionModel again = FederatedLogisticRegressionModel.load(path);
    assertSameColumns(again, spark);
    assertThat(again.hasReport()).isFalse();
  }

  @Test
  void load_sparksOwnOfThreeClasses_isRefused(@TempDir Path folder) throws Exception {
    String path = folder.resolve("three").toString();
    new LogisticRegressionModel(
            "three",
            new DenseMatrix(3, 2, new double[] {1, 2, 3, 4, 5, 6}),
            Vectors.dense(0, 0, 0),
            3,
            true)
        .write()
        .save(path);
    assertThatThrownBy(() -> FederatedLogisticRegressionModel.load(path))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected a logistic regression of two classes")
        .hasMessageContaining("got 3 rows");
  }

  @Test
  void fit_plain_saysNothingOfKeysInTheModel(@TempDir Path folder) {
    FederatedLogisticRegressionModel model =
        SealedRows.plain()
            .setThreshold(0.75)
            .setPredictionCol("answer")
            .setQuerierKey(folder.resolve("querier.key").toString())
            .setKeyStore(folder.resolve("stores").toString())
            .setRoundTimeout(7)
            .fit(SealedRows.vectors(spark, 60));
    assertThat(model.isKnown()).isTrue();
    assertThat(model.report().protection()).isEqualTo("plain");
    assertThat(model.getOrDefault(model.threshold())).isEqualTo(0.75);
    assertThat(model.getOrDefault(model.predictionCol())).isEqualTo("answer");
    assertThat(model.isSet(model.querierKey())).isFalse();
    assertThat(model.isSet(model.keyStore())).isFalse();
    assertThat(model.isSet(model.roundTimeout())).isFalse();
  }
}
