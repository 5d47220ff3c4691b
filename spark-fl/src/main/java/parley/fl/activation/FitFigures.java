package parley.fl.activation;

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
