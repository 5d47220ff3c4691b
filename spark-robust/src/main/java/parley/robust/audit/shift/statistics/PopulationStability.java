package parley.robust.audit.shift.statistics;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The population stability index of two distributions p and q over the same bins: sum (q - p) ln(q
 * / p), 0 or more, the symmetrised Kullback-Leibler divergence
 * (https://doi.org/10.1214/aoms/1177729694). Credit scoring's rule of thumb calls it small below .1
 * and large above .25; no test stands behind that. Stateless, so safe for use by several threads.
 */
public final class PopulationStability {
  /** What an empty bin counts as where the other sample has rows in it, in rows. */
  public static final double EMPTY_BIN_ROWS = 0.5;

  private static final double SUM_TOLERANCE = 1e-9;

  private PopulationStability() {}

  /**
   * The index of two given distributions.
   *
   * @param reference shares above 0 that sum to 1
   * @param data as many shares
   * @throws IllegalArgumentException if they are not
   */
  public static double index(double[] reference, double[] data) {
    checkShares(reference);
    checkShares(data);
    checkLengths(reference.length, data.length);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      sum += term(reference[i], data[i]);
    }
    return sum;
  }

  /**
   * The index of two histograms. A bin that is empty in one of them counts as half a row there, and
   * the other shares stay; one that is empty in both counts for nothing.
   *
   * @param reference rows by bin, one or more in all
   * @param data rows by bin, one or more in all
   * @throws IllegalArgumentException if they are not
   */
  public static double index(long[] reference, long[] data) {
    checkLengths(reference.length, data.length);
    double referenceRows = rows(reference);
    double dataRows = rows(data);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] > 0 || data[i] > 0) {
        sum += term(share(reference[i], referenceRows), share(data[i], dataRows));
      }
    }
    return sum;
  }

  private static double term(double p, double q) {
    return (q - p) * Math.log(q / p);
  }

  private static double share(long count, double rows) {
    return (count == 0 ? EMPTY_BIN_ROWS : count) / rows;
  }

  private static long rows(long[] counts) {
    long rows = LongStream.of(counts).sum();
    if (rows < 1 || LongStream.of(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "cannot compare histograms: expected counts of 0 or more and one row or more, got "
              + Arrays.toString(counts));
    }
    return rows;
  }

  private static void checkLengths(int reference, int data) {
    if (reference != data) {
      throw new IllegalArgumentException(
          "cannot compare distributions: expected the same number of bins, got %d and %d"
              .formatted(reference, data));
    }
  }

  private static void checkShares(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      if (!(share > 0)) {
        throw new IllegalArgumentException(
            "cannot compare distributions: expected shares above 0, got " + share);
      }
      sum += share;
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "cannot compare distributions: expected shares that sum to 1, got " + sum);
    }
  }
}
