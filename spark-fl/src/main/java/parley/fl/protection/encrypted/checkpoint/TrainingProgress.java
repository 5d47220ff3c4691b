package parley.fl.protection.encrypted.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.settings.TrainingSettings;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.runtime.session.RoundRecord;
import parley.mhe.runtime.session.SavedSession;

/**
 * What a training has saved, and saves from time to time, so that a restarted driver goes on from
 * it. Without a checkpoint folder nothing is read or written. For one thread.
 */
public final class TrainingProgress implements AutoCloseable {
  private final @Nullable CheckpointStore store;
  private final @Nullable PlaceClaim claim;
  private final int interval;
  private final boolean keep;
  private final @Nullable SavedSession session;
  private final @Nullable SavedState found;
  private final List<RoundRecord> rounds = new ArrayList<>();

  private TrainingProgress(
      @Nullable CheckpointStore store, int interval, boolean keep, SavedState.Reader reader) {
    this.store = store;
    this.interval = interval;
    this.keep = keep;
    this.claim = store == null ? null : store.claim();
    boolean read = false;
    try {
      if (store != null && store.exists()) {
        this.session = store.session();
        this.found = next(reader.read(store.progress()));
      } else {
        this.session = null;
        this.found = null;
      }
      read = true;
    } finally {
      if (!read) {
        close();
      }
    }
    if (found != null) {
      rounds.addAll(found.rounds());
    }
  }

  /**
   * Looks for a checkpoint.
   *
   * @param reader of the states that such a training saves
   * @throws ParleyException when it is altered, was resumed as often as a session allows, or
   *     another training saves there
   */
  public static TrainingProgress of(
      SparkSession spark, TrainingSettings settings, SavedState.Reader reader) {
    return new TrainingProgress(
        settings
            .checkpoint()
            .folder()
            .map(f -> new CheckpointStore(f, spark.sparkContext().hadoopConfiguration()))
            .orElse(null),
        settings.checkpoint().interval(),
        settings.checkpoint().keep(),
        reader);
  }

  private static SavedState next(SavedState saved) {
    SavedState next = saved.nextAttempt();
    if (next.attempt() >= PlanStep.MOST_ATTEMPTS) {
      throw new ParleyException(
          "cannot resume the training: its driver was lost too often, expected at most "
              + (PlanStep.MOST_ATTEMPTS - 1)
              + " restarts, got one more; delete the checkpoint to train anew");
    }
    return next;
  }

  /** The session to go on with; null for a new training. */
  public @Nullable SavedSession session() {
    return session;
  }

  /** Where the training stood, for its next attempt; null for a new one. */
  public @Nullable SavedState found() {
    return found;
  }

  /** Takes down a round for the report of a restarted driver. */
  public void add(RoundRecord round) {
    rounds.add(round);
  }

  /**
   * Saves states when they are due; the first at once, so that a restart after it is a later
   * attempt.
   *
   * @param iteration number of the next iteration
   * @param state asked for the state if it is to be saved
   */
  public void reached(OpenSession open, int iteration, SavedState.Maker state) {
    if (store == null) {
      return;
    }
    int first = found == null ? 0 : found.iteration();
    if (iteration == first && found == null) {
      store.writeSession(open.federation().save());
    }
    if ((iteration - first) % interval == 0) {
      store.writeProgress(state.at(found == null ? 0 : found.attempt(), rounds));
    }
  }

  /** The training is over: there is nothing to resume, unless its model may yet be lost. */
  public void done() {
    if (store != null && !keep) {
      store.delete();
    }
  }

  /** Lets another training have the folder; idempotent. */
  @Override
  public void close() {
    if (claim != null) {
      claim.close();
    }
  }
}
