package parley.mhe.party.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Names for what the plans of this version open, as a policy uses them. */
public enum OpeningKind {
  /** Row count, sums of the features, and of their squares about the means; to all. */
  SUMS("standardize/moments-open"),
  /**
   * Row counts, the positive rows' too where polynomials are fitted, and what sets the step:
   * eigenvalues, or sums of the Hessian's bound; to all.
   */
  CURVATURE("prepare/curvature-open"),
  /** Means of even powers of the linear predictor in some iterations, to all. */
  LOOKS("train/look-open"),
  /** The model's weights, to the querier. */
  WEIGHTS("model/reveal"),
  /** Predictions for the querier's rows, to the querier. */
  MARGINS("predict/margins");

  private final String step;

  OpeningKind(String step) {
    this.step = step;
  }

  /** Name of the plan's step. */
  public String step() {
    return step;
  }

  /** The word that a policy uses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that word. */
  static Optional<OpeningKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
