package parley.mhe.protocol;

import java.util.List;
import parley.mhe.layout.Factor;

/**
 * One ciphertext that a {@link SumRefresh} gives. Immutable, thread-safe.
 *
 * @param limbs its limbs
 * @param scale its scale; the terms' factors bring the sums to it
 * @param terms what it is the sum of
 */
public record SumRefreshOutput(int limbs, double scale, List<SumRefreshTerm> terms) {
  /** Copies the list. */
  public SumRefreshOutput {
    terms = List.copyOf(terms);
  }

  /**
   * One input's sum alone, at exponent 0: in every slot when the request sums over all of them.
   *
   * @param multiplier what the value is multiplied by
   * @param scaleIn the inputs' scale
   */
  public static SumRefreshOutput single(
      int input, double multiplier, double scaleIn, int limbs, double scale) {
    Factor factor = Factor.of(multiplier, scaleIn, scale);
    return new SumRefreshOutput(limbs, scale, List.of(SumRefreshTerm.of(input, 0, factor)));
  }

  void writeTo(WireWriter out) {
    out.add(limbs).add(scale).add(terms.size());
    terms.forEach(term -> term.writeTo(out));
  }

  static SumRefreshOutput readFrom(WireReader in) {
    int limbs = in.integer("output limbs");
    double scale = in.number("output scale");
    SumRefreshTerm[] terms = new SumRefreshTerm[in.integer("number of terms", 1, 1 << 20)];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = SumRefreshTerm.readFrom(in);
    }
    return new SumRefreshOutput(limbs, scale, List.of(terms));
  }
}
