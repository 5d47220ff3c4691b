package parley.mhe.protocol;

import java.util.Arrays;
import java.util.List;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.WideIntegers;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Which coefficients of the inputs of a {@link ConvertingRefresh} leave a provider: those that its
 * map reads, each under a mask of its own, and no others. An input that is read as a whole travels
 * as a polynomial, the others as residues. Immutable, thread-safe.
 */
final class KeptCoefficients {
  private final CkksContext context;
  private final int limbs;
  private final int dimension;
  private final int[][] positions;

  /** Index among the polynomials or among the vectors of residues. */
  private final int[] index;

  KeptCoefficients(CkksContext context, int limbs, ConversionMap map) {
    this.context = context;
    this.limbs = limbs;
    this.dimension = context.parameters().ringDimension();
    this.positions = new int[map.inputs()][];
    this.index = new int[map.inputs()];
    int polynomials = 0;
    int vectors = 0;
    for (int j = 0; j < positions.length; j++) {
      positions[j] = map.positions(j);
      index[j] = all(j) ? polynomials++ : vectors++;
    }
  }

  private boolean all(int input) {
    return positions[input].length == dimension;
  }

  /** How many inputs travel as polynomials, which come first in a share. */
  int polynomials() {
    int count = 0;
    for (int j = 0; j < positions.length; j++) {
      count += all(j) ? 1 : 0;
    }
    return count;
  }

  /** Uniform masks where a coefficient is kept, 0 elsewhere: n integers. */
  WideIntegers masks(int input, Seed seed, int bits) {
    int count = positions[input].length;
    if (count == dimension) {
      return WideIntegers.masks(seed, bits, dimension);
    }
    int words = Samplers.wordsPerMask(bits);
    long[] all = new long[dimension * words];
    long[] kept = Samplers.maskWords(seed, bits, count);
    for (int k = 0; k < count; k++) {
      System.arraycopy(kept, k * words, all, positions[input][k] * words, words);
    }
    Arrays.fill(kept, 0);
    return WideIntegers.wrap(all, words);
  }

  /** Appends the kept coefficients of s c1 less their masks. */
  void mask(
      int input,
      Polynomial product,
      WideIntegers masks,
      List<Polynomial> polynomials,
      List<ResidueVector> vectors) {
    try (Polynomial mask = masks.toPolynomial(context, limbs)) {
      Polynomial masked = product.subtract(mask);
      if (all(input)) {
        polynomials.add(masked);
        return;
      }
      try (masked) {
        vectors.add(new ResidueVector(limbs, masked.residues(positions[input])));
      }
    }
  }

  /** The kept coefficients of c0 and of all shares together, 0 elsewhere; the caller closes it. */
  Polynomial sum(int input, Polynomial c0, Share sum) {
    if (all(input)) {
      return c0.add(sum.polynomials().get(index[input]));
    }
    ResidueVector own = new ResidueVector(limbs, c0.residues(positions[input]));
    ResidueVector both = own.add(context, sum.residues().get(index[input]));
    return Polynomial.ofResidues(context, limbs, positions[input], both.toArray());
  }

  /** What a share has of the inputs that travel as polynomials, with a {@code +} after each. */
  String polynomialShapes() {
    return (Share.polynomialShape(limbs, false) + "+").repeat(polynomials());
  }

  /** What a share has of the others, with a {@code +} before each. */
  String residueShapes() {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < positions.length; j++) {
      if (!all(j)) {
        text.append('+').append(Share.residueShape(positions[j].length, limbs));
      }
    }
    return text.toString();
  }
}
