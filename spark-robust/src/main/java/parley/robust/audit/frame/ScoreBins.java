package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * Rows by their score from 0 to 1, in bins of equal width; a score at a border belongs to the bin
 * above it, 1 to the last. Scores are added up in units of 2^-30, in whole numbers, so that sums do
 * not depend on their order; a mean is off by at most 2^-31, and a bin takes 8.5 10^9 rows (with
 * more the count fails, it does not wrap). With weights they are added up as decimals. Immutable,
 * so safe for use by several threads.
 *
 * @param bins from the lowest score to the highest; none where no scores were counted
 */
@DefaultSerializer(JavaSerializer.class)
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
   * @param weights the same with weights; null where rows have none
   */
  @DefaultSerializer(JavaSerializer.class)
  public record Bin(long rows, long favorable, long scoreUnits, @Nullable Weights weights)
      implements Serializable {
    /** No rows. */
    public static final Bin EMPTY = new Bin(0, 0, 0);

    /** Rows without weights. */
    public Bin(long rows, long favorable, long scoreUnits) {
      this(rows, favorable, scoreUnits, null);
    }

    /**
     * The rows of both.
     *
     * @throws ParleyException if the scores add up to 2^63 units or more
     */
    Bin plus(Bin other) {
      boolean weighted = weights != null || other.weights != null;
      return new Bin(
          Math.addExact(rows, other.rows),
          Math.addExact(favorable, other.favorable),
          units(other),
          weighted ? asWeights().plus(other.asWeights()) : null);
    }

    private long units(Bin other) {
      try {
        return Math.addExact(scoreUnits, other.scoreUnits);
      } catch (ArithmeticException e) {
        throw new ParleyException(
            "cannot add up scores: a bin has too many rows, expected a sum of scores below 2^33,"
                + " got "
                + rows
                + " and "
                + other.rows
                + " rows; ask for more bins",
            e);
      }
    }

    private Weights asWeights() {
      return weights != null
          ? weights
          : new Weights(
              BigDecimal.valueOf(rows),
              BigDecimal.valueOf(favorable),
              BigDecimal.valueOf(scoreUnits).divide(BigDecimal.valueOf(1L << 30)));
    }

    /** Sum of the rows' weights; how many they are where they have none. */
    public double weight() {
      return weights == null ? rows : weights.rows().doubleValue();
    }

    /** The same of the rows with a favourable label. */
    public double favorableWeight() {
      return weights == null ? favorable : weights.favorable().doubleValue();
    }

    /** Sum of the scores, each times its row's weight. */
    public double scoreSum() {
      return weights == null ? scoreUnits / UNITS : weights.scores().doubleValue();
    }
  }

  /**
   * A bin of weighted rows; exact, so that sums do not depend on their order.
   *
   * @param rows the sum of their weights
   * @param favorable the same of those with a favourable label
   * @param scores the sum of score times weight, each rounded to 18 decimals
   */
  @DefaultSerializer(JavaSerializer.class)
  public record Weights(BigDecimal rows, BigDecimal favorable, BigDecimal scores)
      implements Serializable {
    Weights plus(Weights other) {
      return new Weights(
          rows.add(other.rows), favorable.add(other.favorable), scores.add(other.scores));
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
