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

  /** Maps that move one number, for a plan that is made for its costs alone. */
  static CoefficientMaps nominal(int ringDimension) {
    return new CoefficientMaps(
        one(ringDimension, Side.COEFFICIENTS, Side.SLOTS),
        one(ringDimension, Side.SLOTS, Side.COEFFICIENTS),
        one(ringDimension, Side.COEFFICIENTS, Side.SLOTS));
  }

  private static ConversionMap one(int n, Side from, Side to) {
    return ConversionMap.of(n, from, 1, to, 1, Factor.ONE, List.of(new Moves(0, 0, List.of())));
  }
}
