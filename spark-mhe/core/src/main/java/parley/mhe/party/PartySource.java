package parley.mhe.party;

import java.io.Serializable;
import java.util.SortedMap;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.KeyException;

/**
 * From where a provider's process gets its party. It travels there from the driver, so it names
 * places and holds no secret. Implementations are immutable and thread-safe.
 */
public interface PartySource extends Serializable {
  /**
   * A party that accepts a plan and begins.
   *
   * @throws RefusedException when the provider is not in the plan
   * @throws parley.error.ParleyException when its store holds a session already or cannot be
   *     written
   */
  PartyService join(PartyPlan plan, String provider);

  /**
   * A party that goes on with its session of this plan.
   *
   * @throws KeyException when there is none, or it is of another plan
   */
  PartyService resume(PartyPlan plan, String provider);

  /**
   * Whether a policy of the provider, in whose process this is asked, may want to know which rows a
   * query uses. True where that is not known before a session: what is not needed does no harm.
   */
  default boolean mayAskForRows(String provider) {
    return true;
  }

  /** Whether a party can come back after the process that uses it has ended. */
  boolean outlivesProcess();

  /**
   * The same source, for those of a known session: {@link #resume} gives no other of the same plan.
   *
   * @param nonces the nonces of all its providers
   */
  default PartySource ofSession(SortedMap<String, byte[]> nonces) {
    return this;
  }
}
