package parley.robust.defence.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.robust.attack.ProjectedGradientDescent;
import parley.robust.defence.AdversarialTrainer;
import parley.testing.LocalSpark;

/** Training by steps on digits; robustness is measured by PGD with 100 steps and 10 restarts. */
class StepTrainingIT {
  private static final double EPSILON = 0.1;
  private static SparkSession spark;
  private static ReferenceData digits;
  private static Dataset<Row> train;
  private static Dataset<Row> test;
  private static double plainRobust;

  @BeforeAll
  static void start() {
    digits = ReferenceData.digits().dividedBy(16);
    spark = LocalSpark.session();
    train = SparkForTests.frame(spark, digits, digits.select(false)).coalesce(1).cache();
    test = SparkForTests.frame(spark, digits, digits.select(true)).coalesce(1).cache();
    Model<?> plain = (Model<?>) mlp("none").fit(train);
    assertThat(clean(plain)).isGreaterThan(.93);
    plainRobust = robust(plain);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({"pgd", "fgsm", "trades"})
  void perceptron_trainedAgainstAttacks_holdsOutBetter(String method) {
    Model<?> model = (Model<?>) mlp(method).fit(train);
    assertThat(model).isInstanceOf(MultilayerPerceptronClassificationModel.class);
    assertThat(clean(model)).isGreaterThan(.88);
    assertThat(robust(model)).isGreaterThan(plainRobust + .15);
  }

  @Test
  void logistic_plainBySteps_comesNearTheMinimum() {
    AdversarialTrainer trainer =
        new AdversarialTrainer()
            .setMethod("none")
            .setIdCol("id")
            .setRegParam(.01)
            .setLanes(2)
            .setEpochs(30)
            .setLearningRate(.05)
            .setBatchSize(300);
    LogisticRegressionModel model = (LogisticRegressionModel) trainer.fit(train);
    LogisticRegressionModel exact =
        new LogisticRegression()
            .setRegParam(.01)
            .setStandardization(false)
            .setMaxIter(400)
            .setTol(1e-9)
            .fit(train);
    assertThat(model.numClasses()).isEqualTo(10);
    assertThat(loss(model)).isCloseTo(loss(exact), within(.01));
  }

  @ParameterizedTest
  @CsvSource({"pgd", "trades"})
  void weights_atAnyPartitioning_areEqualToTheBit(String method) {
    AdversarialTrainer trainer =
        mlp(method).setEpochs(1).setBatchSize(800).setAttackIterations(2).setLanes(3);
    Dataset<Row> some = train.where(col("id").lt(400));
    MultilayerPerceptronClassificationModel one =
        (MultilayerPerceptronClassificationModel) trainer.fit(some);
    for (int partitions : new int[] {4, 200}) {
      Dataset<Row> dealt = some.repartition(partitions);
      assertThat(((MultilayerPerceptronClassificationModel) trainer.fit(dealt)).weights())
          .isEqualTo(one.weights());
    }
    assertThat(((MultilayerPerceptronClassificationModel) trainer.setSeed(2).fit(some)).weights())
        .isNotEqualTo(one.weights());
  }

  @Test
  void tradesBeta_tradesCleanForRobustAccuracy() {
    Model<?> careless = (Model<?>) logistic(.01).fit(train);
    Model<?> careful = (Model<?>) logistic(20).fit(train);
    assertThat(robust(careful)).isGreaterThan(robust(careless) + .02);
  }

  @Test
  void trainerAndModel_surviveSavingInAPipeline(@TempDir Path folder) throws Exception {
    AdversarialTrainer trainer =
        mlp("fgsm").setEpochs(1).setBatchSize(2000).setOptimizer("sgd").setLanes(2);
    String path = folder.resolve("trainer").toString();
    trainer.save(path);
    AdversarialTrainer loaded = AdversarialTrainer.load(path);
    assertThat(loaded.getOrDefault(loaded.layers())).containsExactly(64, 32, 10);
    assertThat(loaded.getOrDefault(loaded.optimizer())).isEqualTo("sgd");
    PipelineModel fitted = new Pipeline().setStages(new PipelineStage[] {loaded}).fit(train);
    fitted.save(folder.resolve("model").toString());
    PipelineModel again = PipelineModel.load(folder.resolve("model").toString());
    assertThat(again.transform(test).select("prediction", "id").collectAsList())
        .isEqualTo(trainer.fit(train).transform(test).select("prediction", "id").collectAsList());
  }

  private static AdversarialTrainer mlp(String method) {
    AdversarialTrainer trainer =
        new AdversarialTrainer()
            .setModelType("mlp")
            .setLayers(64, 32, 10)
            .setMethod(method)
            .setIdCol("id")
            .setEpochs(15)
            .setBatchSize(200)
            .setLearningRate(.03)
            .setAttackIterations(5)
            .setLanes(2)
            .setSeed(1);
    return method.equals("none") ? trainer : trainer.setPerturbationEpsilon(EPSILON).setClip(0, 1);
  }

  private static AdversarialTrainer logistic(double beta) {
    return new AdversarialTrainer()
        .setMethod("trades")
        .setTradesBeta(beta)
        .setIdCol("id")
        .setEpochs(10)
        .setBatchSize(300)
        .setLearningRate(.05)
        .setAttackIterations(5)
        .setLanes(2)
        .setPerturbationEpsilon(EPSILON)
        .setClip(0, 1);
  }

  private static double clean(Model<?> model) {
    return model
        .transform(test)
        .agg(avg(col("prediction").equalTo(col("label")).cast("double")))
        .first()
        .getDouble(0);
  }

  private static double robust(Model<?> model) {
    ProjectedGradientDescent attack =
        new ProjectedGradientDescent()
            .setModel(model)
            .setIdCol("id")
            .setPerturbationEpsilon(EPSILON)
            .setAttackStep(EPSILON / 10)
            .setAttackIterations(100)
            .setRestarts(10)
            .setClip(0, 1);
    return 1 - attack.transform(test).agg(avg(col("success").cast("double"))).first().getDouble(0);
  }

  private static double loss(LogisticRegressionModel model) {
    double sum = 0;
    for (double w : model.coefficientMatrix().toArray()) {
      sum += .005 * w * w;
    }
    int[] rows = digits.select(false);
    for (int i : rows) {
      double[] p = model.predictProbability(Vectors.dense(digits.row(i))).toArray();
      sum -= Math.log(p[(int) digits.label(i)]) / rows.length;
    }
    return sum;
  }
}
