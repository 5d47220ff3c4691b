package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
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
import parley.error.ParleyException;
import parley.fl.SparkForTests;
import parley.fl.regression.FederatedMultilayerPerceptronRegressor;
import parley.fl.regression.FederatedMultilayerPerceptronRegressorModel;
import parley.fl.report.FitReport.Audience;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** Networks whose weights nobody sees, as stages; on a ring that is not secure. */
class SealedNetworkIT {
  private static final int ROWS = 60;

  @TempDir private static Path folder;

  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() throws IOException {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    rows = frame().cache();
    Files.write(
        folder.resolve("querier.key"),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
  }

  @AfterAll
  static void close() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  /** Images of 2 x 2 pixels whose last one is always 9; the label says which line is brighter. */
  private static Dataset<Row> frame() {
    List<Row> all = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      double bright = 4 + r % 5;
      double dark = r % 4;
      boolean upper = r % 3 == 0;
      double[] x = {upper ? bright : dark, upper ? 7 : 2, upper ? dark : bright, 9};
      all.add(RowFactory.create("p" + r % 4, Vectors.dense(x), upper ? 1.0 : 0));
    }
    return spark.createDataFrame(all, SparkForTests.SCHEMA);
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static FederatedMultilayerPerceptron network() {
    return new FederatedMultilayerPerceptron()
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {4})
        .setMaxIter(2)
        .setWatch(false)
        .setLogRingDimension(12);
  }

  private static FederatedMultilayerPerceptron stored(String name) {
    return network()
        .setQuerierKey(at("querier.key"))
        .setKeyStore(at(name + "-stores"))
        .setKeyStorePassphraseFrom("none");
  }

  @Test
  void fit_sealed_isSavedAndLoadedWithAllThatItsRowsNeed() throws IOException {
    FederatedMultilayerPerceptronModel model =
        stored("images").setInputMap("none").setImageShape("2x2").setPixelRange("0:9").fit(rows);

    assertThat(model.isSealed()).isTrue();
    assertThat(model.layers()).containsExactly(4, 4, 2);
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.numFeatures()).isEqualTo(4);
    assertThat(model.report().sealed()).isTrue();
    assertThat(model.report().opened(Audience.QUERIER)).isZero();
    assertThatThrownBy(model::weights)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cannot read the weights: the model is sealed, its weights are");
    assertThatThrownBy(model::network).hasMessageStartingWith("cannot give the network: the model");

