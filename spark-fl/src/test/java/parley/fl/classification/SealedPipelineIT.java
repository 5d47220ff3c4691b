package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.mhe.disk.PlaceTakenException;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** A sealed model in a pipeline, saved with its key stores, and used by others; insecure ring. */
class SealedPipelineIT {
  private static final int ROWS = 91;

  @TempDir private static Path folder;

  private static SparkSession spark;
  private static Dataset<Row> raw;
  private static PipelineModel pipeline;
  private static FederatedLogisticRegressionModel model;
  private static FederatedLogisticRegressionModel plain;

  @BeforeAll
  static void train() throws IOException {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    spark = LocalSpark.session();
    raw = SealedRows.raw(spark, ROWS);
    writeKey("querier.key");
    writeKey("other.key");
    FederatedLogisticRegression estimator =
        SealedRows.insecure()
            .setQuerierKey(at("querier.key"))
            .setKeyStore(at("stores"))
            .setKeyStorePassphraseFrom("none");
    pipeline =
        new Pipeline().setStages(new PipelineStage[] {SealedRows.assembler(), estimator}).fit(raw);
    model = (FederatedLogisticRegressionModel) pipeline.stages()[1];
    plain = SealedRows.plain().fit(SealedRows.assembler().transform(raw));
    pipeline.write().save(at("pipeline"));
    model.write().save(at("model"));
  }

