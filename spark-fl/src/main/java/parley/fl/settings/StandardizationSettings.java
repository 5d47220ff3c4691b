package parley.fl.settings;

import java.util.Arrays;
import java.util.OptionalLong;
import parley.fl.optim.StandardizationMode;

/**
 * How features come to one scale. Immutable, so safe for use by several threads.
 *
 * @param mode by opened sums, by agreed ranges, or not at all
 * @param featureRanges for {@link StandardizationMode#RANGES}: {lowest, highest} for each feature;
 *     copied on the way in and out
 * @param rowBound for {@link StandardizationMode#RANGES}: the agreed bound on the number of all
 *     rows
 * @param featureClip largest absolute value of a standardised feature; infinite for none
 */
public record StandardizationSettings(
    StandardizationMode mode, double[][] featureRanges, OptionalLong rowBound, double featureClip) {

  /**
   * Takes a copy of the ranges.
   *
   * @throws IllegalArgumentException if ranges are asked for without ranges or a row bound
   */
  public StandardizationSettings {
    featureRanges = copy(featureRanges);
    if (mode == StandardizationMode.RANGES && (featureRanges.length == 0 || rowBound.isEmpty())) {
      throw new IllegalArgumentException(
          "cannot standardise by ranges: expected featureRanges and rowBound, got"
              + (featureRanges.length == 0 ? " no ranges" : " no bound"));
    }
  }

  @Override
  public double[][] featureRanges() {
    return copy(featureRanges);
  }

  /** Whether nothing is opened: agreed ranges stand for what would be. */
  public boolean byRanges() {
    return mode == StandardizationMode.RANGES;
  }

  /** Whether sums over all rows are opened. */
  public boolean collective() {
    return mode == StandardizationMode.COLLECTIVE;
  }

  private static double[][] copy(double[][] ranges) {
    return Arrays.stream(ranges).map(double[]::clone).toArray(double[][]::new);
  }
}
