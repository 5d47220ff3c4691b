package parley.fl.activation;

import java.util.List;
import parley.fl.activation.ConvergenceWatch.Reading;

/**
 * Which fitted activation and which step each iteration takes, from looks at the margins: the mean
 * of u^2 and the sum of u^16 over all rows, u being the margin less what {@link
 * ScheduleTerms#offset} says.
 *
 * <p>The same looks give the same numbers at each party. Not safe for use by several threads.
 */
public interface Schedule {
  /**
   * What an iteration computes with.
   *
   * @param activation stands for u -> mean(offset + u)
   * @param stepSize eta
   */
  record Step(FittedActivation activation, double stepSize) {}

  /**
   * What a look gave, rounded up to powers of 2^(1/16).
   *
   * @param iteration from 0, whose gradient is taken at these margins
   * @param margin 16 log2 of the soft maximum M of |u|
   * @param spread 16 log2 of the mean q of u^2
   */
  record Look(int iteration, int margin, int spread) {}

  /** Whether the margins are looked at before this iteration, from 0; the last one is not. */
  boolean due(int iteration);

  /** All looks so far, in order. */
  List<Look> looks();

  /** The same for a report: the mean square, and a bound on the share of rows beyond the range. */
  List<Reading> readings();

  /**
   * H: what the model is divided by before iteration t, set before its look is taken; {@link
   * ScheduleTerms#unit} for the finished model.
   */
  double unit(int iteration);

  /** k: what u / H is multiplied with before its 16th power is taken, so that it is not noise. */
  int powerFactor(int iteration);

  /** H / k: the unit that margins have at a look. */
  default double powerUnit(int iteration) {
    return unit(iteration) / powerFactor(iteration);
  }

  /**
   * Takes down what was opened.
   *
   * @param mean mean of u^2 over all rows
   * @param sixteenth mean of (k u / H)^16, see {@link #powerUnit}
   * @throws DivergenceException if the training runs away
   */
  void look(int iteration, double mean, double sixteenth);

  /** What iteration t computes with, its look taken if one is due. */
  Step step(int iteration);

  /** How the finished training went, as far as its looks tell. */
  FitFigures figures();

  /** What a report of the finished training has to warn of. */
  List<String> warnings();
}
