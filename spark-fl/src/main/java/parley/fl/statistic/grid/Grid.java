package parley.fl.statistic.grid;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import parley.error.ParleyException;

/**
 * Values from, from + step, .. with decimal arithmetic, so that 1.3 is 1.3. Immutable, thread-safe.
 *
 * @param from the first value
 * @param step between two, positive
 * @param count how many, 1 to 2^22
 */
@DefaultSerializer(JavaSerializer.class)
public record Grid(double from, double step, int count) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 22;

  /** A value further from its point than this share of a step is beside the grid. */
  private static final double TOLERANCE = 1e-6;

  /**
   * @throws ParleyException when it is no grid
   */
  public Grid {
    if (!Double.isFinite(from) || !(step > 0) || !Double.isFinite(step)) {
      throw new ParleyException(
          "cannot lay a grid: expected a first value and a positive step, got "
              + from
              + " and "
              + step);
    }
    if (count < 1 || count > MOST) {
      throw new ParleyException(
          "cannot lay a grid: expected 1 to " + MOST + " values, got " + count);
    }
  }

  /**
   * The grid that ends at a value.
   *
   * @throws ParleyException when the end is no whole number of steps away
   */
  public static Grid to(double from, double to, double step) {
    double steps = (to - from) / step;
    if (!(step > 0)
        || !(steps >= 0)
        || steps >= MOST
        || Math.abs(steps - Math.rint(steps)) > TOLERANCE) {
      throw new ParleyException(
          "cannot lay a grid: expected a whole number of steps below "
              + MOST
              + " from "
              + from
              + " to "
              + to
              + ", got steps of "
              + step);
    }
    return new Grid(from, step, (int) Math.rint(steps) + 1);
  }

  /** A point's value. */
  public double value(int point) {
    return BigDecimal.valueOf(from)
        .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(point)))
        .doubleValue();
  }

  /** Number of cells: the points, and one each for what is below and above. */
  public int cells() {
    return count + 2;
  }

  /** A value's cell: 0 below the grid, 1 + point, or the last above it. */
  public int cell(double value) {
    double steps = Math.rint((value - from) / step);
    return steps < 0 ? 0 : steps >= count ? count + 1 : (int) steps + 1;
  }

  /** Whether a value is on none of the points, be it between or outside them. */
  public boolean isOff(double value) {
    double steps = (value - from) / step;
    double nearest = Math.rint(steps);
    return nearest < 0 || nearest >= count || Math.abs(steps - nearest) > TOLERANCE;
  }
}
