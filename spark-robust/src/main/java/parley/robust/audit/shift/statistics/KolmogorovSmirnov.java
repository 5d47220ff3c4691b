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

  /** Up to so many rows in each sample the p value is exact. */
  public static final long EXACT_ROWS = 10_000;

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
   * exact where {@link #isExact} says so, else asymptotic: that of the one-sample statistic with
   * size x otherSize / (size + otherSize) rows, above 10^6 rows Kolmogorov's limit with the
   * correction of J. Vrbik (https://www.pphmj.com/abstract/8043.htm).
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
    if (isExact(size, otherSize)) {
      long distance = distance(upTo, size, otherUpTo, otherSize);
      return size == otherSize
          ? clip(ofEqualSizes((int) size, distance / size))
          : clip(ofPaths((int) size, (int) otherSize, distance));
    }
    return KolmogorovSmirnovTest.withDefaults()
        .with(PValueMethod.ASYMPTOTIC)
        .test(sample(upTo, size), sample(otherUpTo, otherSize))
        .getPValue();
  }

  /** Whether p values of samples of these sizes are exact: up to 10,000 rows in each. */
  public static boolean isExact(long size, long otherSize) {
    return Math.max(size, otherSize) <= EXACT_ROWS;
  }

  /**
   * Of n rows in each, a distance of k / n or more: twice the sum over j of (-1)^(j-1) C(2n, n -
   * jk) / C(2n, n) (Gnedenko and Korolyuk; Kim and Jennrich 1973), nested from the last term, each
   * the one before times a product of k ratios.
   */
  private static double ofEqualSizes(int n, long k) {
    double rest = 0;
    for (long j = n / k; j >= 1; j--) {
      double ratio = 1;
      long from = (j - 1) * k;
      for (long i = 0; i < k; i++) {
        ratio *= (double) (n - from - i) / (n + from + 1 + i);
      }
      rest = ratio * (1 - rest);
    }
    return 2 * rest;
  }

  /**
   * All ways in which the rows of both samples can follow each other are equally likely: paths over
   * a lattice from (0, 0) to (size, otherSize). At each place this is the share of the paths to it
   * that have been as far from the diagonal as the distance; only places nearer than that need be
   * visited. All terms are positive, so small p values keep their digits.
   */
  private static double ofPaths(int size, int otherSize, long distance) {
    double[] share = new double[otherSize + 1];
    Arrays.fill(share, 1);
    int first = 0;
    for (int i = 0; i <= size; i++) {
      while (first <= otherSize && (long) i * otherSize - (long) first * size >= distance) {
        share[first++] = 1;
      }
      for (int j = first; j <= otherSize; j++) {
        if ((long) j * size - (long) i * otherSize >= distance) {
          break;
        }
        if (i + j == 0) {
          share[0] = 0;
        } else {
          double left = i == 0 ? 0 : share[j] * i;
          double below = j == 0 ? 0 : share[j - 1] * j;
          share[j] = (left + below) / (i + j);
        }
      }
    }
    return share[otherSize];
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
