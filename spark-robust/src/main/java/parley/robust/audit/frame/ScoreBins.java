package parley.robust.audit.frame;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows by their score from 0 to 1, in bins of equal width; a score at a border belongs to the bin
 * above it, 1 to the last. Scores are added up in units of 2^-30, in whole numbers, so that sums do
 * not depend on their order; a mean is off by at most 2^-31. Immutable, so safe for use by several
 * threads.
 *
 * @param bins from the lowest score to the highest; none where no scores were counted
 */
public record ScoreBins(List<Bin> bins) implements Serializable {
  /** No scores. */
  public static final ScoreBins NONE = new ScoreBins(List.of());

  /** Scores are multiples of this part of 1. */
  static final double UNITS = 0x1p30;

  /** Takes a copy. */
  public ScoreBins {
    bins = List.copyOf(bins);
  }

  /**
   * The rows of a bin.
   *
   * @param rows how many, without weights
   * @param favorable how many of them have a favourable label
   * @param scoreUnits the sum of their scores, in units of 2^-30
   */
  public record Bin(long rows, long favorable, long scoreUnits) implements Serializable {
    /** No rows. */
    public static final Bin EMPTY = new Bin(0, 0, 0);

    Bin plus(Bin other) {
      return new Bin(rows + other.rows, favorable + other.favorable, scoreUnits + other.scoreUnits);
    }

    /** Sum of the scores. */
    public double scoreSum() {
      return scoreUnits / UNITS;
    }
  }

  /** A number of bins without rows. */
  static ScoreBins empty(int count) {
    return new ScoreBins(Collections.nCopies(count, Bin.EMPTY));
  }

  /**
   * The rows of both.
   *
   * @throws IllegalArgumentException if the numbers of bins differ
   */
  ScoreBins plus(ScoreBins other) {
    if (bins.size() != other.bins.size()) {
      throw new IllegalArgumentException(
          "cannot add up scores: expected " + bins.size() + " bins, got " + other.bins.size());
    }
    List<Bin> sums = new ArrayList<>();
    for (int b = 0; b < bins.size(); b++) {
      sums.add(bins.get(b).plus(other.bins.get(b)));
    }
    return new ScoreBins(sums);
  }
}
