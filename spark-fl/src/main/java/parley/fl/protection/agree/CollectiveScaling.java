package parley.fl.protection.agree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import parley.fl.optim.LabelScale;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationSums;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;

/**
 * The standardisation by the mean and deviation of all providers' rows together, from {@link
 * AgreedSums#moments}. Immutable and thread-safe.
 *
 * @param features how they become what is trained on
 * @param labels how they do
 */
public record CollectiveScaling(Standardization features, LabelScale labels) {

  /**
   * Opens what is needed, in two openings.
   *
   * @param clip largest absolute value of a standardised feature; infinite for none
   * @param names of the features
   * @param labels what is opened of them
   * @param intercept whether the model has one
   */
  public static CollectiveScaling of(
      SecureSum sums, double clip, List<String> names, LabelScaling labels, boolean intercept) {
    int features = names.size();
    SumSpec moments = AgreedSums.moments(features, labels);
    double[] mean = means(sums.open(moments, new byte[0]).integers());
    double[] squares = sums.open(moments, SumArguments.means(mean)).toDoubles();
    Standardization scaling =
        StandardizationSums.of(
                squares[1],
                Arrays.copyOf(mean, features),
                Arrays.copyOfRange(squares, 2, features + 2))
            .standardization(clip, names);
    LabelScale scale =
        labels.opened()
            ? labels.of(mean[features], Math.sqrt(squares[features + 2] / squares[1]), intercept)
            : LabelScale.NONE;
    return new CollectiveScaling(scaling, scale);
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
