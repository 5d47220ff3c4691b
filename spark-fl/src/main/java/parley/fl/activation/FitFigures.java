package parley.fl.activation;

import java.util.Locale;
import java.util.Optional;

/**
 * How a training with fitted polynomials went: what its looks say of it. Immutable, so safe for use
 * by several threads.
 *
 * @param largestMargin soft maximum of the margins at the last look, the base rate's logit taken
 *     away
 * @param range where the last polynomial is good
 * @param wide whether the last polynomial was that for nearly separable data
 * @param converged whether the margins' mean square changed by less than 0.5 % between the last two
 *     looks; false with fewer looks
 */
public record FitFigures(double largestMargin, double range, boolean wide, boolean converged) {
  /** Of a finished training of so many iterations. */
  public static FitFigures of(FittedSchedule schedule, int iterations) {
    FittedSchedule.Step last = schedule.step(iterations - 1);
    return new FitFigures(
        schedule.largestMargin(), last.activation().range(), last.wide(), schedule.settled());
  }

  /** The warning where margins are farther than a polynomial follows. */
  public Optional<String> warning() {
    if (!(range > FittedSchedule.GOOD_TO)) {
      return Optional.empty();
    }
    String since =
        largestMargin > FittedSchedule.GOOD_TO
            ? ""
            : String.format(Locale.ROOT, " and may have grown to %.3g since the last look", range);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "margins reach %.3g%s, the polynomial is good to %.3g: weights and probabilities may be"
                + " farther than 2 %% from those of logistic regression",
            largestMargin,
            since,
            FittedSchedule.GOOD_TO));
  }

  /** The largest |w - reference| / max(1, |reference|), over standardised weights. */
  public static double weightError(double[] weights, double[] reference) {
    double largest = 0;
    for (int j = 0; j < weights.length; j++) {
      double unit = Math.max(1, Math.abs(reference[j]));
      largest = Math.max(largest, Math.abs(weights[j] - reference[j]) / unit);
    }
    return largest;
  }
}
