package parley.robust.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import parley.robust.SparkForTests;

/** Models with given weights, and rows from 0 to 1 that they label, some of them wrongly. */
final class AttackFixtures {
  static final int FEATURES = 6;
  static final int ROWS = 300;

  private AttackFixtures() {}

  static LogisticRegressionModel logistic() {
    double[] w = random(FEATURES, 1, 4);
    return new LogisticRegressionModel("lr", Vectors.dense(w), -0.5 * sum(w, 0, 1, FEATURES));
  }

  static LinearSVCModel svc() {
    double[] w = random(FEATURES, 2, 4);
    return new LinearSVCModel("svc", Vectors.dense(w), -0.5 * sum(w, 0, 1, FEATURES));
  }

  static LogisticRegressionModel multinomial() {
    double[] w = random(3 * FEATURES, 3, 4);
    double[] b = new double[3];
    for (int k = 0; k < 3; k++) {
      b[k] = -0.5 * sum(w, k, 3, FEATURES);
    }
    return new LogisticRegressionModel(
        "mlr", new DenseMatrix(3, FEATURES, w), Vectors.dense(b), 3, true);
  }

  /** In the middle of the rows every hidden unit gives 1/2 and every score is 0. */
  static MultilayerPerceptronClassificationModel perceptron() {
    int hidden = 8;
    int classes = 3;
    double[] weights = random((FEATURES + 1) * hidden + (hidden + 1) * classes, 9, 6);
    for (int h = 0; h < hidden; h++) {
      weights[FEATURES * hidden + h] = -0.5 * sum(weights, h, hidden, FEATURES);
    }
    int second = (FEATURES + 1) * hidden;
    for (int k = 0; k < classes; k++) {
      weights[second + hidden * classes + k] = -0.5 * sum(weights, second + k, classes, hidden);
    }
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassificationModel("mlp", Vectors.dense(weights));
    model.set(model.layers(), new int[] {FEATURES, hidden, classes});
    return model;
  }

  private static double sum(double[] values, int from, int stride, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[from + i * stride];
    }
    return sum;
  }

  /** Rows with the model's own labels, but for one in ten. */
  static Dataset<Row> rows(SparkSession spark, ClassificationModel<Vector, ?> teacher) {
    Random random = new Random(5);
    int classes = teacher.numClasses();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Vector x = Vectors.dense(random.doubles(FEATURES).toArray());
      double label = (teacher.predict(x) + (i % 10 == 9 ? 1 : 0)) % classes;
      rows.add(RowFactory.create((long) i, x, label, (i + 1) % classes));
    }
    return spark
        .createDataFrame(rows, SparkForTests.SCHEMA.add("wanted", DataTypes.IntegerType))
        .coalesce(1);
  }

  private static double[] random(int length, long seed, double largest) {
    return new Random(seed).doubles(length, -largest, largest).toArray();
  }
}
