package parley.fl.family.circuit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FittedActivation;
import parley.fl.activation.FixedActivation;

/** The form of families whose mean function a polynomial of the margin stands for. Immutable. */
public final class PolynomialForm implements Circuit {
  private final FixedActivation activation;
  private final @Nullable AdaptiveActivation adaptive;

  /** With an activation that stays, or with fitted ones where there are. */
  public PolynomialForm(FixedActivation activation, Optional<AdaptiveActivation> adaptive) {
    this.activation = activation;
    this.adaptive = adaptive.orElse(null);
  }

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
