package parley.fl.plan;

import java.nio.file.Path;
import parley.mhe.ckks.CkksParameters;

/**
 * A training that was planned beforehand, as a file of {@code parley plan --out} holds it: public
 * numbers only. Immutable and thread-safe.
 */
public interface PlanFile {
  /** SHA-256 of all that the file says; names the plan. 32 bytes. */
  byte[] digest();

  /** The ring of the training, and of the public key of a querier that is apart. */
  CkksParameters parameters();

  /** The file's content. */
  String toJson();

  /**
   * Reads a plan's file, whatever it plans.
   *
   * @throws PlanException if it is missing, of another version, altered, or keeps this version's
   *     rules no more
   */
  static PlanFile read(Path file) {
    String name = file.toString();
    String text = PlanText.read(file);
    return NetworkTrainingPlan.KIND.equals(PlanText.kind(name, text))
        ? NetworkTrainingPlan.of(name, text)
        : TrainingPlan.of(name, text);
  }
}
