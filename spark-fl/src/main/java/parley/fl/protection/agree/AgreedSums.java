package parley.fl.protection.agree;

import java.math.BigInteger;
import parley.fl.optim.LabelScaling;
import parley.fl.sum.SumSpec;
import parley.mhe.party.plan.Opens;

/**
 * The sums that a training opens to all before its first iteration, in units of 2^-110: squares of
 * features near 10^-12 keep their digits beside those near 10^12. Stateless and thread-safe.
 */
public final class AgreedSums {
  static final String MOMENTS = "standardize/moments";
  static final String CURVATURE = "prepare/curvature";
  static final String ROWS = "prepare/rows";

  /** u of the unit 2^-u. */
  static final int FRACTION_BITS = 110;

  /** log2 of the bound on a provider's sums, in their own unit. */
  static final int SUM_BITS = 130;

  /**
   * log2 of that on a largest eigenvalue, whatever the rows: features of that size cannot be
   * trained on.
   */
  static final int CURVATURE_BITS = 60;

  private AgreedSums() {}

  /**
   * Row count, weights' sum, and a number a feature: its sum, then that of its squares.
   *
   * @param labels whether the label's are among them
   */
  public static SumSpec moments(int features, LabelScaling labels) {
    return spec(
            MOMENTS,
            "row count, sum of the rows' weights, and each feature's sum and sum of squares about"
                + " the mean"
                + (labels.opened() ? ", and the label's sum" : "")
                + (labels.squares() ? " and sum of squares" : "")
                + ", for the standardisation",
            features + (labels.opened() ? 3 : 2),
            SUM_BITS)
        .withOpenings(2);
  }

  /**
   * Row count, weights' sum and largest eigenvalues.
   *
   * @param labels whether the sum of the labels, each by its row's weight, is opened as well
   * @param hessian sums of the fixed Hessian's bound that are opened as well; 0 for none
   */
  public static SumSpec curvature(boolean labels, int hessian) {
    return spec(
        CURVATURE,
        "row count, sum of the rows' weights"
            + (labels ? ", that of the positive rows" : "")
            + (hessian > 0
                ? ", sum of the providers' largest eigenvalues and sums of the Hessian's bound,"
                : " and sum of the providers' largest eigenvalues,")
            + " for the step",
        3 + (labels ? 1 : 0) + hessian,
        CURVATURE_BITS);
  }

  /**
   * Each provider's number of rows, in their order: what {@link SumArguments#providers} tells them.
   */
  public static SumSpec rowCounts(int providers) {
    return spec(
        ROWS, "each provider's row count, for its share of a batch", providers, CURVATURE_BITS);
  }

  private static SumSpec spec(String step, String words, int length, int bits) {
    return SumSpec.of(step, words, length, BigInteger.ONE.shiftLeft(bits + FRACTION_BITS))
        .withUnit(FRACTION_BITS)
        .withAudience(Opens.TO_ALL);
  }
}