    model.write().save(at("images"));
    model.close();
    FederatedMultilayerPerceptronModel loaded =
        FederatedMultilayerPerceptronModel.read().session(spark.newSession()).load(at("images"));
    assertThat(loaded.isSealed()).isTrue();
    assertThat(loaded.sealedModel().checksum()).isEqualTo(model.sealedModel().checksum());
    assertThat(loaded.sealedModel().standardization().constantFeatures()).containsExactly(3);
    assertThat(loaded.layers()).isEqualTo(model.layers());
    assertThat(loaded.inputMap()).isEqualTo(model.inputMap()).hasValue("none 2x2 0.0:9.0");
    assertThat(loaded.report()).isEqualTo(model.report());
    assertThat(loaded.copy(new ParamMap()).sealedModel().digest())
        .isEqualTo(model.sealedModel().digest());
    assertThatThrownBy(() -> network().setInitialModel(at("images")).fit(rows))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot start from a model: the one at "
                + at("images")
                + " is sealed, its weights are encrypted under the keys of its own training,"
                + " expected one with known weights (revealWeights, or protection plain)");
  }

  /**
   * Asked in this process, saved, loaded and asked again with the providers' stores, till used up.
   */
  @Test
  void transform_sealed_answersAsTheNetworkInClear() throws IOException {
    FederatedMultilayerPerceptronModel plain =
        network().setProtection("plain").setMaxIter(6).fit(rows);
    FederatedMultilayerPerceptronModel model =
        stored("asked").setMaxIter(6).setRowsPerOpening(8).fit(rows);
    Dataset<Row> asked = rows.limit(10);
    requireSame(model.transform(asked), plain.transform(asked));
    model.write().save(at("asked"));
    model.close();

    FederatedMultilayerPerceptronModel loaded =
        FederatedMultilayerPerceptronModel.load(at("asked"))
            .setQuerierKey(at("querier.key"))
            .setQuerierKeyPassphraseFrom("none")
            .setKeyStore(at("asked-stores"))
            .setKeyStorePassphraseFrom("none");
    requireSame(loaded.transform(asked), plain.transform(asked));
    assertThat(loaded.predictionReport().orElseThrow().openings())
        .anyMatch(o -> o.to() == Audience.QUERIER && o.count() == 10);
    assertThatThrownBy(() -> loaded.transform(rows.limit(1).crossJoin(spark.range(1100))).count())
        .hasMessageContaining("the model's budget of key switches is used up")
        .hasMessageContaining("expected at most " + (128 - 4) * 8 + " rows");
    loaded.close();
  }

  /** Saved, loaded and asked with the providers' stores. */
  @Test
  void transform_sealedWithoutHiddenLayer_answersOnceLoadedAsInClear() throws IOException {
    int[] none = new int[0];
    FederatedMultilayerPerceptronModel plain =
        network().setHiddenLayers(none).setProtection("plain").fit(rows);
    FederatedMultilayerPerceptronModel model =
        stored("alone").setHiddenLayers(none).setRowsPerOpening(8).fit(rows);
    model.write().save(at("alone"));
    model.close();

    FederatedMultilayerPerceptronModel loaded =
        FederatedMultilayerPerceptronModel.load(at("alone"))
            .setQuerierKey(at("querier.key"))
            .setQuerierKeyPassphraseFrom("none")
            .setKeyStore(at("alone-stores"))
            .setKeyStorePassphraseFrom("none");
    assertThat(loaded.isSealed()).isTrue();
    assertThat(loaded.layers()).containsExactly(4, 2);
    assertThat(loaded.sealedModel().ciphertexts()).hasSize(1);
    assertThat(loaded.answerFacts()).containsEntry("scores", "sigmoids");
    requireSame(loaded.transform(rows.limit(10)), plain.transform(rows.limit(10)));
    loaded.close();
  }

  private static void requireSame(Dataset<Row> got, Dataset<Row> expected) {
    List<Row> wanted = expected.collectAsList();
    List<Row> found = got.collectAsList();
    assertThat(found).hasSameSizeAs(wanted);
    for (int r = 0; r < wanted.size(); r++) {
      for (String column : List.of("rawPrediction", "probability")) {
        double[] values = found.get(r).<Vector>getAs(column).toArray();
        assertThat(values).as(column).hasSize(2);
        assertThat(values)
            .as(column)
            .containsExactly(wanted.get(r).<Vector>getAs(column).toArray(), within(0x1p-11));
      }
      assertThat(found.get(r).<Double>getAs("prediction"))
          .isEqualTo(wanted.get(r).<Double>getAs("prediction"));
    }
  }

  @Test
  void write_withoutKeysThatLast_isRefusedAndOfRevealedKeepsNoPlaces() throws IOException {
    FederatedMultilayerPerceptronModel sealed = network().fit(rows);
    assertThatThrownBy(() -> sealed.write().save(at("lost")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("its keys end with this process");
    sealed.close();

    FederatedMultilayerPerceptronModel revealed = stored("known").setRevealWeights(true).fit(rows);
    assertThat(revealed.isSealed()).isFalse();
    assertThat(revealed.isSet(revealed.keyStore())).isFalse();
    assertThat(revealed.weights().size()).isEqualTo(4 * 4 + 4 + 4 * 2 + 2);
    assertThatThrownBy(revealed::sealedModel).hasMessageContaining("weights are known");
  }

  @Test
  void fit_regressorSealed_keepsTheLabelsScale() throws IOException {
    StructType schema =
        new StructType()
            .add("provider", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    Dataset<Row> numbers =
        spark.createDataFrame(
            rows.collectAsList().stream()
                .map(r -> RowFactory.create(r.get(0), r.get(1), 100 + 10 * r.getDouble(2)))
                .toList(),
            schema);
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new FederatedMultilayerPerceptronRegressor()
                      .setProviderCol("provider")
                      .setHiddenLayers(new int[] {4})
                      .setMaxIter(1)
                      .setWatch(false)
                      .setLogRingDimension(12)
                      .setQuerierKey(at("querier.key"))
                      .setKeyStore(at("numbers-stores"))
                      .setKeyStorePassphraseFrom("none")
                })
            .fit(numbers);
    model.write().save(at("pipeline"));
    FederatedMultilayerPerceptronRegressorModel fitted =
        (FederatedMultilayerPerceptronRegressorModel) model.stages()[0];
    FederatedMultilayerPerceptronRegressorModel loaded =
        (FederatedMultilayerPerceptronRegressorModel)
            PipelineModel.load(at("pipeline")).stages()[0];
    assertThat(loaded.isSealed()).isTrue();
    assertThat(loaded.layers()).containsExactly(4, 4, 1);
    assertThat(loaded.sealedModel().attributes())
        .isEqualTo(fitted.sealedModel().attributes())
        .hasEntrySatisfying("labels", text -> assertThat(text).startsWith("103.33333333333333,"));
    List<Row> answered = fitted.transform(numbers.limit(6)).collectAsList();
    List<Row> expected =
        new FederatedMultilayerPerceptronRegressor()
            .setProviderCol("provider")
            .setHiddenLayers(new int[] {4})
            .setMaxIter(1)
            .setProtection("plain")
            .fit(numbers)
            .transform(numbers.limit(6))
            .collectAsList();
    for (int r = 0; r < answered.size(); r++) {
      assertThat(answered.get(r).<Double>getAs("prediction"))
          .isCloseTo(expected.get(r).<Double>getAs("prediction"), within(.01));
    }
    fitted.close();
  }

  @Test
  void transformSchema_ofSealed_refusesOtherColumnsAndStrangers() {
    FederatedMultilayerPerceptronModel model = network().setMaxIter(1).fit(rows);
    StructType five = new StructType().add(new AttributeGroup("features", 5).toStructField());
    assertThatThrownBy(() -> model.transformSchema(five))
        .hasMessage(
            "cannot predict: column features has vectors of another size than the model was trained"
                + " on, expected 4, got 5");
    assertThatThrownBy(
            () -> model.copy(new ParamMap()).setQuerierPublicKey("q.pub").transform(rows))
        .hasMessageStartingWith("cannot predict in this process: it has the querier's public key");
    assertThat(model.transformSchema(rows.schema()).fieldNames())
        .endsWith("rawPrediction", "probability", "prediction");
    model.close();
  }
}
