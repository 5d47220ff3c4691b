package parley.robust.audit.fairness;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;

/**
 * Scores beside what came true. Immutable, so safe for use by several threads.
 *
 * @param bins from the lowest scores to the highest, those without rows included
 * @param expectedError mean over rows, by their weights, of the distance between their bin's mean
 *     score and its observed rate: 0 for a calibrated score (<a
 *     href="https://arxiv.org/abs/1706.04599">Guo and others 2017</a>); undefined without rows
 */
public record CalibrationCurve(List<Bin> bins, Measure expectedError) {
  /** Takes a copy. */
  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * A point of the curve.
   *
   * @param lower lowest score of the bin
   * @param upper where the next bin starts; of the last 1, which belongs to it
   * @param rows how many have such a score, without weights
   * @param meanScore their mean score, weighted where rows have weights; null without rows
   * @param observedRate share with a favourable label, weighted where rows have weights, else with
   *     Wilson's interval; undefined without rows
   */
  public record Bin(
      double lower, double upper, long rows, @Nullable Double meanScore, Measure observedRate) {}
}
