package parley.robust.model;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A multilayer perceptron as Spark trains it: affine layers, sigmoids between them, and a softmax
 * with cross entropy on top. Without hidden layers it is multinomial logistic regression.
 * Immutable, so safe for use by several threads.
 *
 * <p>Weights are in Spark's layout: layer by layer, of each first the matrix input by input (the
 * weights from one input to all outputs are neighbours), then the biases.
 */
@DefaultSerializer(JavaSerializer.class)
public final class Perceptron implements DifferentiableView {
  private static final long serialVersionUID = 1L;

  final int[] layers;

  /** Of each layer, inputs x outputs. */
  final double[][] byInput;

  /** Of each layer, outputs x inputs. */
  final double[][] byOutput;

  final double[][] biases;

  /**
   * Added to the scores before the largest is the prediction; zeros unless there are thresholds.
   */
  final double[] offsets;

  Perceptron(int[] layers, double[] weights, double[] offsets) {
    this.layers = layers.clone();
    this.offsets = offsets;
    int depth = layers.length - 1;
    byInput = new double[depth][];
    byOutput = new double[depth][];
    biases = new double[depth][];
    int at = 0;
    for (int l = 0; l < depth; l++) {
      int size = layers[l] * layers[l + 1];
      byInput[l] = Arrays.copyOfRange(weights, at, at + size);
      byOutput[l] = Kernels.transpose(byInput[l], layers[l], layers[l + 1]);
      biases[l] = Arrays.copyOfRange(weights, at + size, at + size + layers[l + 1]);
      at += size + layers[l + 1];
    }
  }

  /**
   * The perceptron with the given weights.
   *
   * @param layers sizes of the input, hidden and output layers, at least two
   * @param weights {@link #numWeights} values
   * @throws IllegalArgumentException if the number of weights is another
   */
  public static Perceptron of(int[] layers, double[] weights) {
    if (layers.length < 2 || weights.length != numWeights(layers)) {
      throw new IllegalArgumentException(
          "cannot make a perceptron of layers "
              + Arrays.toString(layers)
              + ": expected "
              + (layers.length < 2 ? "two layers or more" : numWeights(layers) + " weights")
              + ", got "
              + weights.length
              + " weights");
    }
    return new Perceptron(layers, weights, new double[layers[layers.length - 1]]);
  }

  /** How many weights and biases layers of the given sizes have. */
  public static int numWeights(int[] layers) {
    return IntStream.range(1, layers.length).map(l -> (layers[l - 1] + 1) * layers[l]).sum();
  }

  /**
   * Turns the scores of rows into their probabilities, in place.
   *
   * @param scores count x classes values
   */
  public static void probabilities(double[] scores, int count, int classes) {
    for (int i = 0; i < count; i++) {
      Kernels.softmax(scores, i * classes, classes);
    }
  }

  @Override
  public int numFeatures() {
    return layers[0];
  }

  @Override
  public int numClasses() {
    return layers[layers.length - 1];
  }

  @Override
  public WeightScorer scorer() {
    return new PerceptronScorer(this);
  }

  @Override
  public String describe() {
    return "MultilayerPerceptronClassificationModel " + Arrays.toString(layers);
  }
}
