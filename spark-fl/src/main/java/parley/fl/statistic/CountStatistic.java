package parley.fl.statistic;

import java.math.BigInteger;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;

/**
 * A statistic all of whose sums are counts of rows, and whose figures are made of the counts alone:
 * each count can be rounded before anything else is made of it.
 *
 * @param <R> the result
 */
public interface CountStatistic<R> extends Statistic<R> {
  /**
   * Whether figures can be made of counts to which each provider has added noise: some are below 0
   * then, and they do not add up. {@link OpenedSum#noise} tells.
   */
  default boolean takesNoise() {
    return true;
  }

  /**
   * The counts, rounded to a multiple; halves go up. What the figures show of rows is then a
   * multiple, too.
   *
   * @param spec one of {@link #sums()}
   * @param counts as opened
   * @param multiple 2 or more
   */
  default BigInteger[] rounded(SumSpec spec, BigInteger[] counts, long multiple) {
    BigInteger[] rounded = new BigInteger[counts.length];
    for (int k = 0; k < counts.length; k++) {
      rounded[k] = rounded(counts[k], multiple);
    }
    return rounded;
  }

  /** The nearest multiple, of two as near the larger. */
  static BigInteger rounded(BigInteger count, long multiple) {
    BigInteger step = BigInteger.valueOf(multiple);
    BigInteger twice = count.shiftLeft(1).add(step);
    BigInteger twoSteps = step.shiftLeft(1);
    return twice.subtract(twice.mod(twoSteps)).shiftRight(1);
  }
}
