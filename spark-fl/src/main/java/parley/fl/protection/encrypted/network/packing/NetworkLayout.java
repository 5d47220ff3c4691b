package parley.fl.protection.encrypted.network.packing;

import java.util.List;
import java.util.stream.IntStream;
import parley.fl.plan.PlanException;
import parley.mhe.layout.Sizes;
import parley.mhe.layout.SlotLayout;

/**
 * Where a network and the rows of one batch lie: all layers but the last in columns of
 * coefficients, the last in patterns of slots, the neurons of each hidden layer in both. Without
 * hidden layer its only one lies in columns, and its outputs in slots as neurons do. Immutable and
 * thread-safe.
 *
 * @param ringDimension n
 * @param sizes features, neurons of each hidden layer, if there is any, outputs
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
    if (sizes.size() < 2 || sizes.stream().anyMatch(size -> size < 1)) {
      throw new PlanException(
          "cannot lay out a network: expected features, hidden layers if any and outputs, at least"
              + " 1 each, got "
              + sizes);
    }
    if (rows < 1 || rows > ringDimension / 2) {
      throw new PlanException(
          "cannot lay out a batch: it does not fit the ring, expected 1 to "
              + ringDimension / 2
              + " rows, got "
              + rows);
    }
    for (int neurons : sizes.subList(1, Math.max(2, sizes.size() - 1))) {
      if (Sizes.padded(neurons) > ringDimension / 2) {
        throw new PlanException(
            "cannot lay out a network: "
                + (sizes.size() > 2 ? "a hidden" : "its only")
                + " layer does not fit the ring, expected at most "
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
    if (sizes.size() > 2) {
      requirePatterns(ringDimension, sizes, rows);
    }
  }

  private static void requirePatterns(int ringDimension, List<Integer> sizes, int rows) {
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

  /** How many layers lie in columns: the hidden ones, or the only one. */
  public int columnLayers() {
    return Math.max(1, hiddenLayers());
  }

  /** How many layers have weights: one more than hidden ones. */
  public int layers() {
    return sizes.size() - 1;
  }

  /** A layer in columns, from 0. */
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

  /** The neurons of a layer in columns, from 0, in the slots. */
  public SlotLayout slots(int layer) {
    return new SlotLayout(ringDimension, rows, sizes.get(layer + 1));
  }

  /**
   * The last layer.
   *
   * @throws IllegalStateException where there is no hidden layer before it
   */
  public PatternLayout last() {
    if (hiddenLayers() == 0) {
      throw new IllegalStateException(
          "cannot lay out patterns: the only layer lies in columns, expected a hidden one");
    }
    return new PatternLayout(slots(hiddenLayers() - 1), sizes.get(sizes.size() - 1));
  }

  /** The weights of any layer. */
  public PackedLayer layer(int layer) {
    return layer < columnLayers() ? columns(layer) : last();
  }

  /** Row places over which the mean of squared errors, each in slots, is taken; of one output. */
  public int lookPlaces() {
    return hiddenLayers() == 0 ? ringDimension / 2 : last().rowPlaces();
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
