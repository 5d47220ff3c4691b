package parley.fl.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Tells from the mean of the squared margins alone whether a training runs away, of which nothing
 * else may be seen.
 *
 * <p>By Chebyshev's inequality at most mean(z^2) / h^2 of the rows, and at most mean(z^4) / h^4,
 * have a margin beyond the interval's half-width h; above 5 % is worth a warning. A mean of z^2
 * above h^2 ends the training: the polynomial then grows without bound. Not safe for use by several
 * threads.
 */
public final class ConvergenceWatch {
  private static final double WARN_SHARE = 0.05;

  /**
   * One look.
   *
   * @param iteration from 0, the one whose gradient was taken at these margins
   * @param meanSquare mean of z^2 over all rows
   * @param outsideShare the bound on the share of rows beyond the interval
   */
  public record Reading(int iteration, double meanSquare, double outsideShare) {}

  private final int every;
  private final double halfWidth;
  private final List<Reading> readings = new ArrayList<>();

  private ConvergenceWatch(int every, double halfWidth) {
    this.every = every;
    this.halfWidth = halfWidth;
  }

  /** A watch that never looks. */
  public static ConvergenceWatch off() {
    return new ConvergenceWatch(0, 1);
  }

  /** A watch that looks every so many iterations; 0 for never. */
  public static ConvergenceWatch every(int iterations, FixedActivation activation) {
    if (iterations < 0) {
      throw new IllegalArgumentException(
          "cannot watch convergence: expected 0 or more iterations between looks, got "
              + iterations);
    }
    return new ConvergenceWatch(iterations, activation.reach());
  }

  /** Whether this iteration, counted from 0, is one to look at. */
  public boolean due(int iteration) {
    return every > 0 && iteration > 0 && iteration % every == 0;
  }

  /**
   * Takes down a look.
   *
   * @param meanFourth mean of z^4, if it is known
   * @throws DivergenceException if the training runs away
   */
  public void look(int iteration, double meanSquare, OptionalDouble meanFourth) {
    double h2 = halfWidth * halfWidth;
    double share = meanSquare / h2;
    if (meanFourth.isPresent()) {
      share = Math.min(share, meanFourth.getAsDouble() / (h2 * h2));
    }
    readings.add(new Reading(iteration, meanSquare, Math.min(1, share)));
    if (!(meanSquare <= h2)) {
      throw new DivergenceException(
          String.format(
              "cannot go on training: it diverges at iteration %d, expected a mean squared margin"
                  + " of at most %.4g (the interval's half-width squared), got %.4g; use another"
                  + " degree, a wider interval, or clip the features",
              iteration, h2, meanSquare));
    }
  }

  /** Takes over a look of before a restart. */
  public void remember(Reading reading) {
    readings.add(reading);
  }

  /** All looks so far, in order. */
  public List<Reading> readings() {
    return List.copyOf(readings);
  }

  /** The reading with the largest share outside, where that is worth a warning; else empty. */
  public List<String> warnings() {
    return readings.stream()
        .filter(r -> r.outsideShare() > WARN_SHARE)
        .max((a, b) -> Double.compare(a.outsideShare(), b.outsideShare()))
        .map(
            r ->
                String.format(
                    "up to %.1f %% of the rows may have had a margin outside [-%.4g, %.4g] at"
                        + " iteration %d, where the polynomial is not the mean function",
                    100 * r.outsideShare(), halfWidth, halfWidth, r.iteration()))
        .stream()
        .toList();
  }
}
