package parley.fl.family;

import java.util.Optional;
import java.util.SortedMap;
import parley.fl.family.circuit.Circuit;
import parley.fl.optim.StandardizationMode;

/**
 * One family of models, as a training is told of it. Implementations are immutable and know neither
 * Spark sessions nor transports.
 */
public interface Family {
  /**
   * Names the family and its version in plans, checkpoints and saved models, such as {@code
   * logistic-regression/2}; no two families have the same.
   */
  String id();

  /** What reports call it, such as {@code logistic regression}. */
  String name();

  /** What makes this one of its family; in the plan, and {@link FamilySource#read} reads it. */
  SortedMap<String, String> arguments();

  /** The labels it can be trained on. */
  Target target();

  /**
   * What is wrong with such a training of this family; empty where nothing is.
   *
   * @param standardization how features come to one scale
   * @param intercept whether there is one
   */
  default Optional<String> misfit(StandardizationMode standardization, boolean intercept) {
    return Optional.empty();
  }

  /** The same on ciphertexts; empty for a family that is trained in clear alone. */
  Optional<Circuit> circuit();

  /** The same where nothing may be fitted to the rows. */
  default Family fixed() {
    return this;
  }

  /**
   * The circuit.
   *
   * @throws IllegalArgumentException for a family without one
   */
  default Circuit requireCircuit() {
    return circuit()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot train "
                        + name()
                        + " with the protection encrypted: the family has no circuit, expected the"
                        + " protection plain"));
  }
}
