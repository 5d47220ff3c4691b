package parley.fl.protection.encrypted.network.packing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;

/**
 * A network's weights as the coefficients of its packed ciphertexts, layer by layer. What comes
 * apart is multiplied by the number of places, so that the packed weights are divided by it. A
 * layer's weights are a matrix of its inputs to its outputs, the intercepts last. Immutable and
 * thread-safe.
 */
public final class PackedWeights {
  private final NetworkLayout layout;
  private final @Nullable PatternTransform transform;

  /** The packing of a layout. */
  public PackedWeights(NetworkLayout layout) {
    this.layout = layout;
    this.transform =
        layout.hiddenLayers() == 0 ? null : new PatternTransform(layout.last().neuronsPerGroup());
  }

  /**
   * A packed ciphertext of columns in clear; the caller owns it.
   *
   * @param weights of each column to each neuron, the intercepts last
   * @param factor what they are multiplied with
   */
  public static Plaintext columns(
      CkksContext context,
      ColumnLayout layer,
      double[][] weights,
      int pack,
      double factor,
      int limbs) {
    TreeMap<Integer, BigInteger> at = new TreeMap<>();
    for (int j = 0; j < layer.columns(); j++) {
      for (int k = 0; k < layer.neurons() && layer.pack(j) == pack; k++) {
        double packed = weights[j][k] * factor / layer.places();
        at.put(layer.exponent(j, k), PatternTransform.round(packed, NetworkLevels.HIDDEN_SCALE));
      }
    }
    return plaintext(context, at, NetworkLevels.HIDDEN_SCALE, limbs);
  }

  /**
   * The packed ciphertext of the last layer's weights in clear; the caller owns it.
   *
   * @param weights of each neuron to each output, the intercepts last
   */
  public Plaintext patterns(
      CkksContext context, double[][] weights, double factor, double scale, int limbs) {
    PatternLayout last = layout.last();
    TreeMap<Integer, BigInteger> at = new TreeMap<>();
    for (int group = 0; group <= last.groups(); group++) {
      for (int c = 0; c < last.outputs(); c++) {
        double[] slots = pattern(weights, group, c);
        for (int q = 0; q < slots.length; q++) {
          slots[q] *= factor / last.places();
        }
        BigInteger[] coefficients = transform().coefficients(slots, scale);
        int first = last.exponent(last.pattern(group, c));
        for (int i = 0; i < coefficients.length; i++) {
          at.put(first + i * last.stride(), coefficients[i]);
        }
      }
    }
    return plaintext(context, at, scale, limbs);
  }

  private PatternTransform transform() {
    return Objects.requireNonNull(transform, "no patterns without a hidden layer");
  }

  private double[] pattern(double[][] weights, int group, int output) {
    PatternLayout last = layout.last();
    double[] slots = new double[last.neuronsPerGroup()];
    if (group == last.groups()) {
      slots[0] = weights[weights.length - 1][output];
      return slots;
    }
    int first = group * slots.length;
    for (int q = 0; q < slots.length && first + q < weights.length - 1; q++) {
      slots[q] = weights[first + q][output];
    }
    return slots;
  }

  /**
   * All layers' weights of opened coefficients, in the order of {@link
   * parley.fl.network.NetworkShape}.
   *
   * @param packed all n coefficients of each packed ciphertext
   */
  public double[] weights(BigInteger[][] packed, double scale) {
    return IntStream.range(0, layout.layers())
        .boxed()
        .flatMap(layer -> Arrays.stream(matrix(layer, packed, scale)))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private double[][] matrix(int layer, BigInteger[][] packed, double scale) {
    int first = layout.firstPack(layer);
    return layer < layout.columnLayers()
        ? columns(layout.columns(layer), Arrays.copyOfRange(packed, first, packed.length), scale)
        : patterns(packed[first], scale);
  }

  private static double[][] columns(ColumnLayout layer, BigInteger[][] packs, double scale) {
    double[][] weights = new double[layer.columns()][layer.neurons()];
    for (int j = 0; j < weights.length; j++) {
      BigInteger[] pack = packs[layer.pack(j)];
      for (int k = 0; k < layer.neurons(); k++) {
        weights[j][k] = pack[layer.exponent(j, k)].doubleValue() / scale * layer.places();
      }
    }
    return weights;
  }

  private double[][] patterns(BigInteger[] pack, double scale) {
    PatternLayout last = layout.last();
    int neurons = last.slots().neurons();
    double[][] weights = new double[neurons + 1][last.outputs()];
    for (int group = 0; group <= last.groups(); group++) {
      for (int c = 0; c < last.outputs(); c++) {
        double[] slots = transform().slots(coefficients(pack, last.pattern(group, c)), scale);
        for (int q = 0; q < slots.length; q++) {
          int neuron = group * slots.length + q;
          boolean intercept = group == last.groups();
          if (intercept ? q == 0 : neuron < neurons) {
            weights[intercept ? neurons : neuron][c] = slots[q] * last.places();
          }
        }
      }
    }
    return weights;
  }

  private BigInteger[] coefficients(BigInteger[] pack, int pattern) {
    PatternLayout last = layout.last();
    BigInteger[] out = new BigInteger[last.length()];
    int first = last.exponent(pattern);
    Arrays.setAll(out, i -> pack[first + i * last.stride()]);
    return out;
  }

  private static Plaintext plaintext(
      CkksContext context, TreeMap<Integer, BigInteger> at, double scale, int limbs) {
    int[] positions = at.keySet().stream().mapToInt(Integer::intValue).toArray();
    BigInteger[] values = at.values().toArray(new BigInteger[0]);
    return Plaintext.of(Polynomial.ofCoefficients(context, limbs, positions, values), scale);
  }
}
