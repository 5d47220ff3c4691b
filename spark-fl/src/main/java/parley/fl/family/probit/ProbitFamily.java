package parley.fl.family.probit;

import java.util.SortedMap;
import parley.fl.activation.FixedActivation;
import parley.fl.activation.FixedPolynomial;
import parley.fl.activation.PolynomialRange;
import parley.fl.family.Head;
import parley.fl.family.LinearFamily;
import parley.fl.family.Target;
import parley.fl.optim.Residual;
import parley.fl.optim.RowLoss;

/**
 * Binary regression with the probit link. With s = 2 y - 1 the residual of a row at a margin z is
 * -s r(s z), r = phi / Phi of the normal distribution, so that one polynomial serves both labels.
 * Immutable, so safe for use by several threads.
 */
public final class ProbitFamily implements LinearFamily {
  /** Names the family in plans. */
  public static final String ID = "probit-binomial/1";

  /** phi / Phi on it is wrong by 2e-3 at most. */
  public static final PolynomialRange USUAL = new PolynomialRange(9, 4);

  /** Three quarters of the largest slope of phi / Phi, which is 1 far to the left. */
  private static final double CURVATURE = 0.75;

  private static final ProbitLoss LOSS = new ProbitLoss();

  private final PolynomialRange range;
  private final FixedPolynomial activation;

  /**
   * With the polynomial of a degree on an interval.
   *
   * @throws IllegalArgumentException if training diverges with it
   */
  public ProbitFamily(PolynomialRange range) {
    this.range = range;
    this.activation = FixedPolynomial.of(range, CURVATURE, InverseMills::at);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "probit regression";
  }

  @Override
  public SortedMap<String, String> arguments() {
    return range.arguments();
  }

  @Override
  public Target target() {
    return Target.BINARY;
  }

  @Override
  public Residual residual() {
    return LOSS;
  }

  @Override
  public Head head() {
    return LOSS;
  }

  @Override
  public RowLoss loss() {
    return LOSS;
  }

  @Override
  public FixedActivation activation() {
    return activation;
  }

  @Override
  public ActivationWords activationWords() {
    return new ActivationWords(
        "phi / Phi",
        range.toString(),
        "at the margin with the label's sign: one polynomial for both labels");
  }
}
