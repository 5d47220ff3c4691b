package parley.fl.protection.encrypted.linear.step;

import java.util.List;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.CoefficientPlaces;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.ConversionMap.Side;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;

/**
 * The maps of a training with coefficients. Immutable and thread-safe.
 *
 * @param toSlots margins to slots
 * @param toCoefficients residuals back
 * @param modelToSlots the finished model to the slots of one row
 */
public record CoefficientMaps(
    ConversionMap toSlots, ConversionMap toCoefficients, ConversionMap modelToSlots) {
  private static final int SMALL_RING = 16;

  /**
   * Maps that move one number in a small ring, for plans that are made for their costs alone: a
   * planner makes thousands of them.
   */
  static final CoefficientMaps NOMINAL =
      new CoefficientMaps(
          one(Side.COEFFICIENTS, Side.SLOTS),
          one(Side.SLOTS, Side.COEFFICIENTS),
          one(Side.COEFFICIENTS, Side.SLOTS));

  /** The maps of a layout. */
  public static CoefficientMaps of(
      long[] primes, Layout layout, PolynomialCircuit.Scales activation) {
    CoefficientPlaces places = new CoefficientPlaces(layout);
    double state = layout.stateScale();
    double residuals = TrainingSteps.residualScale(primes, layout, activation);
    return new CoefficientMaps(
        places.toSlots(Factor.of(1, state * CoefficientSteps.rowScale(), state)),
        places.toCoefficients(Factor.of(1, residuals, state)),
        places.modelToSlots(Factor.ONE));
  }

  private static ConversionMap one(Side from, Side to) {
    return ConversionMap.of(
        SMALL_RING, from, 1, to, 1, Factor.ONE, List.of(new Moves(0, 0, List.of())));
  }
}
