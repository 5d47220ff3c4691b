package parley.fl.network;

import java.util.Arrays;

/**
 * Takes rows through a network and back, one at a time, in arrays that it keeps. Not safe for use
 * by several threads.
 */
final class NetworkPass {
  private final NetworkShape shape;
  private final double[] weights;
  private final QuadraticActivation activation;
  private final int layers;
  private final double[][] before;
  private final double[][] after;
  private final double[][] errors;

  NetworkPass(NetworkWeights weights, QuadraticActivation activation) {
    this.shape = weights.shape();
    this.weights = weights.values();
    this.activation = activation;
    layers = shape.layers();
    before = new double[layers][];
    after = new double[layers][];
    errors = new double[layers][];
    for (int i = 0; i < layers; i++) {
      before[i] = new double[shape.outputs(i)];
      after[i] = new double[shape.outputs(i)];
      errors[i] = new double[shape.outputs(i)];
    }
  }

  /** The outputs for one row: the array itself, valid until the next. */
  double[] forward(double[] rows, int from) {
    double[] in = rows;
    int at = from;
    for (int i = 0; i < layers; i++) {
      double[] u = before[i];
      int inputs = shape.inputs(i);
      int outputs = u.length;
      int offset = shape.offset(i);
      System.arraycopy(weights, offset + inputs * outputs, u, 0, outputs);
      for (int j = 0; j < inputs; j++) {
        double x = in[at + j];
        int row = offset + j * outputs;
        for (int k = 0; k < outputs; k++) {
          u[k] += x * weights[row + k];
        }
      }
      if (i < layers - 1) {
        for (int k = 0; k < outputs; k++) {
          after[i][k] = activation.value(u[k]);
        }
      }
      in = after[i];
      at = 0;
    }
    return before[layers - 1];
  }

  /** The values before a layer's activation, of the last row: the array itself. */
  double[] before(int layer) {
    return before[layer];
  }

  /** What comes out of a hidden layer, of the last row: the array itself. */
  double[] after(int layer) {
    return after[layer];
  }

  /**
   * How a small change before a layer's activation moves all that follows, of the last row.
   *
   * @param moved a layer's change each; those behind the first are written
   */
  void changed(int layer, double[][] moved) {
    for (int i = layer; i < layers - 1; i++) {
      double[] next = moved[i + 1];
      int row = shape.offset(i + 1);
      Arrays.fill(next, 0);
      for (int j = 0; j < moved[i].length; j++) {
        double x = moved[i][j] * activation.slope(before[i][j]);
        for (int k = 0; k < next.length; k++) {
          next[k] += x * weights[row + k];
        }
        row += next.length;
      }
    }
  }

  /** The errors before a layer's activation for errors of the outputs, of the last row. */
  double[] backTo(int layer, double[] outputErrors) {
    System.arraycopy(outputErrors, 0, errors[layers - 1], 0, outputErrors.length);
    for (int i = layers - 1; i > layer; i--) {
      passBack(errors[i], shape.offset(i), before[i - 1], errors[i - 1]);
    }
    return errors[layer];
  }

  /** Where the errors of the last row's outputs go before {@link #backward}. */
  double[] outputErrors() {
    return errors[layers - 1];
  }

  /** Adds the last row's gradient, for the errors of its outputs. */
  void backward(double[] rows, int from, double[] gradient) {
    for (int i = layers - 1; i >= 0; i--) {
      double[] e = errors[i];
      int inputs = shape.inputs(i);
      int outputs = e.length;
      int offset = shape.offset(i);
      double[] in = i == 0 ? rows : after[i - 1];
      int at = i == 0 ? from : 0;
      for (int j = 0; j < inputs; j++) {
        double x = in[at + j];
        int row = offset + j * outputs;
        for (int k = 0; k < outputs; k++) {
          gradient[row + k] += x * e[k];
        }
      }
      int bias = offset + inputs * outputs;
      for (int k = 0; k < outputs; k++) {
        gradient[bias + k] += e[k];
      }
      if (i > 0) {
        passBack(e, offset, before[i - 1], errors[i - 1]);
      }
    }
  }

  private void passBack(double[] e, int offset, double[] u, double[] back) {
    for (int j = 0; j < back.length; j++) {
      int row = offset + j * e.length;
      double sum = 0;
      for (int k = 0; k < e.length; k++) {
        sum += weights[row + k] * e[k];
      }
      back[j] = sum * activation.slope(u[j]);
    }
  }
}
