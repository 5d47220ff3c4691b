package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.fl.activation.Activation;

/**
 * The rows that one provider trains on, in clear, in the order in which they come into batches:
 * they never leave it. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class NetworkRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int features;
  private final double[] values;
  private final double[] labels;
  private final double[] factors;

  private NetworkRows(int features, double[] values, double[] labels, double[] factors) {
    this.features = features;
    this.values = values;
    this.labels = labels;
    this.factors = factors;
  }

  /**
   * Rows in the order that they have: {@link RowOrder} gives one.
   *
   * @param columns of each feature, as it is trained on, the values of all rows
   * @param labels a class from 0, or a number for a network of one
   * @param factors what a row's error is multiplied with; empty if all count the same
   */
  public static NetworkRows of(double[][] columns, double[] labels, double[] factors) {
    int features = columns.length;
    double[] values = new double[features * labels.length];
    for (int r = 0; r < labels.length; r++) {
      for (int j = 0; j < features; j++) {
        values[r * features + j] = columns[j][r];
      }
    }
    return new NetworkRows(features, values, labels.clone(), factors.clone());
  }

  public int rows() {
    return labels.length;
  }

  public int features() {
    return features;
  }

  /** A feature of a row. */
  public double value(int row, int feature) {
    return values[row * features + feature];
  }

  /** A row's label. */
  public double label(int row) {
    return labels[row];
  }

  /** What a row's error is multiplied with; 1 unless given. */
  public double factor(int row) {
    return factors.length == 0 ? 1 : factors[row];
  }

  /**
   * What a batch contributes at these weights: the next rows from one on, and the first again after
   * the last.
   *
   * @param outputs what an output becomes before its label is subtracted
   * @param first the number of its first row, below {@link #rows}; 0 of no rows
   * @param count how many rows, at most {@link #rows}
   */
  public BatchSums sums(
      NetworkWeights weights,
      QuadraticActivation activation,
      Activation outputs,
      int first,
      int count) {
    NetworkShape shape = weights.shape();
    NetworkPass pass = new NetworkPass(weights, activation);
    double[] gradient = new double[shape.weights()];
    double[] largest = new double[shape.layers()];
    double squares = 0;
    for (int i = 0; i < count; i++) {
      int r = (first + i) % labels.length;
      double[] margins = pass.forward(values, r * features);
      double[] errors = pass.outputErrors();
      for (int k = 0; k < errors.length; k++) {
        double error = outputs.evaluate(margins[k]) - shape.head().target(labels[r], k);
        squares += error * error;
        errors[k] = error * factor(r);
      }
      pass.backward(values, r * features, gradient);
      for (int layer = 0; layer < largest.length; layer++) {
        largest[layer] = Math.max(largest[layer], largest(pass.before(layer)));
      }
    }
    return new BatchSums(gradient, squares, count, largest);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
