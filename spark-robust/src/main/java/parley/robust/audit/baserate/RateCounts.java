package parley.robust.audit.baserate;

import parley.measure.Interval;
import parley.robust.defence.certify.ClopperPearson;

/**
 * The counts behind a TPR and an FPR. Immutable, so safe for use by several threads.
 *
 * @param truePositives positive rows called positive
 * @param positives positive rows, 1 or more
 * @param falsePositives negative rows called positive
 * @param negatives negative rows, 1 or more
 * @param confidence of what follows from both rates together, such as 0.95
 */
public record RateCounts(
    long truePositives, long positives, long falsePositives, long negatives, double confidence) {
  private static final double NEAR = 5e-4;

  /** Checks the counts. */
  public RateCounts {
    check("positive", truePositives, positives);
    check("negative", falsePositives, negatives);
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "cannot make an interval: expected a confidence between 0 and 1, got " + confidence);
    }
  }

  /**
   * The counts that rates were taken from.
   *
   * @throws IllegalArgumentException if no whole number of rows gives a rate to within 0.0005
   */
  public static RateCounts ofRates(
      double tpr, long positives, double fpr, long negatives, double confidence) {
    return new RateCounts(
        whole("positive", tpr, positives),
        positives,
        whole("negative", fpr, negatives),
        negatives,
        confidence);
  }

  public double truePositiveRate() {
    return (double) truePositives / positives;
  }

  public double falsePositiveRate() {
    return (double) falsePositives / negatives;
  }

  /**
   * <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson</a>'s for the TPR, at
   * half the error, so that by Bonferroni both rates are inside theirs at the confidence. Wider
   * than what the logit method of <a href="https://doi.org/10.1002/sim.2677">Mercaldo, Lau and Zhou
   * 2007</a> gives, but it holds for any counts, a TPR of 1 and an FPR of 0 included, where that
   * one has no variance to work with.
   */
  Interval truePositiveInterval() {
    return interval(truePositives, positives);
  }

  /** The same for the FPR. */
  Interval falsePositiveInterval() {
    return interval(falsePositives, negatives);
  }

  private Interval interval(long hits, long rows) {
    double tail = (1 - confidence) / 4;
    return new Interval(
        ClopperPearson.lower(hits, rows, tail),
        ClopperPearson.upper(hits, rows, tail),
        1 - 2 * tail);
  }

  private static long whole(String what, double rate, long rows) {
    long hits = Math.round(rate * rows);
    if (rows > 0 && !(Math.abs((double) hits / rows - rate) <= NEAR)) {
      throw new IllegalArgumentException(
          "cannot make an interval: a rate of %s among %d %s rows is %s rows, expected a whole number"
              .formatted(rate, rows, what, rate * rows));
    }
    return hits;
  }

  private static void check(String what, long hits, long rows) {
    if (rows < 1 || hits < 0 || hits > rows) {
      throw new IllegalArgumentException(
          "cannot count a rate: expected 1 %s row or more and from 0 to all of them called positive, got %d of %d"
              .formatted(what, hits, rows));
    }
  }
}
