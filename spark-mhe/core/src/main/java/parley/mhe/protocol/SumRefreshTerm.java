package parley.mhe.protocol;

import java.math.BigInteger;
import parley.error.ParleyException;
import parley.mhe.layout.Factor;

/**
 * One summand of an output of a {@link SumRefresh}: X^exponent times factor times one input's sum.
 * Immutable, thread-safe.
 *
 * @param input index of the input
 * @param exponent from 0 to n - 1
 * @param factor what the sum is multiplied by
 * @param carried whether the sum is that of the earlier sum refresh which the request carries on
 */
public record SumRefreshTerm(int input, int exponent, Factor factor, boolean carried) {

  /** A sum of this request. */
  public static SumRefreshTerm of(int input, int exponent, Factor factor) {
    return new SumRefreshTerm(input, exponent, factor, false);
  }

  /** A sum of the carried request: a linear update on it costs no level. */
  public static SumRefreshTerm carried(int input, int exponent, Factor factor) {
    return new SumRefreshTerm(input, exponent, factor, true);
  }

  void writeTo(WireWriter out) {
    out.add(input).add(exponent).add(carried ? 1 : 0);
    out.add(factor.numerator()).add(factor.shift());
  }

  static SumRefreshTerm readFrom(WireReader in) {
    int input = in.integer("input");
    int exponent = in.integer("exponent");
    boolean carried = in.integer("carried", 0, 1) == 1;
    BigInteger numerator = in.bigInteger("numerator");
    int shift = in.integer("shift");
    try {
      return new SumRefreshTerm(input, exponent, new Factor(numerator, shift), carried);
    } catch (ParleyException e) {
      throw new ProtocolException(String.valueOf(e.getMessage()), e);
    }
  }
}
