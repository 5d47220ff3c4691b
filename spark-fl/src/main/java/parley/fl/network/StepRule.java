package parley.fl.network;

import org.jspecify.annotations.Nullable;
import parley.fl.activation.FixedActivation;

/**
 * Steps that need no trial: from the curvature of the start weights' network at standard normal
 * rows, which is public, and from the largest eigenvalue of the rows' features, which a training
 * opens anyway. Immutable and thread-safe.
 *
 * <p>With one hidden layer a step is 1 / lambda, lambda the largest eigenvalue of the layer's
 * Gauss-Newton matrix, that of the first layer times the features' own. With more hidden layers
 * that is too bold: then they are 4.8 / lambda_x and 0.1. Layers of fewer than 64 neurons have
 * larger weights behind them in the end than at the start: then no step is above 3 / lambda_x and
 * 0.1. Without a hidden layer it is 1 / (c lambda_x), c the slope of what stands for the sigmoid.
 */
public final class StepRule {
  private static final int ROWS = 4096;
  private static final int ROUNDS = 30;

  /** Sets the rows apart from the weights of the same seed. */
  private static final long ROWS_OF_SEED = 0x726f7773L;

  private static final double FIRST_OF_DEEP = 4.8;
  private static final double OTHER_OF_DEEP = 0.1;
  private static final int NARROW = 64;
  private static final double MOST_FIRST_OF_NARROW = 3;
  private static final double MOST_OTHER_OF_NARROW = 0.1;

  private final NetworkWeights start;
  private final QuadraticActivation activation;
  private final @Nullable FixedActivation sigmoid;
  private final double[] rows;
  private final long seed;

  /**
   * The rule for a start.
   *
   * @param sigmoid what each output becomes; null for linear ones
   * @param seed public
   */
  public StepRule(
      NetworkWeights start,
      QuadraticActivation activation,
      @Nullable FixedActivation sigmoid,
      long seed) {
    this.start = start;
    this.activation = activation;
    this.sigmoid = sigmoid;
    this.seed = seed ^ ROWS_OF_SEED;
    rows = new PublicNumbers(this.seed).normal(ROWS * start.shape().features());
  }

  /**
   * A step a layer.
   *
   * @param lambdaX the largest eigenvalue of the features, above 0
   */
  public double[] steps(double lambdaX) {
    if (!(lambdaX > 0) || lambdaX == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "cannot choose steps: expected a largest eigenvalue of the features above 0, got "
              + lambdaX);
    }
    if (sigmoid != null) {
      return new double[] {1 / (sigmoid.curvature() * lambdaX)};
    }
    int layers = start.shape().layers();
    double[] steps = new double[layers];
    boolean narrow = start.shape().hidden().stream().anyMatch(n -> n < NARROW);
    for (int i = 0; i < layers; i++) {
      steps[i] = layers == 2 ? 1 / curvature(i) : i == 0 ? FIRST_OF_DEEP : OTHER_OF_DEEP;
      if (narrow) {
        steps[i] = Math.min(steps[i], i == 0 ? MOST_FIRST_OF_NARROW : MOST_OTHER_OF_NARROW);
      }
    }
    steps[0] /= lambdaX;
    return steps;
  }

  /** The mean squared error of the start at the rows, every class being as likely. */
  public double firstError() {
    NetworkShape shape = start.shape();
    NetworkPass pass = new NetworkPass(start, activation);
    int outputs = shape.outputs();
    boolean classes = shape.head() == NetworkHead.CLASSES;
    // The mean and the mean square of what an output should be; labels of one number have come to
    // mean 0 and deviation 1.
    double mean = classes ? 1.0 / outputs : 0;
    double square = classes ? 1.0 / outputs : 1;
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      for (double u : pass.forward(rows, r * shape.features())) {
        double value = sigmoid == null ? u : sigmoid.evaluate(u);
        sum += value * value - 2 * mean * value + square;
      }
    }
    return sum / ((double) ROWS * outputs);
  }

  /** The largest eigenvalue of a layer's Gauss-Newton matrix by power iteration. */
  double curvature(int layer) {
    NetworkShape shape = start.shape();
    int weights = (shape.inputs(layer) + 1) * shape.outputs(layer);
    double[] v = new PublicNumbers(seed + layer + 1).normal(weights);
    double value = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double norm = Math.sqrt(dot(v, v));
      for (int i = 0; i < weights; i++) {
        v[i] /= norm;
      }
      double[] next = product(layer, v);
      value = Math.sqrt(dot(next, next));
      v = next;
    }
    return value;
  }

  /** The matrix times a change of the layer's weights. */
  private double[] product(int layer, double[] change) {
    NetworkShape shape = start.shape();
    NetworkPass pass = new NetworkPass(start, activation);
    double[] sum = new double[change.length];
    double[][] moved = new double[shape.layers()][];
    for (int i = layer; i < shape.layers(); i++) {
      moved[i] = new double[shape.outputs(i)];
    }
    for (int r = 0; r < ROWS; r++) {
      int from = r * shape.features();
      pass.forward(rows, from);
      double[] in = layer == 0 ? rows : pass.after(layer - 1);
      int at = layer == 0 ? from : 0;
      affine(in, at, shape.inputs(layer), change, moved[layer]);
      pass.changed(layer, moved);
      double[] back = pass.backTo(layer, moved[shape.layers() - 1]);
      add(in, at, shape.inputs(layer), back, sum);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= ROWS;
    }
    return sum;
  }

  private static void affine(double[] in, int at, int inputs, double[] matrix, double[] out) {
    int outputs = out.length;
    System.arraycopy(matrix, inputs * outputs, out, 0, outputs);
    for (int j = 0; j < inputs; j++) {
      double x = in[at + j];
      int row = j * outputs;
      for (int k = 0; k < outputs; k++) {
        out[k] += x * matrix[row + k];
      }
    }
  }

  private static void add(double[] in, int at, int inputs, double[] out, double[] sum) {
    int outputs = out.length;
    for (int j = 0; j <= inputs; j++) {
      double x = j < inputs ? in[at + j] : 1;
      int row = j * outputs;
      for (int k = 0; k < outputs; k++) {
        sum[row + k] += x * out[k];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
