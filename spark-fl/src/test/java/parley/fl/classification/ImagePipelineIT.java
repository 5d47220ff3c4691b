package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.feature.ImageFeatures;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** Handwritten digits through Spark's own pipelines: a map of pixels, and a network behind it. */
class ImagePipelineIT {
  private static final StructType SCHEMA =
      new StructType()
          .add("provider", DataTypes.StringType)
          .add("pixels", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void readRows() {
    List<String> lines = PublicData.lines("digits.csv");
    List<Row> learnt = new ArrayList<>();
    List<Row> others = new ArrayList<>();
    for (int r = 0; r < 600; r++) {
      double[] cells =
          Arrays.stream(lines.get(r + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
      Vector pixels = Vectors.dense(Arrays.copyOf(cells, 64));
      (r % 3 == 0 ? others : learnt).add(RowFactory.create("p" + r / 3 % 3, pixels, cells[64]));
    }
    train = LocalSpark.session().createDataFrame(learnt, SCHEMA).cache();
    test = LocalSpark.session().createDataFrame(others, SCHEMA).cache();
  }

  @AfterAll
  static void stop() throws IOException {
    LocalSpark.session().close();
  }

  private static FederatedMultilayerPerceptron network() {
    return new FederatedMultilayerPerceptron()
        .setProtection("plain")
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {16})
        .setMaxIter(40);
  }

  private static Pipeline pipeline(FederatedMultilayerPerceptron network) {
    ImageFeatures features =
        new ImageFeatures()
            .setInputCol("pixels")
            .setOutputCol("features")
            .setMap("cosine:30")
            .setImageShape("8x8")
            .setPixelRange(new double[] {0, 16});
    return new Pipeline().setStages(new PipelineStage[] {features, network});
  }

  private static List<Vector> answers(PipelineModel model) {
    return model.transform(test).select("probability").collectAsList().stream()
        .map(row -> row.<Vector>getAs(0))
        .toList();
  }

  private static double accuracy(PipelineModel model) {
    return evaluator().evaluate(model.transform(test));
  }

  private static MulticlassClassificationEvaluator evaluator() {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy");
  }

  @Test
  void pipeline_fittedSavedAndLoaded_answersAsBefore(@TempDir Path folder) throws IOException {
    Pipeline pipeline = pipeline(network());
    pipeline.write().save(folder.resolve("pipeline").toString());

    PipelineModel model = Pipeline.load(folder.resolve("pipeline").toString()).fit(train);

    assertThat(accuracy(model)).isGreaterThan(.8);
    model.write().save(folder.resolve("model").toString());
    PipelineModel loaded = PipelineModel.load(folder.resolve("model").toString());
    assertThat(answers(loaded)).isEqualTo(answers(model));
    assertThat(answers(pipeline.fit(train))).isEqualTo(answers(model));
    FederatedMultilayerPerceptronModel last =
        (FederatedMultilayerPerceptronModel) loaded.stages()[1];
    assertThat(last.layers()).containsExactly(30, 16, 10);
  }

  @Test
  void crossValidator_overIterations_findsTheLongerTraining() {
    FederatedMultilayerPerceptron network = network();
    ParamMap[] grid = new ParamGridBuilder().addGrid(network.maxIter(), new int[] {2, 40}).build();

    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(pipeline(network))
            .setEvaluator(evaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(3)
            .fit(train);

    assertThat(best.avgMetrics()[1]).isGreaterThan(best.avgMetrics()[0] + .1).isGreaterThan(.75);
    PipelineModel model = (PipelineModel) best.bestModel();
    assertThat(((FederatedMultilayerPerceptronModel) model.stages()[1]).report().iterations())
        .isEqualTo(40);
    assertThat(accuracy(model)).isEqualTo(accuracy(pipeline(network()).fit(train)));
  }
}
