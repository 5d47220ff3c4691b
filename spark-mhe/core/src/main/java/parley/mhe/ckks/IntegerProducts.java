package parley.mhe.ckks;

import java.util.List;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * Sums of products of ciphertexts with polynomials of plain integers at a few exponents: nothing is
 * encoded, and a transform takes as many layers as the highest exponent needs. Stateless, so safe
 * for use by several threads.
 *
 * <p>With {@code exponents[r]} the place of row r and {@code x.get(j)[r]} its feature j, that is a
 * product of matrices in the coefficients: see {@code parley.mhe.layout}.
 */
public final class IntegerProducts {
  private final CkksContext context;

  /** For the ring of this context. */
  public IntegerProducts(CkksContext context) {
    this.context = context;
  }

  /**
   * sum_j w_j sum_r x_jr X^exponents[r].
   *
   * @param exponents from 0 to n - 1; low ones are faster
   * @param x for each ciphertext an integer an exponent
   * @param scale what an integer of 1 stands for is 1 / scale
   * @param w of two polynomials each, at the same limbs and scale
   * @return at the product of both scales
   */
  public Ciphertext sum(int[] exponents, List<int[]> x, double scale, List<Ciphertext> w) {
    return sum(exponents, false, x, scale, w);
  }

  /** As {@link #sum}, with X^-exponents[r]. */
  public Ciphertext sumInverted(int[] exponents, List<int[]> x, double scale, List<Ciphertext> w) {
    return sum(exponents, true, x, scale, w);
  }

  private Ciphertext sum(
      int[] exponents, boolean inverted, List<int[]> x, double scale, List<Ciphertext> w) {
    Evaluator.checkCounts(x.size(), w.size());
    Polynomial.checkPositions(context, exponents);
    int[] values = new int[x.size() * exponents.length];
    for (int j = 0; j < x.size(); j++) {
      if (x.get(j).length != exponents.length) {
        throw new IllegalArgumentException(
            "cannot multiply: expected an integer an exponent, "
                + exponents.length
                + ", got "
                + x.get(j).length);
      }
      System.arraycopy(x.get(j), 0, values, j * exponents.length, exponents.length);
    }
    Ciphertext first = w.get(0);
    Ciphertext.checkScale(scale * first.scale());
    if (exponents.length == 0) {
      throw new ParleyException("cannot multiply: expected at least one exponent, got 0");
    }
    Evaluator evaluator = new Evaluator(context);
    try (Handles held = new Handles()) {
      long[] w0 = new long[w.size()];
      long[] w1 = new long[w.size()];
      for (int j = 0; j < w0.length; j++) {
        evaluator.checkTerm(first, w.get(j));
        w0[j] = held.add(w.get(j).acquire(0));
        w1[j] = held.add(w.get(j).acquire(1));
      }
      long[] out = new long[2];
      Native.integerProducts(exponents, exponents.length, inverted, values, w0, w1, w0.length, out);
      return Ciphertext.wrap(
          context,
          List.of(Evaluator.poly(out[0]), Evaluator.poly(out[1])),
          first.limbs(),
          scale * first.scale());
    }
  }
}
