package parley.robust.audit.baserate;

import java.util.Locale;

/**
 * What to expect of 1,000,000 rows, to the nearest row. Immutable, so safe for use by several
 * threads.
 *
 * @param positives rows whose true label is positive
 * @param found of these, called positive
 * @param negatives the other rows
 * @param falseAlarms of these, called positive
 */
public record ExpectedCounts(long positives, long found, long negatives, long falseAlarms) {
  /** How many rows are spoken of. */
  public static final long ROWS = 1_000_000;

  static ExpectedCounts of(BaseRate rate) {
    long positives = Math.round(rate.prevalence() * ROWS);
    return new ExpectedCounts(
        positives,
        Math.round(rate.prevalence() * rate.truePositiveRate() * ROWS),
        ROWS - positives,
        Math.min(
            ROWS - positives,
            Math.round((1 - rate.prevalence()) * rate.falsePositiveRate() * ROWS)));
  }

  public long missed() {
    return positives - found;
  }

  public long cleared() {
    return negatives - falseAlarms;
  }

  /** The same in three sentences, with thousands separated by commas. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "Of %,d rows %,d are positive: %,d are found and %,d are missed. Of the %,d others %,d are"
            + " called positive all the same. So %,d of %,d positive answers are right.",
        ROWS,
        positives,
        found,
        missed(),
        negatives,
        falseAlarms,
        found,
        found + falseAlarms);
  }
}
