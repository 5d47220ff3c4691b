package parley.fl.family.logistic;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FixedActivation;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.Head;
import parley.fl.family.LinearFamily;
import parley.fl.family.Target;
import parley.fl.optim.RowLoss;

/** Binary logistic regression. Immutable, so safe for use by several threads. */
public final class LogisticFamily implements LinearFamily {
  /** Names the family in plans. */
  public static final String ID = "logistic-regression/1";

  /** Argument with the polynomial. */
  static final String SIGMOID = "sigmoid";

  /** Its value where polynomials are fitted. */
  static final String FITTED = "fitted";

  private static final LogisticLoss LOSS = new LogisticLoss();
  private static final SigmoidPolynomial USUAL =
      SigmoidPolynomial.of(
          LogisticDefaults.DEGREE, LogisticDefaults.HALF_WIDTH, LogisticDefaults.APPROXIMATION);

  private final @Nullable SigmoidPolynomial sigmoid;

  private LogisticFamily(@Nullable SigmoidPolynomial sigmoid) {
    this.sigmoid = sigmoid;
  }

  /** With polynomials that are fitted to where the rows lie. */
  public static LogisticFamily fitted() {
    return new LogisticFamily(null);
  }

  /** With one polynomial for the sigmoid. */
  public static LogisticFamily of(SigmoidPolynomial sigmoid) {
    return new LogisticFamily(sigmoid);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "logistic regression";
  }

  @Override
  public SortedMap<String, String> arguments() {
    TreeMap<String, String> arguments = new TreeMap<>();
    arguments.put(SIGMOID, sigmoid == null ? FITTED : sigmoid.toString());
    return arguments;
  }

  @Override
  public Target target() {
    return Target.BINARY;
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
    return sigmoid == null ? USUAL : sigmoid;
  }

  @Override
  public Optional<AdaptiveActivation> adaptive() {
    return sigmoid == null ? Optional.of(new FittedSigmoids()) : Optional.empty();
  }

  @Override
  public LinearFamily fixed() {
    return sigmoid == null ? of(USUAL) : this;
  }

  @Override
  public ActivationWords activationWords() {
    return sigmoid == null
        ? new ActivationWords(
            "sigmoid",
            "degree 15, fitted before each iteration",
            "least squares where the rows lie, increasing a quarter beyond; follows from the looks")
        : new ActivationWords(
            "sigmoid",
            sigmoid.toString(),
            "its leading coefficient is positive, so training does not run away by itself");
  }
}
