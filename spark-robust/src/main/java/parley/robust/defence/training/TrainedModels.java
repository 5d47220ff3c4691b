package parley.robust.defence.training;

import java.util.Arrays;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vectors;

/** Makes Spark's own models of trained weights; the only place that calls their constructors. */
public final class TrainedModels {
  private TrainedModels() {}

  /** Binary logistic regression. */
  public static LogisticRegressionModel logistic(String uid, double[] weights, double intercept) {
    return new LogisticRegressionModel(uid, Vectors.dense(weights), intercept);
  }

  /** Logistic regression from a perceptron of one layer. */
  public static LogisticRegressionModel logistic(
      String uid, int features, int classes, double[] layer) {
    int size = features * classes;
    if (classes == 2) {
      double[] weights = new double[features];
      for (int j = 0; j < features; j++) {
        weights[j] = layer[2 * j + 1] - layer[2 * j];
      }
      return logistic(uid, weights, layer[size + 1] - layer[size]);
    }
    return new LogisticRegressionModel(
        uid,
        new DenseMatrix(classes, features, Arrays.copyOf(layer, size)),
        Vectors.dense(Arrays.copyOfRange(layer, size, size + classes)),
        classes,
        true);
  }

  /** A perceptron. */
  public static MultilayerPerceptronClassificationModel perceptron(
      String uid, int[] layers, double[] weights) {
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassificationModel(uid, Vectors.dense(weights));
    model.set(model.layers(), layers);
    return model;
  }
}
