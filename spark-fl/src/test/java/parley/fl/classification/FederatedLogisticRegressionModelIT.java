package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.util.MLWritable;
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
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.mhe.party.secret.KeyException;
import parley.testing.LocalSpark;

/** The columns and the persistence of a sealed model; its arithmetic is tested with the engine. */
class FederatedLogisticRegressionModelIT {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void saveAndLoad_keepsEveryByte(@TempDir Path folder) throws Exception {
    FederatedLogisticRegressionModel saved =
        model().setThreshold(0.3).setKeyStore("/keys").setRawPredictionCol("");
    saved.write().save(folder.resolve("m").toString());
    FederatedLogisticRegressionModel loaded =
        FederatedLogisticRegressionModel.load(folder.resolve("m").toString());
    assertThat(loaded.uid()).isEqualTo(saved.uid());
    assertThat(loaded.explainParams()).isEqualTo(saved.explainParams());
    assertThat(loaded.report()).isEqualTo(saved.report());
    SealedModel a = saved.sealedModel();
    SealedModel b = loaded.sealedModel();
    assertThat(b.ciphertexts()).hasSize(2);
    assertThat(b.ciphertexts().get(1)).isEqualTo(a.ciphertexts().get(1));
    assertThat(b.session()).isEqualTo(a.session());
    assertThat(b.attributes()).isEqualTo(a.attributes());
    assertThat(b.intercept()).isTrue();
    assertThat(b.standardization().mean()).isEqualTo(a.standardization().mean());
    assertThat(b.standardization().scale()).isEqualTo(a.standardization().scale());
    assertThat(b.standardization().clip()).isEqualTo(10);
  }

  @Test
  void load_otherStage_isRefused(@TempDir Path folder) throws Exception {
    new FederatedLogisticRegression().write().save(folder.resolve("e").toString());
    assertThatThrownBy(() -> FederatedLogisticRegressionModel.load(folder.resolve("e").toString()))
        .hasMessageContaining("FederatedLogisticRegression");
  }

  @Test
  void load_rowMissing_isRefused(@TempDir Path folder) throws Exception {
    String path = folder.resolve("m").toString();
    model().write().save(path);
    spark
        .createDataFrame(List.of(), ModelRow.SCHEMA)
        .write()
        .mode("overwrite")
        .parquet(path + "/data");
    assertThatThrownBy(() -> FederatedLogisticRegressionModel.load(path))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("cannot load the model");
  }

  @Test
  void transform_noRows_hasTheColumnsOnly() {
    Dataset<Row> result = model().transform(frame());
    assertThat(result.columns())
        .containsExactly("features", "rawPrediction", "probability", "prediction");
    assertThat(result.count()).isZero();
  }

  @Test
  void transform_unusableRow_isRefusedBeforeAnythingIsEncrypted() {
    assertThatThrownBy(() -> model().transform(frame(Vectors.dense(1, Double.NaN))))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("row 0");
    assertThatThrownBy(() -> model().transform(frame(Vectors.dense(1, 2), Vectors.dense(1))))
        .hasMessageContaining("row 1 has a wrong number of features, expected 2, got 1");
  }

