package parley.fl.family.gamma;

import java.util.SortedMap;
import parley.fl.activation.FixedActivation;
import parley.fl.activation.FixedPolynomial;
import parley.fl.activation.PolynomialRange;
import parley.fl.family.Head;
import parley.fl.family.LinearFamily;
import parley.fl.family.Target;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.Residual;
import parley.fl.optim.RowLoss;

/**
 * Gamma regression with the log link. Labels are divided by their mean m and margins are kept less
 * ln m; the residual of a row at such a margin u is 1 - (y / m) exp(-u), where y is in clear.
 * Immutable, so safe for use by several threads.
 */
public final class GammaFamily implements LinearFamily {
  /** Names the family in plans. */
  public static final String ID = "gamma-log/1";

  /** exp on it is wrong by 4e-3 at most. */
  public static final PolynomialRange USUAL = new PolynomialRange(7, 2.5);

  /**
   * Twice the slope at 0. At the optimum the mean over the rows is 1, so that Nesterov's iteration
   * is stable while no direction of the features has a weighted mean above 8/3.
   */
  private static final double CURVATURE = 2;

  private static final GammaLoss LOSS = new GammaLoss();

  private final PolynomialRange range;
  private final FixedPolynomial activation;

  /**
   * With the polynomial of a degree on an interval.
   *
   * @throws IllegalArgumentException if training diverges with it
   */
  public GammaFamily(PolynomialRange range) {
    this.range = range;
    this.activation = FixedPolynomial.of(range, CURVATURE, z -> StrictMath.exp(-z));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "gamma regression";
  }

  @Override
  public SortedMap<String, String> arguments() {
    return range.arguments();
  }

  @Override
  public Target target() {
    return Target.POSITIVE;
  }

  @Override
  public LabelScaling labelScaling() {
    return LabelScaling.MEAN;
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
        "exp",
        range.toString(),
        "of the logarithm of the mean label less the margin; goes on upwards beyond");
  }
}
