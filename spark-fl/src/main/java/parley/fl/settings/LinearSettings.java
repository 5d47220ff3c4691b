package parley.fl.settings;

import parley.fl.activation.ConvergenceWatch;
import parley.fl.family.LinearFamily;

/**
 * What a training of a family with one margin is told. Immutable, so safe for use by several
 * threads if the listener is.
 *
 * @param family what is trained
 * @param told all that is told
 */
public record LinearSettings(LinearFamily family, TrainingSettings told) {
  /**
   * These settings, once their family is known to have one margin.
   *
   * @throws IllegalArgumentException for any other
   */
  public static LinearSettings of(TrainingSettings told) {
    if (told.family() instanceof LinearFamily family) {
      return new LinearSettings(family, told);
    }
    throw new IllegalArgumentException(
        "cannot train "
            + told.family().name()
            + " with the protection "
            + told.protection().kind().parameterName()
            + ": expected a family with a single margin, got another kind");
  }

  /** See {@link TrainingSettings#protection}. */
  public ProtectionSettings protection() {
    return told.protection();
  }

  /** See {@link TrainingSettings#descent}. */
  public DescentSettings descent() {
    return told.descent();
  }

  /** See {@link TrainingSettings#standardization}. */
  public StandardizationSettings standardization() {
    return told.standardization();
  }

  /** Whether margins can leave where the activation stands for the mean function. */
  public boolean canLeave() {
    return Double.isFinite(family.activation().reach());
  }

  /** A new watch for these settings. */
  public ConvergenceWatch newWatch() {
    return ConvergenceWatch.every(descent().watchEvery(), family.activation());
  }
}
