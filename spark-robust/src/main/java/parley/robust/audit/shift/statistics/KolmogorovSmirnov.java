package parley.robust.audit.shift.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * P values of the two-sample Kolmogorov-Smirnov test, two-sided, from counts at the place where the
 * two cumulative distributions are furthest apart: beside the sizes nothing else of the samples
 * matters. Where values repeat they are too large, so conservative. Stateless, so safe for use by
 * several threads.
 */
public final class KolmogorovSmirnov {
  /** Below this size of a sample there is no p value. */
  public static final int FEWEST_ROWS = 2;

  /** Up to this product of the sizes the p value is exact. */
  public static final long EXACT_PRODUCT = 10_000;

  /** Up to this sum of the sizes the asymptotic p value is the library's. */
  private static final long LIBRARY_SUM = 1_000_000;

  private static final double PRECISION = 1e-17;

  private KolmogorovSmirnov() {}

  /** The statistic at a place: |upTo / size - otherUpTo / otherSize|. */
  public static double statistic(long upTo, long size, long otherUpTo, long otherSize) {
    check(upTo, size, otherUpTo, otherSize);
    return (double) distance(upTo, size, otherUpTo, otherSize)
        / Math.multiplyExact(size, otherSize);
  }

  /**
   * The chance of a statistic at least as large, of two samples of one continuous distribution:
   * exact for sizes with a product of at most 10^4, else asymptotic: that of the one-sample
   * statistic with size x otherSize / (size + otherSize) rows, above 10^6 rows Kolmogorov's limit
   * with the correction of J. Vrbik (https://www.pphmj.com/abstract/8043.htm).
   *
   * @param upTo rows of the first sample up to the place
   * @param size rows of the first sample, 2 or more
   * @param otherUpTo the same of the second sample
   * @param otherSize the same of the second sample
   * @throws IllegalArgumentException if a count is below 0 or above its size, or a size below 2
   */
  public static double pValue(long upTo, long size, long otherUpTo, long otherSize) {
    check(upTo, size, otherUpTo, otherSize);
    if (size < FEWEST_ROWS || otherSize < FEWEST_ROWS) {
      throw new IllegalArgumentException(
          "cannot test samples: expected 2 rows or more in each, got %d and %d"
              .formatted(size, otherSize));
    }
    if (distance(upTo, size, otherUpTo, otherSize) == 0) {
      return 1;
    }
    if (size + otherSize > LIBRARY_SUM) {
      return limit(
          statistic(upTo, size, otherUpTo, otherSize),
          (double) size / (size + otherSize) * otherSize);
    }
    boolean exact = size * otherSize <= EXACT_PRODUCT;
    return KolmogorovSmirnovTest.withDefaults()
        .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
        .test(sample(upTo, size), sample(otherUpTo, otherSize))
        .getPValue();
  }

  /** A sample of two values with this many of the lower one. */
  private static double[] sample(long lower, long size) {
    double[] values = new double[(int) size];
    Arrays.fill(values, (int) lower, values.length, 1);
    return values;
  }

  static double limit(double statistic, double size) {
    double root = Math.sqrt(size);
    double z = root * statistic;
    z += 1 / (6 * root) + (z - 1) / (4 * size);
    double sum = 0;
    if (z < 1) {
      // The series for small z: the one below would need many terms.
      for (int k = 1; k < 100; k += 2) {
        sum += Math.exp(-k * k * Math.PI * Math.PI / (8 * z * z));
      }
      return clip(1 - Math.sqrt(2 * Math.PI) / z * sum);
    }
    for (int k = 1; k < 100; k++) {
      double term = Math.exp(-2.0 * k * k * z * z);
      sum += k % 2 == 1 ? term : -term;
      if (term < PRECISION * sum) {
        break;
      }
    }
    return clip(2 * sum);
  }

  private static double clip(double p) {
    return Math.max(0, Math.min(1, p));
  }

  /** The statistic times both sizes, a whole number. */
  static long distance(long upTo, long size, long otherUpTo, long otherSize) {
    return Math.abs(Math.multiplyExact(upTo, otherSize) - Math.multiplyExact(otherUpTo, size));
  }

  private static void check(long upTo, long size, long otherUpTo, long otherSize) {
    if (size < 1 || otherSize < 1) {
      throw new IllegalArgumentException(
          "cannot compare samples: expected 1 row or more in each, got %d and %d"
              .formatted(size, otherSize));
    }
    if (upTo < 0 || upTo > size || otherUpTo < 0 || otherUpTo > otherSize) {
      throw new IllegalArgumentException(
          "cannot compare samples: expected counts from 0 to the sizes, got %d of %d and %d of %d"
              .formatted(upTo, size, otherUpTo, otherSize));
    }
  }
}
