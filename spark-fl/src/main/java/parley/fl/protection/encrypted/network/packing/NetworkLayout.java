package parley.fl.protection.encrypted.network.packing;

import java.util.List;
import java.util.stream.IntStream;
import parley.fl.plan.PlanException;
import parley.mhe.layout.Sizes;
import parley.mhe.layout.SlotLayout;

/**
 * Where a network and the rows of one batch lie: all layers but the last in columns of
 * coefficients, the last in patterns of slots, the neurons of each hidden layer in both. Immutable
 * and thread-safe.
 *
 * @param ringDimension n
 * @param sizes features, neurons of each hidden layer, outputs
 * @param rows places of a batch, of all providers together
 * @param featuresPerPolynomial how many features share a polynomial of the first layer: a power of
 *     two
 */
public record NetworkLayout(
    int ringDimension, List<Integer> sizes, int rows, int featuresPerPolynomial) {
  /**
   * @throws PlanException when a ring of that dimension does not hold it
   */
  public NetworkLayout {
    sizes = List.copyOf(sizes);
    if (sizes.size() < 3 || sizes.stream().anyMatch(size -> size < 1)) {
      throw new PlanException(
          "cannot lay out a network: expected features, one hidden layer or more and outputs, at"
              + " least 1 each, got "
              + sizes);
    }
    if (rows < 1 || rows > ringDimension / 2) {
      throw new PlanException(
          "cannot lay out a batch: it does not fit the ring, expected 1 to "
              + ringDimension / 2
              + " rows, got "
              + rows);
    }
    for (int neurons : sizes.subList(1, sizes.size() - 1)) {
      if (Sizes.padded(neurons) > ringDimension / 2) {
        throw new PlanException(
            "cannot lay out a network: a hidden layer does not fit the ring, expected at most "
                + ringDimension / 2
                + " neurons, got "
                + neurons);
      }
    }
    int mostFeatures = ringDimension / Sizes.padded(sizes.get(1));
    if (Integer.bitCount(featuresPerPolynomial) != 1
        || featuresPerPolynomial < 1
        || featuresPerPolynomial > mostFeatures) {
      throw new PlanException(
          "cannot lay out a network: features a polynomial, expected a power of two from 1 to "
              + mostFeatures
              + ", got "
              + featuresPerPolynomial);
    }
    PatternLayout patterns =
        new PatternLayout(
            new SlotLayout(ringDimension, rows, sizes.get(sizes.size() - 2)),
            sizes.get(sizes.size() - 1));
    if (patterns.vectors() > patterns.stride()) {
      throw new PlanException(
          "cannot lay out a network: the weights of its last layer do not fit one ciphertext,"
              + " expected at most "
              + patterns.stride()
              + " patterns, got "
              + patterns.vectors());
    }
  }

  /** With a feature a polynomial. */
  public NetworkLayout(int ringDimension, List<Integer> sizes, int rows) {
    this(ringDimension, sizes, rows, 1);
  }

  /** How many hidden layers there are. */
  public int hiddenLayers() {
    return sizes.size() - 2;
  }

  /** How many layers have weights: one more. */
  public int layers() {
    return sizes.size() - 1;
  }

  /** A layer that is not the last, from 0. */
  public ColumnLayout columns(int layer) {
    int inputs = sizes.get(layer);
    int neurons = sizes.get(layer + 1);
    // Rows come as polynomials, and do not have to lie beside each other.
    int width = layer == 0 ? neurons : Math.max(inputs, neurons);
    int features = layer == 0 ? featuresPerPolynomial : 1;
    return new ColumnLayout(ringDimension, inputs, true, neurons, width, rows, features);
  }

  /** The weights of a layer between two hidden ones the other way. */
  public ColumnLayout transposed(int layer) {
    return columns(layer).transposed();
  }

  /** The layer that meets the rows. */
  public ColumnLayout first() {
    return columns(0);
  }

  /** The neurons of a hidden layer, from 0, in the slots. */
  public SlotLayout slots(int layer) {
    return new SlotLayout(ringDimension, rows, sizes.get(layer + 1));
  }

  /** The last layer. */
  public PatternLayout last() {
    return new PatternLayout(slots(hiddenLayers() - 1), sizes.get(sizes.size() - 1));
  }

  /** The weights of any layer. */
  public PackedLayer layer(int layer) {
    return layer < hiddenLayers() ? columns(layer) : last();
  }

  /** The number of the first packed ciphertext of a layer, all layers' side by side. */
  public int firstPack(int layer) {
    return IntStream.range(0, layer).map(before -> layer(before).packs()).sum();
  }

  /** Weights of the network, intercepts counted. */
  public int weights() {
    return IntStream.range(0, layers()).map(layer -> layer(layer).weights()).sum();
  }
}
