package parley.robust.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.NaiveBayes;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.testing.LocalSpark;

/** Views against Spark's own rawPrediction and prediction, and gradients against differences. */
class ModelViewsIT {
  private static final int ROWS = 70;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("binary logistic", logistic()),
        Arguments.of("binary logistic, threshold .8", logistic().setThreshold(0.8)),
        Arguments.of("multinomial logistic", multinomial()),
        Arguments.of(
            "multinomial logistic, thresholds",
            multinomial().setThresholds(new double[] {0.1, 0.5, 0.9})),
        Arguments.of("support vector machine", svc()),
        Arguments.of("support vector machine, threshold .7", svc().setThreshold(0.7)),
        Arguments.of("perceptron 5-3", perceptron(5, 3)),
        Arguments.of("perceptron 5-30-4", perceptron(5, 30, 4)),
        Arguments.of("perceptron 27-6-26-3", perceptron(27, 6, 26, 3)),
        Arguments.of(
            "perceptron, thresholds",
            perceptron(5, 4, 3).setThresholds(new double[] {0.9, 0.05, 0.05})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void scoresAndLabels_equalTheColumnsOfTheModel(
      String name, ClassificationModel<Vector, ?> model) {
    double[] rows = random(ROWS * model.numFeatures(), 1);
    Scorer scorer = ModelViews.of(model).scorer();
    double[] scores = new double[ROWS * model.numClasses()];
    int[] labels = new int[ROWS];
    scorer.scores(rows, ROWS, scores);
    scorer.labels(rows, ROWS, labels);
    List<Row> input = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      input.add(RowFactory.create(row(rows, i, model.numFeatures())));
    }
    StructType schema = new StructType().add("features", SQLDataTypes.VectorType());
    List<Row> output = model.transform(spark.createDataFrame(input, schema)).collectAsList();
    for (int i = 0; i < ROWS; i++) {
      double[] raw = output.get(i).<Vector>getAs("rawPrediction").toArray();
      for (int k = 0; k < raw.length; k++) {
        assertThat(scores[i * raw.length + k]).isCloseTo(raw[k], within(1e-12));
      }
      assertThat((double) labels[i]).isEqualTo(output.get(i).<Double>getAs("prediction"));
    }
    assertThat(Arrays.stream(labels).distinct().count()).isGreaterThan(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void lossGradients_equalDifferences(String name, ClassificationModel<Vector, ?> model) {
    GradientScorer scorer = ModelViews.differentiable(model).scorer();
    int d = model.numFeatures();
    double[] rows = random(ROWS * d, 2);
    int[] labels = labels(model.numClasses());
    double[] losses = new double[ROWS];
    int[] predictions = new int[ROWS];
    double[] gradients = new double[ROWS * d];
    scorer.lossGradients(rows, ROWS, labels, losses, predictions, gradients);
    double[] again = new double[ROWS];
    int[] expected = new int[ROWS];
    scorer.losses(rows, ROWS, labels, again, expected);
    assertThat(losses).isEqualTo(again);
    assertThat(predictions).isEqualTo(expected);
    scorer.labels(rows, ROWS, expected);
    assertThat(predictions).isEqualTo(expected);
    double h = 1e-5;
    for (int j = 0; j < d; j++) {
      double[] up = rows.clone();
      double[] down = rows.clone();
      for (int i = 0; i < ROWS; i++) {
        up[i * d + j] += h;
        down[i * d + j] -= h;
      }
      double[] above = new double[ROWS];
      double[] below = new double[ROWS];
      scorer.losses(up, ROWS, labels, above, predictions);
      scorer.losses(down, ROWS, labels, below, predictions);
      for (int i = 0; i < ROWS; i++) {
        assertThat(gradients[i * d + j]).isCloseTo((above[i] - below[i]) / (2 * h), within(1e-8));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void scoreGradients_equalDifferences(String name, ClassificationModel<Vector, ?> model) {
    GradientScorer scorer = ModelViews.differentiable(model).scorer();
    int d = model.numFeatures();
    int classes = model.numClasses();
    double[] rows = random(ROWS * d, 3);
    double[] weights = random(ROWS * classes, 4);
    double[] gradients = new double[ROWS * d];
    scorer.scoreGradients(rows, ROWS, weights, gradients);
    double h = 1e-5;
    double[] moved = rows.clone();
    double[] scores = new double[ROWS * classes];
    for (int i = 0; i < ROWS; i += 7) {
      for (int j = 0; j < d; j++) {
        double slope = 0;
        for (double sign : new double[] {1, -1}) {
          moved[i * d + j] = rows[i * d + j] + sign * h;
          scorer.scores(moved, ROWS, scores);
          for (int k = 0; k < classes; k++) {
            slope += sign * weights[i * classes + k] * scores[i * classes + k] / (2 * h);
          }
        }
        moved[i * d + j] = rows[i * d + j];
        assertThat(gradients[i * d + j]).isCloseTo(slope, within(1e-8));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void aRow_givesTheSameBitsInAnyBatch(String name, ClassificationModel<Vector, ?> model) {
    GradientScorer scorer = ModelViews.differentiable(model).scorer();
    int d = model.numFeatures();
    double[] rows = random(ROWS * d, 5);
    int[] labels = labels(model.numClasses());
    double[] losses = new double[ROWS];
    int[] predictions = new int[ROWS];
    double[] gradients = new double[ROWS * d];
    scorer.lossGradients(rows, ROWS, labels, losses, predictions, gradients);
    double[] loss = new double[1];
    double[] gradient = new double[d];
    for (int i = 0; i < ROWS; i++) {
      double[] alone = Arrays.copyOfRange(rows, i * d, (i + 1) * d);
      scorer.lossGradients(alone, 1, new int[] {labels[i]}, loss, predictions, gradient);
      assertThat(loss[0]).isEqualTo(losses[i]);
      assertThat(gradient).isEqualTo(Arrays.copyOfRange(gradients, i * d, (i + 1) * d));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void aView_survivesSerialisation(String name, ClassificationModel<Vector, ?> model)
      throws Exception {
    ModelView view = ModelViews.of(model);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(view);
    }
    ModelView read =
        (ModelView)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    double[] rows = random(ROWS * model.numFeatures(), 6);
    double[] before = new double[ROWS * model.numClasses()];
    double[] after = new double[ROWS * model.numClasses()];
    view.scorer().scores(rows, ROWS, before);
    read.scorer().scores(rows, ROWS, after);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void pairWeights_giveTheDifferencesOfScores() {
    for (ClassificationModel<Vector, ?> model :
        Stream.of(multinomial(), logistic(), svc().setThreshold(0)).toList()) {
      LinearView view = ModelViews.linear(model);
      int d = view.numFeatures();
      double[] rows = random(ROWS * d, 7);
      double[] scores = new double[ROWS * view.numClasses()];
      view.scorer().scores(rows, ROWS, scores);
      double[] weights = new double[d];
      view.pairWeights(1, 0, weights);
      double scale = view.numClasses() == 2 ? 0.5 : 1;
      for (int i = 0; i < ROWS; i++) {
        double margin = Kernels.dot(rows, i * d, weights, 0, d) + view.pairIntercept(1, 0);
        int at = i * view.numClasses();
        assertThat(margin).isCloseTo(scale * (scores[at] - scores[at + 1]), within(1e-12));
      }
    }
  }

  @Test
  void aSureModel_stillTellsWhichWayIsUp() {
    double[] weights = {100, 0, 0, 100, 0, 0};
    GradientScorer scorer = Perceptron.of(new int[] {2, 2}, weights).scorer();
    double[] gradients = new double[2];
    scorer.lossGradients(
        new double[] {1, 0}, 1, new int[] {0}, new double[1], new int[1], gradients);
    assertThat(gradients[0]).isNegative().isGreaterThan(-1e-40);
    assertThat(gradients[1]).isPositive();
  }

  @Test
  void blackBox_answersAsTheModelDoes() {
    ReferenceData digits = ReferenceData.digits();
    int[] some = Arrays.copyOf(digits.all(), ROWS);
    ClassificationModel<Vector, ?> bayes =
        new NaiveBayes()
            .fit(SparkForTests.frame(spark, digits, some))
            .setThresholds(new double[] {.01, .9, .9, .9, .9, .9, .9, .9, .9, .9});
    ModelView view = ModelViews.of(bayes);
    assertThat(view).isNotInstanceOf(DifferentiableView.class);
    double[] rows = new double[ROWS * 64];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(digits.row(i), 0, rows, i * 64, 64);
    }
    double[] scores = new double[ROWS * 10];
    int[] labels = new int[ROWS];
    view.scorer().scores(rows, ROWS, scores);
    view.scorer().labels(rows, ROWS, labels);
    List<Row> expected = bayes.transform(SparkForTests.frame(spark, digits, some)).collectAsList();
    for (int i = 0; i < ROWS; i++) {
      Vector x = Vectors.dense(digits.row(i));
      assertThat(Arrays.copyOfRange(scores, i * 10, i * 10 + 10))
          .isEqualTo(bayes.predictRaw(x).toArray());
      assertThat((double) labels[i]).isEqualTo(expected.get(i).<Double>getAs("prediction"));
    }
    assertThatThrownBy(() -> ModelViews.differentiable(bayes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot take gradients")
        .hasMessageContaining("got NaiveBayesModel");
  }

  @Test
  void of_notAClassifier_isRefused() {
    StandardScalerModel scaler = new StandardScalerModel("s", Vectors.dense(1), Vectors.dense(0));
    assertThatThrownBy(() -> ModelViews.of(scaler))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a ClassificationModel, got StandardScalerModel");
  }

  @Test
  void linear_ofAPerceptron_isRefused() {
    assertThatThrownBy(() -> ModelViews.linear(perceptron(5, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the model is not linear");
  }

  private static LogisticRegressionModel logistic() {
    return new LogisticRegressionModel("lr", Vectors.dense(random(5, 11)), 0.3);
  }

  private static LogisticRegressionModel multinomial() {
    return new LogisticRegressionModel(
        "lr", new DenseMatrix(3, 5, random(15, 12)), Vectors.dense(random(3, 13)), 3, true);
  }

  private static LinearSVCModel svc() {
    return new LinearSVCModel("svc", Vectors.dense(random(5, 14)), -0.2);
  }

  private static MultilayerPerceptronClassificationModel perceptron(int... layers) {
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassificationModel(
            "mlp", Vectors.dense(random(Perceptron.numWeights(layers), 16)));
    model.set(model.layers(), layers);
    return model;
  }

  private static int[] labels(int classes) {
    int[] labels = new int[ROWS];
    Arrays.setAll(labels, i -> i % classes);
    return labels;
  }

  private static Vector row(double[] rows, int i, int d) {
    return Vectors.dense(Arrays.copyOfRange(rows, i * d, (i + 1) * d));
  }

  private static double[] random(int length, long seed) {
    return new Random(seed).doubles(length, -1.5, 1.5).toArray();
  }
}
