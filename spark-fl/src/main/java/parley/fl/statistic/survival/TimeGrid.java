package parley.fl.statistic.survival;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import parley.error.ParleyException;

/**
 * Times that all agreed on: from, from + step, .., to. Immutable, thread-safe.
 *
 * @param from the first, at least 0
 * @param to the last
 * @param step above 0
 */
@DefaultSerializer(JavaSerializer.class)
public record TimeGrid(double from, double to, double step) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 20;

  /** As a share of the step, how far from a point a time may lie that is meant to be on it. */
  private static final double ROUNDING = 1e-6;

  /**
   * @throws ParleyException if that is no grid, or of more than 2^20 points
   */
  public TimeGrid {
    double steps = (to - from) / step;
    if (!(from >= 0 && step > 0 && steps >= 0 && Double.isFinite(to))) {
      throw refuse(
          "times from 0 on, a last one not before the first, a positive step", from, to, step);
    }
    if (!(steps < MOST)) {
      throw refuse("at most 2^20 times", from, to, step);
    }
    if (Math.abs(steps - Math.rint(steps)) > ROUNDING) {
      throw refuse("the last time a whole number of steps after the first", from, to, step);
    }
  }

  private static ParleyException refuse(String expected, double from, double to, double step) {
    return new ParleyException(
        "cannot use a time grid: expected %s, got %s:%s:%s".formatted(expected, from, to, step));
  }

  /** How many points. */
  public int points() {
    return (int) Math.rint((to - from) / step) + 1;
  }

  /** A point, in decimal arithmetic: a tenth is .1. */
  public double time(int point) {
    return BigDecimal.valueOf(from)
        .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(point)))
        .doubleValue();
  }

  /** The point at a time; -1 if the time is on none. */
  int point(double time) {
    double steps = (time - from) / step;
    double nearest = Math.rint(steps);
    boolean on = Math.abs(steps - nearest) <= ROUNDING && nearest >= 0 && nearest < points();
    return on ? (int) nearest : -1;
  }
}
