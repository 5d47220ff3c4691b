package parley.robust.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
    return new LogisticRegressionModel("lr", Vectors.dense(random(FEATURES, 1, 4)), 0.2);
  }

  static LinearSVCModel svc() {
    return new LinearSVCModel("svc", Vectors.dense(random(FEATURES, 2, 4)), 0.1);
  }

  static LogisticRegressionModel multinomial() {
    return new LogisticRegressionModel(
        "mlr",
        new DenseMatrix(3, FEATURES, random(3 * FEATURES, 3, 4)),
        Vectors.dense(0.5, -0.5, 0),
        3,
        true);
  }

  static MultilayerPerceptronClassificationModel perceptron() {
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassificationModel(
            "mlp", Vectors.dense(random((FEATURES + 1) * 8 + 9 * 3, 9, 3)));
    model.set(model.layers(), new int[] {FEATURES, 8, 3});
    return model;
  }

  /** Rows with labels 0 and 1: the model's own, but for one in ten. */
  static Dataset<Row> rows(SparkSession spark) {
    LogisticRegressionModel teacher = logistic();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Vector x = Vectors.dense(unit(i));
      double label = i % 10 == 9 ? 1 - teacher.predict(x) : teacher.predict(x);
      rows.add(RowFactory.create((long) i, x, label, (i + 1) % 3));
    }
    return spark.createDataFrame(rows, SparkForTests.SCHEMA.add("wanted", DataTypes.IntegerType));
  }

  private static double[] unit(int seed) {
    return new Random(1000 + seed).doubles(FEATURES).toArray();
  }

  private static double[] random(int length, long seed, double largest) {
    return new Random(seed).doubles(length, -largest, largest).toArray();
  }
}
