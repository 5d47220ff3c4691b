package parley.fl.classification;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.multinomial.MultinomialResult;

/**
 * A model of several classes: coefficients that add up to 0 over the classes, as Spark's do.
 * Immutable but for callers that write to the arrays.
 *
 * @param coefficients by class, each one a feature
 * @param intercepts one a class
 * @param summary each class against the first
 */
record ClassWeights(double[][] coefficients, double[] intercepts, MultinomialResult summary) {
  /**
   * From contrasts with the first class.
   *
   * @param features in the coefficients' order
   */
  static ClassWeights of(MultinomialResult result, List<String> features) {
    List<MultinomialResult.Level> levels = result.levels();
    double[][] coefficients = new double[levels.size() + 1][features.size()];
    for (int j = 0; j < features.size(); j++) {
      double[] values = centred(levels, features.get(j));
      for (int k = 0; k < values.length; k++) {
        coefficients[k][j] = values[k];
      }
    }
    return new ClassWeights(coefficients, centred(levels, Coefficient.INTERCEPT), result);
  }

  private static double[] centred(List<MultinomialResult.Level> levels, String term) {
    double[] values = new double[levels.size() + 1];
    for (int k = 1; k < values.length; k++) {
      values[k] =
          levels.get(k - 1).coefficients().stream()
              .filter(c -> c.term().equals(term))
              .mapToDouble(Coefficient::estimate)
              .sum();
    }
    double mean = IntStream.range(0, values.length).mapToDouble(k -> values[k]).sum();
    mean /= values.length;
    for (int k = 0; k < values.length; k++) {
      values[k] -= mean;
    }
    return values;
  }

  int features() {
    return coefficients[0].length;
  }

  int classes() {
    return intercepts.length;
  }

  /** Classes by features. */
  Matrix matrix() {
    double[] values = new double[classes() * features()];
    for (int k = 0; k < classes(); k++) {
      System.arraycopy(coefficients[k], 0, values, k * features(), features());
    }
    return new DenseMatrix(classes(), features(), values, true);
  }

  Vector vector() {
    return Vectors.dense(intercepts.clone());
  }
}
