package parley.robust.defence.training;

import java.util.Arrays;
import java.util.Locale;

/** How rows are perturbed in training. */
public enum TrainingMethod {
  /** Exact where it applies, else PGD. */
  AUTO,

  /** Not at all. */
  NONE,

  /** The exact inner maximum of binary logistic regression. */
  EXACT,

  /** One step from a random start (Wong et al. 2020, https://arxiv.org/abs/2001.03994). */
  FGSM,

  /** Projected gradient descent (Madry et al. 2018, https://arxiv.org/abs/1706.06083). */
  PGD,

  /**
   * Cross entropy of the clean row, and beta times the divergence of the perturbed row's
   * probabilities from it (Zhang et al. 2019, https://arxiv.org/abs/1901.08573).
   */
  TRADES;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static String[] words() {
    return Arrays.stream(values()).map(TrainingMethod::word).toArray(String[]::new);
  }

  /** The method of a name that the Param's validator let through. */
  public static TrainingMethod of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
