package parley.fl.protection.agree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationSums;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;

/**
 * The standardisation by the mean and deviation of all providers' rows together, from {@link
 * AgreedSums#moments}. Stateless and thread-safe.
 */
public final class CollectiveScaling {
  private CollectiveScaling() {}

  /**
   * Opens what is needed, in two openings.
   *
   * @param clip largest absolute value of a standardised feature; infinite for none
   * @param names of the features
   */
  public static Standardization of(SecureSum sums, double clip, List<String> names) {
    SumSpec moments = AgreedSums.moments(names.size());
    double[] mean = means(sums.open(moments, new byte[0]).integers());
    double[] squares = sums.open(moments, SumArguments.means(mean)).toDoubles();
    return StandardizationSums.of(squares[1], mean, Arrays.copyOfRange(squares, 2, squares.length))
        .standardization(clip, names);
  }

  /** Quotients of the exact sums, so that rounding starts at the last digit of the mean. */
  private static double[] means(BigInteger[] totals) {
    double[] mean = new double[totals.length - 2];
    BigDecimal weights = new BigDecimal(totals[1]);
    for (int j = 0; j < mean.length && weights.signum() > 0; j++) {
      mean[j] = new BigDecimal(totals[j + 2]).divide(weights, MathContext.DECIMAL128).doubleValue();
    }
    return mean;
  }
}
