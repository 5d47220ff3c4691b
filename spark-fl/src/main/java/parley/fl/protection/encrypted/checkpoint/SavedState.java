package parley.fl.protection.encrypted.checkpoint;

import java.util.List;
import parley.mhe.runtime.session.RoundRecord;

/**
 * How far a training is, beside its session: what a restarted driver goes on from. The model in it
 * is encrypted under the key that no one holds, and the rest is masked or public: nothing in it is
 * secret. Implementations are immutable.
 */
public interface SavedState {
  /** Attempt of the rounds that come next; more with each restart. */
  int attempt();

  /** Number of the next iteration, from 0. */
  int iteration();

  /** All rounds so far, for the report. */
  List<RoundRecord> rounds();

  /** The same for the next attempt: its driver was lost, and what it asked since is asked anew. */
  SavedState nextAttempt();

  /** Its bytes, with a word in front that tells them from those of any other kind. */
  byte[] toBytes();

  /** Reads {@link #toBytes}. */
  @FunctionalInterface
  interface Reader {
    /**
     * The state.
     *
     * @throws parley.error.ParleyException when it is cut off or something else
     */
    SavedState read(byte[] bytes);
  }

  /** Makes a state where one is to be saved. */
  @FunctionalInterface
  interface Maker {
    /** The state of a training with these rounds so far. */
    SavedState at(int attempt, List<RoundRecord> rounds);
  }
}
