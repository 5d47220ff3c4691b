package parley.fl.protection.encrypted.network.step;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.mhe.layout.Factor;

/**
 * How one iteration's step of a layer is made of integers, before the refresh that takes it:
 *
 * <pre>D = K v - 2^s g = K scale (v - eta G)</pre>
 *
 * v and g the integers of weights and gradient sums, G the gradient's sum over the rows and eta the
 * step a row. K is an integer, so that eta is what it should be within 2^-(b+1) relative, K having
 * b bits; s makes K have {@value #BITS} bits at least. Weights themselves are not rounded.
 * Immutable and thread-safe.
 *
 * @param weightFactor K
 * @param gradientShift s
 * @param scaleIn what the step's refresh states as the scale of D
 * @param weightScale scale of v
 */
public record WeightStep(
    BigInteger weightFactor, int gradientShift, double scaleIn, double weightScale) {
  /** Bits of K at least. */
  static final int BITS = 32;

  /**
   * A layer's step.
   *
   * @param refreshed the refresh that takes it
   * @param gradientScale scale of the gradient: of its sum over the rows
   * @param eta what the sum over the rows is multiplied with, above 0
   * @throws PlanException when eta is smaller than the masks have room for
   */
  public static WeightStep of(Refreshed refreshed, double gradientScale, double eta) {
    double weightScale = refreshed.scaleOut();
    double ratio = gradientScale / weightScale / eta;
    int shift = Math.max(0, BITS - Math.getExponent(ratio));
    if (!(ratio * weightScale <= refreshed.scaleIn())) {
      throw new PlanException(
          "cannot take a step of a network: it is too short for its masks, expected at least "
              + gradientScale / refreshed.scaleIn()
              + " a row, got "
              + eta);
    }
    BigInteger factor =
        new BigDecimal(Math.scalb(ratio, shift))
            .setScale(0, RoundingMode.HALF_EVEN)
            .toBigIntegerExact();
    return new WeightStep(factor, shift, refreshed.scaleIn(), weightScale);
  }

  /** Bound on the factors of a step's refresh, in values. */
  public static double factorBound(Refreshed refreshed) {
    return 4 * refreshed.scaleIn() / Math.scalb(refreshed.scaleOut(), BITS);
  }

  /**
   * What brings D to weights.
   *
   * @param multiplier of the weights
   * @param scaleOut scale of the weights that come out
   */
  public Factor factor(double multiplier, double scaleOut) {
    return Factor.of(
        multiplier / weightFactor.doubleValue() * (scaleIn / weightScale), scaleIn, scaleOut);
  }
}
