package parley.mhe.runtime.provider;

import java.io.Serializable;
import java.util.Iterator;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;

/**
 * Makes a provider's program from the rows of its partition, inside the task that holds them.
 * Serialised with Spark's closures, so it must hold nothing secret.
 *
 * @param <T> a row, or whatever the partition holds
 */
@FunctionalInterface
public interface ProgramFactory<T> extends Serializable {
  /**
   * The program of one provider.
   *
   * @param provider its name
   * @param plan the plan that the provider accepts
   * @param context the open context; the program must not close it
   * @param rows the rows of its partition
   */
  LocalProgram create(String provider, PartyPlan plan, CkksContext context, Iterator<T> rows);
}
