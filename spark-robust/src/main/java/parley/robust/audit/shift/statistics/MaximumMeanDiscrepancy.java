package parley.robust.audit.shift.statistics;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The squared maximum mean discrepancy of two samples with the Gaussian kernel exp(-d^2 / (2
 * sigma^2)) (A. Gretton et al., https://jmlr.org/papers/v13/gretton12a.html). Holds the kernel of
 * each pair: 8 (n + m)^2 bytes. Not changed after it was made, so safe for use by several threads.
 */
public final class MaximumMeanDiscrepancy {
  /** Sums of the same pairs in another order differ by less. */
  private static final double ROUNDING = 1e-12;

  private final double[][] kernel;
  private final double[] rowSums;
  private final double total;
  private final int first;

  /**
   * Takes the kernel of each pair: (n + m)^2 / 2 distances.
   *
   * @param x n rows, 2 or more
   * @param y m rows of the same length, 2 or more
   * @param sigma the kernel's width, in the rows' units
   * @throws IllegalArgumentException if there are fewer rows, or sigma is not positive
   */
  public MaximumMeanDiscrepancy(double[][] x, double[][] y, double sigma) {
    if (x.length < 2 || y.length < 2) {
      throw new IllegalArgumentException(
          "cannot compare samples: expected 2 rows or more in each, got %d and %d"
              .formatted(x.length, y.length));
    }
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException(
          "cannot compare samples: expected a positive sigma, got " + sigma);
    }
    double[][] all = pooled(x, y);
    first = x.length;
    kernel = new double[all.length][all.length];
    rowSums = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      kernel[i][i] = 1;
      for (int j = 0; j < i; j++) {
        double scaled = Math.sqrt(squaredDistance(all[i], all[j])) / sigma;
        kernel[i][j] = Math.exp(-scaled * scaled / 2);
        kernel[j][i] = kernel[i][j];
      }
    }
    for (int i = 0; i < all.length; i++) {
      rowSums[i] = Arrays.stream(kernel[i]).sum();
    }
    total = Arrays.stream(rowSums).sum();
  }

  /** Without pairs of a row with itself: 0 is expected of equal distributions; may be negative. */
  public double unbiased() {
    return unbiased(identity());
  }

  /** With pairs of a row with itself: 0 or more. */
  public double biased() {
    double n = first;
    double m = kernel.length - n;
    double[] sums = sums(identity());
    return sums[0] / (n * n) + sums[2] / (m * m) - 2 * sums[1] / (n * m);
  }

  /**
   * The share of random splits of all rows, and of the given one, whose unbiased figure is at least
   * as large: exact under the null hypothesis whatever the distribution. Costs n^2 / 2 additions a
   * permutation.
   *
   * @param permutations random splits, 1 or more; the p value is 1 / (permutations + 1) at least
   * @param seed of the splits
   */
  public double pValue(int permutations, long seed) {
    if (permutations < 1) {
      throw new IllegalArgumentException(
          "cannot test: expected 1 permutation or more, got " + permutations);
    }
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
    int[] order = identity();
    double observed = unbiased(order);
    int atLeast = 1;
    for (int k = 0; k < permutations; k++) {
      ArraySampler.shuffle(random, order);
      atLeast += unbiased(order) >= observed - ROUNDING ? 1 : 0;
    }
    return atLeast / (permutations + 1.0);
  }

  /**
   * The median of the distances of all pairs of rows of both samples, the usual width of the
   * kernel; the mean of the two in the middle of an even number.
   */
  public static double medianDistance(double[][] x, double[][] y) {
    double[][] all = pooled(x, y);
    if (all.length < 2) {
      throw new IllegalArgumentException(
          "cannot take distances: expected 2 rows or more, got " + all.length);
    }
    double[] distances = new double[all.length * (all.length - 1) / 2];
    int at = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[at++] = Math.sqrt(squaredDistance(all[i], all[j]));
      }
    }
    Arrays.sort(distances);
    return (distances[(at - 1) / 2] + distances[at / 2]) / 2;
  }

  private double unbiased(int[] order) {
    double n = first;
    double m = kernel.length - n;
    double[] sums = sums(order);
    return (sums[0] - n) / (n * (n - 1)) + (sums[2] - m) / (m * (m - 1)) - 2 * sums[1] / (n * m);
  }

  /** Sums of the kernel over pairs within the first sample, between the two, within the second. */
  private double[] sums(int[] order) {
    double within = 0;
    double rows = 0;
    for (int a = 0; a < first; a++) {
      double[] row = kernel[order[a]];
      rows += rowSums[order[a]];
      double below = 0;
      for (int b = 0; b < a; b++) {
        below += row[order[b]];
      }
      within += 2 * below + 1;
    }
    double between = rows - within;
    return new double[] {within, between, total - within - 2 * between};
  }

  private int[] identity() {
    int[] order = new int[kernel.length];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private static double[][] pooled(double[][] x, double[][] y) {
    double[][] all = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, all, x.length, y.length);
    return all;
  }

  private static double squaredDistance(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "cannot compare samples: expected rows of one length, got %d and %d"
              .formatted(a.length, b.length));
    }
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double d = a[j] - b[j];
      sum += d * d;
    }
    return sum;
  }
}
