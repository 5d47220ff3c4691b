package parley.fl.family.circuit;

import org.jspecify.annotations.Nullable;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FittedActivation;
import parley.fl.activation.FixedActivation;
import parley.fl.optim.Residual;

/**
 * The form of families whose mean function a polynomial of the margin stands for. Immutable.
 *
 * @param activation the one that stays
 * @param adaptive fits others to where the rows lie; null where none are fitted
 * @param residual how residuals follow from the polynomial
 */
public record PolynomialForm(
    FixedActivation activation, @Nullable AdaptiveActivation adaptive, Residual residual)
    implements MarginCircuit {

  @Override
  public int degree() {
    return adaptive == null ? (odd() ? activation.degree() : room()) : adaptive.degree();
  }

  @Override
  public double unit() {
    return adaptive == null ? activation.unit() : adaptive.unit();
  }

  @Override
  public PolynomialCircuit.Scales scales() {
    if (adaptive != null) {
      return FittedCircuit.SCALES;
    }
    return odd()
        ? new ActivationCircuit(activation.unitCoefficients())
        : FittedCircuit.scales(room());
  }

  /** A fixed polynomial that is odd but for its constant is evaluated without that. */
  @Override
  public double labelOffset() {
    return adaptive == null && odd() ? activation.unitCoefficients()[0] : 0;
  }

  @Override
  public PolynomialCircuit fixed() {
    double[] coefficients = activation.unitCoefficients();
    return odd()
        ? new ActivationCircuit(coefficients)
        : new FittedCircuit(coefficients, activation.reach() / activation.unit(), room());
  }

  @Override
  public PolynomialCircuit fitted(FittedActivation fitted, double unit) {
    return new FittedCircuit(fitted.powers(unit), fitted.range() / unit);
  }

  private boolean odd() {
    double[] coefficients = activation.unitCoefficients();
    for (int k = 2; k < coefficients.length; k += 2) {
      if (coefficients[k] != 0) {
        return false;
      }
    }
    return true;
  }

  private int room() {
    return activation.degree() <= FittedCircuit.SHORT_DEGREE
        ? FittedCircuit.SHORT_DEGREE
        : FittedCircuit.LONG_DEGREE;
  }
}