  @Test
  void transform_publicKeyAlone_isRefusedBeforeRowsAreCollected() {
    FederatedLogisticRegressionModel apart =
        model().setQuerierKey("").setQuerierPublicKey("/k/querier.public");
    for (Dataset<Row> rows : List.of(frame(), frame(Vectors.dense(1, Double.NaN)))) {
      assertThatThrownBy(() -> apart.transform(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("public key alone, expected answers()");
    }
    assertThat(
            apart.copy(new ParamMap()).setQuerierKey("/k/querier.key").transform(frame()).count())
        .isZero();
    assertThatThrownBy(() -> model().answers(frame()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected querierPublicKey");
    assertThatThrownBy(() -> apart.answers(frame()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("there are no rows");
  }

  @Test
  void transformSchema_columnInTheWay_isRefused() {
    StructType schema = frame().schema().add("prediction", DataTypes.DoubleType);
    assertThatThrownBy(() -> model().transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot add column prediction");
  }

  @Test
  void outputColumns_margin_givesTheExactSigmoid() {
    List<Object> values = new OutputColumns("raw", "p", "y").values(2, 0.9);
    assertThat(values.get(0)).isEqualTo(Vectors.dense(-2, 2));
    assertThat(((Vector) values.get(1)).apply(1)).isCloseTo(0.880797078, within(1e-9));
    assertThat(values.get(2)).isEqualTo(0.0);
    assertThat(new OutputColumns("", "", "y").values(2, 0.5)).containsExactly(1.0);
  }

  @Test
  void save_keysOfThisProcessAlone_refusedAndLeavesNothing(@TempDir Path folder) {
    for (FederatedLogisticRegressionModel lost :
        List.of(model().setQuerierKey(""), model().setKeyStore(""))) {
      PipelineModel inner = new PipelineModel("inner", List.<Transformer>of(assembler(), lost));
      assertThatThrownBy(() -> lost.write().save(folder.resolve("m").toString()))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("cannot save the sealed model: its keys end with this process")
          .hasMessageContaining("expected querierKey, and keyStore or vault");
      for (MLWritable around :
          List.of(
              inner,
              new PipelineModel("outer", List.<Transformer>of(assembler(), inner)),
              new Pipeline("estimator").setStages(new PipelineStage[] {assembler(), lost}),
              search(inner))) {
        assertThatThrownBy(() -> around.write().save(folder.resolve("p").toString()))
            .as(around.toString())
            .isInstanceOf(KeyException.class)
            .hasMessageContaining("cannot save the sealed model");
        assertThat(folder).as(around.toString()).isEmptyDirectory();
      }
    }
  }

  /** Only what this save began goes: a folder with anything else in it is left as it is. */
  @Test
  void save_refusedBesideWhatOthersWrote_leavesThat(@TempDir Path folder) throws IOException {
    FederatedLogisticRegressionModel lost = model().setKeyStore("");
    VectorAssembler last = new VectorAssembler("uid1").setInputCols(new String[0]);
    PipelineModel whole = new PipelineModel("whole", List.<Transformer>of(assembler(), last));
    whole.write().save(folder.resolve("whole").toString());
    whole.write().save(folder.resolve("noted").toString());
    whole.write().save(folder.resolve("longer").toString());
    Files.writeString(folder.resolve("noted/notes"), "theirs");
    Files.move(folder.resolve("noted/stages/1_uid1"), folder.resolve("aside"));
    Files.move(folder.resolve("longer/stages/1_uid1"), folder.resolve("longer/stages/2_theirs"));

    for (String place :
        List.of(
            "whole/stages/2_uid1",
            "noted/stages/1_uid1",
            "longer/stages/1_uid1",
            "whole/bestModel",
            "bestModel")) {
      assertThatThrownBy(() -> lost.write().save(folder.resolve(place).toString()))
          .as(place)
          .isInstanceOf(KeyException.class);
    }

    assertThat(PipelineModel.load(folder.resolve("whole").toString()).stages()).hasSize(2);
    assertThat(folder.resolve("noted/notes")).exists();
    assertThat(folder.resolve("longer/stages/2_theirs")).exists();
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler("assembler").setInputCols(new String[] {"a"}).setOutputCol("f");
  }

  /** The best that a search found. */
  private static CrossValidatorModel search(PipelineModel best) {
    CrossValidatorModel search = new CrossValidatorModel("search", best, new double[] {1});
    search.set(search.estimator(), new Pipeline("p").setStages(new PipelineStage[0]));
    search.set(search.evaluator(), new BinaryClassificationEvaluator("e"));
    search.set(search.estimatorParamMaps(), new ParamMap[] {ParamMap.empty()});
    return search;
  }

  @Test
  void sealedModel_ofTheEmptyConstructor_isRefused() {
    assertThatThrownBy(() -> new FederatedLogisticRegressionModel().sealedModel())
        .isInstanceOf(IllegalStateException.class);
  }

  private static FederatedLogisticRegressionModel model() {
    Random random = new Random(5);
    byte[] first = new byte[1000];
    byte[] second = new byte[100_000];
    random.nextBytes(first);
    random.nextBytes(second);
    SealedModel sealed =
        new SealedModel(
            2,
            true,
            Standardization.of(new double[] {1, 2}, new double[] {3, 4}, 10),
            List.of(first, second),
            new byte[] {1, 2, 3},
            Map.of("layout", "columns"));
    return new FederatedLogisticRegressionModel(
            "uid1", Learnt.sealed(sealed, FitReport.builder("t", "encrypted").sealed(true).build()))
        .setQuerierKey("querier.key")
        .setKeyStore("stores");
  }

  private static Dataset<Row> frame(Vector... rows) {
    StructType schema = new StructType().add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(
        Arrays.stream(rows).map(x -> RowFactory.create(x)).toList(), schema);
  }
}
