package parley.mhe.runtime.masking;

import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingStep;

/** What one provider adds to masked sums, computed on its own rows. For one thread at a time. */
@FunctionalInterface
public interface MaskProgram {
  /**
   * Its integers.
   *
   * @param step of the plan
   * @param round of the step
   * @param arguments public, the same for every provider
   * @return as many integers as the step says, the same for the same question
   */
  MaskedVector integers(MaskingStep step, int round, byte[] arguments);
}