  @AfterAll
  static void stop() {
    model.close();
    spark.stop();
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void writeKey(String name) throws IOException {
    Files.write(
        folder.resolve(name),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
  }

  private static Dataset<Row> vectors() {
    return SealedRows.assembler().transform(raw);
  }

  private static double[] margins(Dataset<Row> predicted) {
    return predicted.select("rawPrediction").collectAsList().stream()
        .mapToDouble(row -> row.<Vector>getAs(0).apply(1))
        .toArray();
  }

  @Test
  void pipeline_sealed_predictsAsPlain() {
    List<Row> predicted = pipeline.transform(raw).collectAsList();
    List<Row> expected = plain.transform(vectors()).collectAsList();
    assertThat(predicted).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      Vector p = predicted.get(i).getAs("probability");
      Vector q = expected.get(i).getAs("probability");
      assertThat(p.toArray()).as("row %d", i).containsExactly(q.toArray(), within(1e-3));
    }
    assertThat(predicted.get(0).schema().fieldNames())
        .containsExactly(
            "id",
            "provider",
            "a",
            "b",
            "c",
            "label",
            "features",
            "rawPrediction",
            "probability",
            "prediction");
  }

  @Test
  void transform_anyPartitions_keepsMarginsWithTheirRows() {
    for (int partitions : new int[] {1, 7}) {
      // Other features each time that the plan is run: rows must be collected once.
      Dataset<Row> changing =
          SealedRows.assembler()
              .transform(
                  raw.repartition(partitions)
                      .withColumn("a", functions.rand().multiply(functions.lit(6)).plus(2)));
      List<Row> predicted = model.transform(changing).collectAsList();
      assertThat(predicted).hasSize(ROWS);
      assertThat(predicted.stream().map(r -> r.getLong(0)).distinct()).hasSize(ROWS);
      for (Row row : predicted) {
        Vector x = row.getAs("features");
        double margin = plain.coefficients().dot(x) + plain.intercept();
        assertThat(x.apply(0)).isEqualTo(row.<Double>getAs("a"));
        assertThat(row.<Vector>getAs("rawPrediction").apply(1)).isCloseTo(margin, within(4e-3));
      }
    }
  }

  @Test
  void transform_noRows_givesNone() {
    assertThat(pipeline.transform(raw.limit(0)).count()).isZero();
  }

  @Test
  void transform_rowBeyondThePlan_isClippedOrRefused() {
    Dataset<Row> far =
        SealedRows.assembler().transform(raw.limit(3).withColumn("b", functions.lit(1e9)));
    assertThat(margins(model.transform(far)))
        .satisfies(
            clipped ->
                assertThat(Arrays.stream(clipped).map(Math::abs).max().orElseThrow())
                    .isLessThan(100));
    FederatedLogisticRegressionModel unclipped =
        SealedRows.insecure().setFeatureClip(Double.POSITIVE_INFINITY).fit(vectors());
    assertThatThrownBy(() -> unclipped.transform(far))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("the features of row 0 are larger than the plan allows");
    unclipped.close();
  }

  @Test
  void predict_inAnotherProcess_givesTheSameMargins() throws Exception {
    vectors().coalesce(1).write().parquet(at("rows"));
    FederatedLogisticRegressionModel own = fitWithStores("stores-of-two-processes");
    own.write().save(at("model-of-two-processes"));
    double[] here = margins(own.transform(spark.read().parquet(at("rows"))));
    own.close();
    double[] there =
        PredictInAnotherProcess.run(
            folder.resolve("model-of-two-processes"),
            folder.resolve("rows"),
            folder.resolve("margins"));
    assertThat(there).containsExactly(here, within(2e-3));
  }

  @Test
  void loadedPipeline_predictsInThisProcess() {
    double[] loaded = margins(PipelineModel.load(at("pipeline")).transform(raw));
    assertThat(loaded).containsExactly(margins(pipeline.transform(raw)), within(2e-3));
  }

  @Test
  void transform_stream_isRefusedWithWhatHelps() {
    Dataset<Row> stream = spark.readStream().format("rate").load();
    assertThatThrownBy(() -> model.transform(stream))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("foreachBatch");
  }

  @Test
  void transform_wrongQuerierKey_isRefused() {
    for (FederatedLogisticRegressionModel any : List.of(model, loaded("model"))) {
      FederatedLogisticRegressionModel wrong =
          any.copy(new ParamMap()).setQuerierKey(at("other.key"));
      assertThatThrownBy(() -> wrong.transform(vectors()))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("the querier's key is another");
    }
  }

  @Test
  void transform_closedModelWithoutStores_isRefused() {
    FederatedLogisticRegressionModel own = SealedRows.insecure().fit(vectors());
    assertThat(margins(own.transform(vectors()))).hasSize(ROWS);
    own.close();
    own.close();
    assertThatThrownBy(() -> own.transform(vectors()))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("the providers of this model are gone");
  }

  @Test
  void transform_keyStoresElsewhereOrDamaged_isRefused() throws IOException {
    FederatedLogisticRegressionModel own = fitWithStores("own-stores");
    own.close();
    assertThat(margins(own.transform(vectors()))).hasSize(ROWS);
    assertThatThrownBy(() -> own.setKeyStore(at("nowhere")).transform(vectors()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the key is missing");
    assertThatThrownBy(() -> own.setKeyStore(at("stores")).transform(vectors()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("of p")
        .hasMessageContaining("it is in use");
    copy("stores", "another-model's-stores");
    assertThatThrownBy(() -> own.setKeyStore(at("another-model's-stores")).transform(vectors()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("p0's key store is of another session");
    Path key = folder.resolve("own-stores/p1/key");
    byte[] bytes = Files.readAllBytes(key);
    bytes[bytes.length / 2] ^= 4;
    Files.write(key, bytes);
    assertThatThrownBy(() -> own.setKeyStore(at("own-stores")).transform(vectors()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("p1")
        .hasMessageContaining("was altered");
  }

  @Test
  void fit_usedKeyStore_isRefused() {
    assertThatThrownBy(() -> fitWithStores("stores"))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it holds a session");
  }

  @Test
  void fit_whileAnotherTrainsIntoTheKeyStore_isRefusedAndTheFirstIsWhole(@TempDir Path two)
      throws Exception {
    new TwoTrainings(spark, two)
        .requireSecondRefused(PlaceTakenException.class, "another run is at work there");
  }

  @Test
  void load_alteredCiphertext_isRefused() throws IOException {
    Row row = spark.read().parquet(at("model") + "/data").first();
    List<byte[]> ciphertexts = new ArrayList<>(row.getList(row.fieldIndex("ciphertexts")));
    ciphertexts.get(0)[ciphertexts.get(0).length / 2] ^= 1;
    Object[] values = new Object[row.length()];
    for (int k = 0; k < values.length; k++) {
      values[k] = row.get(k);
    }
    values[row.fieldIndex("ciphertexts")] = ciphertexts.toArray(new byte[0][]);
    copy("model", "altered");
    spark
        .createDataFrame(List.of(RowFactory.create(values)), ModelRow.SCHEMA)
        .write()
        .mode("overwrite")
        .parquet(at("altered") + "/data");
    assertThatThrownBy(() -> loaded("altered"))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("cannot load the model: it was altered");
  }

  private static FederatedLogisticRegressionModel loaded(String name) {
    return FederatedLogisticRegressionModel.load(at(name));
  }

  private static FederatedLogisticRegressionModel fitWithStores(String stores) {
    return SealedRows.insecure()
        .setQuerierKey(at("querier.key"))
        .setKeyStore(at(stores))
        .setKeyStorePassphraseFrom("none")
        .fit(vectors());
  }

  private static void copy(String from, String to) throws IOException {
    Path source = folder.resolve(from);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            folder.resolve(to).resolve(source.relativize(file)),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
