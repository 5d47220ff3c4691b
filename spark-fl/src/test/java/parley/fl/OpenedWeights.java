package parley.fl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import parley.fl.optim.LinearWeights;

/**
 * Weights that were opened, against the same in clear: what is opened is flooded and rounded
 * (decision 24). In a scaled weight, of half-width H, flooding has a deviation of H 2^-21 and
 * rounding to H 2^-20 one of H 2^-20 / sqrt(12). Five deviations of both are allowed, as they go
 * into the input scale, where they are more than 1e-4 of the largest weight.
 */
public final class OpenedWeights {
  private static final double HALF_WIDTH = 14;
  private static final double OPENED =
      5 * HALF_WIDTH * Math.hypot(0x1p-21, 0x1p-20 / Math.sqrt(12));

  private OpenedWeights() {}

  /**
   * Compares them; where both were opened, their difference has 1.4 times one's deviation.
   *
   * @param mean what is subtracted from each feature
   * @param scale what it is divided by
   */
  public static void assertEqual(
      LinearWeights opened, LinearWeights plain, double[] mean, double[] scale) {
    double largest = Math.abs(plain.intercept());
    double squares = 1;
    for (int j = 0; j < scale.length; j++) {
      largest = Math.max(largest, Math.abs(plain.coefficients()[j]));
      squares += Math.pow(mean[j] / scale[j], 2);
    }
    for (int j = 0; j < scale.length; j++) {
      assertThat(opened.coefficients()[j])
          .as("coefficient %d", j)
          .isCloseTo(plain.coefficients()[j], within(Math.max(1e-4 * largest, OPENED / scale[j])));
    }
    assertThat(opened.intercept())
        .isCloseTo(
            plain.intercept(), within(Math.max(1e-4 * largest, OPENED * Math.sqrt(squares))));
  }
}
