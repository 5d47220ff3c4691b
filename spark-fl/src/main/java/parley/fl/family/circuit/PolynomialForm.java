package parley.fl.family.circuit;

import org.jspecify.annotations.Nullable;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FittedActivation;
import parley.fl.activation.FixedActivation;

/**
 * The form of families whose mean function a polynomial of the margin stands for. Immutable.
 *
 * @param activation the one that stays
 * @param adaptive fits others to where the rows lie; null where none are fitted
 */
public record PolynomialForm(FixedActivation activation, @Nullable AdaptiveActivation adaptive)
    implements MarginCircuit {

  @Override
  public int degree() {
    return adaptive == null ? activation.degree() : adaptive.degree();
  }

  @Override
  public double unit() {
    return adaptive == null ? activation.unit() : adaptive.unit();
  }

  @Override
  public PolynomialCircuit.Scales scales() {
    return adaptive == null
        ? new ActivationCircuit(activation.unitCoefficients())
        : FittedCircuit.SCALES;
  }

  /** A fixed polynomial is evaluated without its constant. */
  @Override
  public double labelOffset() {
    return adaptive == null ? activation.unitCoefficients()[0] : 0;
  }

  @Override
  public PolynomialCircuit fixed() {
    return new ActivationCircuit(activation.unitCoefficients());
  }

  @Override
  public PolynomialCircuit fitted(FittedActivation fitted, double unit) {
    return new FittedCircuit(fitted.powers(unit), fitted.range() / unit);
  }
}
