package parley.fl.statistic.quantile;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * Where a column's values lie, public. Immutable, thread-safe.
 *
 * @param from the lowest value
 * @param to the highest value
 * @param step between values, all of them from + k step, such as 1 for whole numbers; null for any
 *     values, which are then found to 2^-48 of the range
 */
@DefaultSerializer(JavaSerializer.class)
public record QuantileRange(double from, double to, @Nullable Double step) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final long POINTS = 1L << 48;

  /** A value further from its point than this share of a step is off the grid. */
  private static final double TOLERANCE = 1e-6;

  /**
   * @throws ParleyException when it is no range
   */
  public QuantileRange {
    if (!(to > from) || !Double.isFinite(to - from)) {
      throw new ParleyException(
          "cannot use a range: expected a lower end below the upper, got " + from + " to " + to);
    }
    if (step != null) {
      double steps = (to - from) / step;
      if (!(step > 0) || !(steps < 1L << 40) || Math.abs(steps - Math.rint(steps)) > TOLERANCE) {
        throw new ParleyException(
            "cannot use a range: expected a whole number of steps, at most 2^40, from "
                + from
                + " to "
                + to
                + ", got steps of "
                + step);
      }
    }
  }

  /** How many points there are. */
  long points() {
    return step == null ? POINTS : (long) Math.rint((to - from) / step) + 1;
  }

  /** A value's point; -1 below the range, the number of points above it. */
  long point(double value) {
    if (step == null) {
      if (value < from) {
        return -1;
      }
      return value > to
          ? POINTS
          : Math.min(POINTS - 1, (long) ((value - from) / (to - from) * POINTS));
    }
    double nearest = Math.rint((value - from) / step);
    return nearest < 0 ? -1 : (long) Math.min(nearest, points());
  }

  /** Whether a value in the range is between two of its steps. */
  boolean isOff(double value) {
    if (step == null) {
      return false;
    }
    double steps = (value - from) / step;
    return Math.abs(steps - Math.rint(steps)) > TOLERANCE;
  }

  /** The lowest value of a point. */
  double lowest(long point) {
    return step == null ? from + (to - from) * ((double) point / POINTS) : value(point, step);
  }

  /** The highest value of a point. */
  double highest(long point) {
    return step == null ? from + (to - from) * ((point + 1.0) / POINTS) : value(point, step);
  }

  private double value(long point, double step) {
    return BigDecimal.valueOf(from)
        .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(point)))
        .doubleValue();
  }

  /** log2 of the points of a bin in the first round. */
  int firstShift() {
    return Math.max(0, 64 - Long.numberOfLeadingZeros(points() - 1) - QuantileStatistic.LOG_BINS);
  }

  /** Bins of the first round. */
  int firstBins() {
    return (int) ((points() - 1 >> firstShift()) + 1);
  }

  /** Rounds until bins are points. */
  int rounds() {
    return 1 + (firstShift() + QuantileStatistic.LOG_BINS - 1) / QuantileStatistic.LOG_BINS;
  }
}
