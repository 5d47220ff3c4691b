package parley.mhe.runtime.masking;

import java.io.Serializable;
import java.util.Iterator;
import parley.mhe.masking.MaskingPlan;

/**
 * Makes a provider's program from the rows of its partition. Serialised with Spark's closures, so
 * it must hold nothing secret.
 *
 * @param <T> a row
 */
@FunctionalInterface
public interface MaskProgramFactory<T> extends Serializable {
  /**
   * The program of one provider.
   *
   * @param plan which it is about to accept; a plan that the program would not have made is refused
   *     here
   */
  MaskProgram create(String provider, MaskingPlan plan, Iterator<T> rows);
}
