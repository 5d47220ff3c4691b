package parley.fl.family;

import java.util.Optional;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FixedActivation;
import parley.fl.family.circuit.Circuit;
import parley.fl.family.circuit.MarginCircuit;
import parley.fl.family.circuit.PolynomialForm;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.Residual;
import parley.fl.optim.RowLoss;
import parley.fl.optim.StandardizationMode;

/**
 * A family whose score is one margin x . w + b, trained by descent on its mean function's stand-in:
 * what the training in clear and the linear circuit need beside {@link Family}.
 */
public interface LinearFamily extends Family {
  /** The loss of a row. */
  RowLoss loss();

  /** What its scores say. */
  Head head();

  /** How labels come to the scale of the loss; as they are unless a family says so. */
  default LabelScaling labelScaling() {
    return LabelScaling.NONE;
  }

  /** How the loss's derivative follows from the activation; of a canonical link by default. */
  default Residual residual() {
    return Residual.CANONICAL;
  }

  /** What stands for the mean function where it does not change from iteration to iteration. */
  FixedActivation activation();

  /** How activations are fitted to the rows; empty where {@link #activation} is to stay. */
  default Optional<AdaptiveActivation> adaptive() {
    return Optional.empty();
  }

  /** The same family with an activation that stays; itself, where {@link #adaptive} is empty. */
  @Override
  default LinearFamily fixed() {
    return this;
  }

  /** What a report says of the activation. */
  ActivationWords activationWords();

  /**
   * A line of a report.
   *
   * @param name such as {@code sigmoid}
   * @param value what stands for it
   * @param reason why that
   */
  record ActivationWords(String name, String value, String reason) {}

  @Override
  default Optional<Circuit> circuit() {
    return Optional.of(new PolynomialForm(activation(), adaptive().orElse(null), residual()));
  }

  /**
   * The circuit, of one margin.
   *
   * @throws IllegalArgumentException for a family without one, or with one of another kind
   */
  default MarginCircuit marginCircuit() {
    if (requireCircuit() instanceof MarginCircuit circuit) {
      return circuit;
    }
    throw new IllegalArgumentException(
        "cannot train "
            + name()
            + " as one margin: its circuit is of another kind, expected "
            + MarginCircuit.KIND
            + ", got "
            + requireCircuit().kind());
  }

  /** Labels come to one scale by the sums that the collective standardisation opens. */
  @Override
  default Optional<String> misfit(StandardizationMode standardization, boolean intercept) {
    LabelScaling labels = labelScaling();
    if (labels.opened() && standardization != StandardizationMode.COLLECTIVE) {
      return Optional.of(
          "its labels come to one scale by sums that are opened, expected the standardization"
              + " collective, got "
              + standardization.parameterName());
    }
    return labels.opened() && !labels.squares() && !intercept
        ? Optional.of(
            "margins are kept less the logarithm of the mean label, which the intercept takes,"
                + " expected fitIntercept true, got false")
        : Optional.empty();
  }

  /** What is to become least. */
  default Objective objective() {
    RowLoss loss = loss();
    return (rows, weights) -> rows.newtonSums(weights, loss);
  }
}
