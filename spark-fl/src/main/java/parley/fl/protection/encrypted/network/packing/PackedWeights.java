package parley.fl.protection.encrypted.network.packing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.TreeMap;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;

/**
 * A network's weights as the coefficients of its packed ciphertexts. What comes apart is multiplied
 * by the number of places, so that the packed weights are divided by it. Immutable and thread-safe.
 */
public final class PackedWeights {
  private final NetworkLayout layout;
  private final PatternTransform transform;

  /** The packing of a layout. */
  public PackedWeights(NetworkLayout layout) {
    this.layout = layout;
    this.transform = new PatternTransform(layout.neuronsPerGroup());
  }

  /**
   * A packed ciphertext of the first layer's weights in clear; the caller owns it.
   *
   * @param weights of each column to each neuron, the intercepts last
   * @param factor what they are multiplied with
   */
  public Plaintext hidden(
      CkksContext context, double[][] weights, int pack, double factor, int limbs) {
    TreeMap<Integer, BigInteger> at = new TreeMap<>();
    int first = pack * layout.columnsPerPack();
    for (int j = first; j < first + layout.columnsIn(pack); j++) {
      for (int k = 0; k < layout.neurons(); k++) {
        double packed = weights[j][k] * factor / layout.columnsPerPack();
        at.put(hiddenExponent(j, k), PatternTransform.round(packed, NetworkLevels.HIDDEN_SCALE));
      }
    }
    return plaintext(context, at, NetworkLevels.HIDDEN_SCALE, limbs);
  }

  /**
   * The packed ciphertext of the second layer's weights in clear; the caller owns it.
   *
   * @param weights of each neuron to each output, the intercepts last
   */
  public Plaintext output(
      CkksContext context, double[][] weights, double factor, double scale, int limbs) {
    TreeMap<Integer, BigInteger> at = new TreeMap<>();
    for (int group = 0; group <= layout.groups(); group++) {
      for (int c = 0; c < layout.outputs(); c++) {
        double[] slots = pattern(weights, group, c);
        for (int q = 0; q < slots.length; q++) {
          slots[q] *= factor / layout.patternPlaces();
        }
        BigInteger[] coefficients = transform.coefficients(slots, scale);
        int first = layout.patternExponent(layout.pattern(group, c));
        for (int i = 0; i < coefficients.length; i++) {
          at.put(first + i * layout.patternStride(), coefficients[i]);
        }
      }
    }
    return plaintext(context, at, scale, limbs);
  }

  private double[] pattern(double[][] weights, int group, int output) {
    double[] slots = new double[layout.neuronsPerGroup()];
    if (group == layout.groups()) {
      slots[0] = weights[layout.neurons()][output];
      return slots;
    }
    int first = group * slots.length;
    for (int q = 0; q < slots.length && first + q < layout.neurons(); q++) {
      slots[q] = weights[first + q][output];
    }
    return slots;
  }

  /**
   * The first layer's weights of opened coefficients.
   *
   * @param packs all n coefficients of each packed ciphertext
   */
  public double[][] hidden(BigInteger[][] packs, double scale) {
    double[][] weights = new double[layout.columns()][layout.neurons()];
    for (int j = 0; j < weights.length; j++) {
      BigInteger[] pack = packs[j / layout.columnsPerPack()];
      for (int k = 0; k < layout.neurons(); k++) {
        weights[j][k] = pack[hiddenExponent(j, k)].doubleValue() / scale * layout.columnsPerPack();
      }
    }
    return weights;
  }

  /** The second layer's weights of opened coefficients, all n of them. */
  public double[][] output(BigInteger[] pack, double scale) {
    double[][] weights = new double[layout.neurons() + 1][layout.outputs()];
    for (int group = 0; group <= layout.groups(); group++) {
      for (int c = 0; c < layout.outputs(); c++) {
        double[] slots = transform.slots(coefficients(pack, layout.pattern(group, c)), scale);
        for (int q = 0; q < slots.length; q++) {
          int neuron = group * slots.length + q;
          boolean intercept = group == layout.groups();
          if (intercept ? q == 0 : neuron < layout.neurons()) {
            weights[intercept ? layout.neurons() : neuron][c] = slots[q] * layout.patternPlaces();
          }
        }
      }
    }
    return weights;
  }

  private BigInteger[] coefficients(BigInteger[] pack, int pattern) {
    BigInteger[] out = new BigInteger[2 * layout.neuronsPerGroup()];
    int first = layout.patternExponent(pattern);
    Arrays.setAll(out, i -> pack[first + i * layout.patternStride()]);
    return out;
  }

  private int hiddenExponent(int column, int neuron) {
    return layout.rowsPerBlock() * neuron + layout.columnExponent(column);
  }

  private static Plaintext plaintext(
      CkksContext context, TreeMap<Integer, BigInteger> at, double scale, int limbs) {
    int[] positions = at.keySet().stream().mapToInt(Integer::intValue).toArray();
    BigInteger[] values = at.values().toArray(new BigInteger[0]);
    return Plaintext.of(Polynomial.ofCoefficients(context, limbs, positions, values), scale);
  }
}
