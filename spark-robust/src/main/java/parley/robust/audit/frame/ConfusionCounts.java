package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Objects;

/**
 * How many rows of a group have which label and prediction; "positive" is favourable. Immutable, so
 * safe for use by several threads.
 *
 * @param truePositives favourable label, favourable prediction; sums of weights where rows have
 *     weights, like the next three
 * @param falsePositives unfavourable label, favourable prediction
 * @param falseNegatives favourable label, unfavourable prediction
 * @param trueNegatives unfavourable label, unfavourable prediction
 * @param rows how many there are, whatever they weigh
 * @param weighted whether the counts are sums of weights: proportions of those have no binomial
 *     interval
 */
@DefaultSerializer(JavaSerializer.class)
public record ConfusionCounts(
    double truePositives,
    double falsePositives,
    double falseNegatives,
    double trueNegatives,
    long rows,
    boolean weighted)
    implements Serializable {
  /** No rows. */
  public static final ConfusionCounts NONE = of(0, 0, 0, 0);

  /** Checks that no count is negative, and that counts of rows add up. */
  public ConfusionCounts {
    for (double count :
        new double[] {truePositives, falsePositives, falseNegatives, trueNegatives, rows}) {
      if (!(count >= 0)) {
        throw new IllegalArgumentException(
            "cannot note counts: expected counts of 0 or more, got " + count);
      }
    }
    double all = truePositives + falsePositives + falseNegatives + trueNegatives;
    if (!weighted && all != rows) {
      throw new IllegalArgumentException(
          "cannot note counts: they add up to " + all + ", expected the number of rows, " + rows);
    }
  }

  /** Counts of rows without weights. */
  public static ConfusionCounts of(
      long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
    return new ConfusionCounts(
        truePositives,
        falsePositives,
        falseNegatives,
        trueNegatives,
        truePositives + falsePositives + falseNegatives + trueNegatives,
        false);
  }

  /** The counts of both; exact for rows without weights. */
  public ConfusionCounts plus(ConfusionCounts other) {
    Objects.requireNonNull(other, "other");
    return new ConfusionCounts(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        trueNegatives + other.trueNegatives,
        rows + other.rows,
        weighted || other.weighted);
  }

  /** With a favourable label. */
  public double favorableLabels() {
    return truePositives + falseNegatives;
  }

  /** With an unfavourable label. */
  public double unfavorableLabels() {
    return falsePositives + trueNegatives;
  }

  /** With a favourable prediction. */
  public double favorablePredictions() {
    return truePositives + falsePositives;
  }

  /** With an unfavourable prediction. */
  public double unfavorablePredictions() {
    return falseNegatives + trueNegatives;
  }

  /** All rows, or all weights. */
  public double total() {
    return favorableLabels() + unfavorableLabels();
  }
}
