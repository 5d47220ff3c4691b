package parley.fl.protection.encrypted.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.fl.activation.Schedule;
import parley.fl.activation.Schedule.Look;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.IterationPlan;
import parley.fl.protection.agree.Statistics;
import parley.fl.protection.encrypted.linear.loop.LoopState;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.settings.TrainingSettings;
import parley.fl.sum.encrypted.FederationSums;
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
  private final @Nullable Checkpoint found;
  private final List<RoundRecord> rounds = new ArrayList<>();

  private TrainingProgress(@Nullable CheckpointStore store, int interval, boolean keep) {
    this.store = store;
    this.interval = interval;
    this.keep = keep;
    this.claim = store == null ? null : store.claim();
    boolean read = false;
    try {
      if (store != null && store.exists()) {
        this.session = store.session();
        this.found = next(store.progress());
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
   * @throws ParleyException when it is altered, was resumed as often as a session allows, or
   *     another training saves there
   */
  public static TrainingProgress of(SparkSession spark, TrainingSettings settings) {
    return new TrainingProgress(
        settings
            .checkpoint()
            .folder()
            .map(f -> new CheckpointStore(f, spark.sparkContext().hadoopConfiguration()))
            .orElse(null),
        settings.checkpoint().interval(),
        settings.checkpoint().keep());
  }

  private static Checkpoint next(Checkpoint saved) {
    Checkpoint next = saved.nextAttempt();
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
  public @Nullable Checkpoint found() {
    return found;
  }

  /** Takes down a round for the report of a restarted driver. */
  public void add(RoundRecord round) {
    rounds.add(round);
  }

  /** What the providers agreed on, now or before the restart. */
  public Statistics statistics(OpenSession open, ProviderDataset data, TrainingSettings settings) {
    return found == null
        ? Statistics.agree(new FederationSums(open.federation(), null), data, settings)
        : Statistics.of(found.scaling(), found.curvature(), settings, data.features());
  }

  /** A watch with the readings so far. */
  public ConvergenceWatch watch(TrainingSettings settings) {
    ConvergenceWatch watch = settings.newWatch();
    if (found != null) {
      for (Reading reading : found.readings()) {
        watch.remember(reading);
      }
    }
    return watch;
  }

  /** The schedule of fitted polynomials with the looks so far; null for a fixed polynomial. */
  public @Nullable Schedule schedule(IterationPlan plan) {
    List<Look> looks = found == null ? List.of() : found.looks();
    return plan.fit().map(terms -> terms.schedule(plan.iterations(), looks)).orElse(null);
  }

  /**
   * Saves states when they are due; the first at once, so that a restart after it is a later
   * attempt.
   */
  public LoopState.Listener saving(
      OpenSession open,
      Statistics statistics,
      @Nullable Schedule schedule,
      ConvergenceWatch watch) {
    CheckpointStore target = store;
    if (target == null) {
      return state -> {};
    }
    int first = found == null ? 0 : found.iteration();
    int attempt = found == null ? 0 : found.attempt();
    return state -> {
      if (state.iteration() == first && found == null) {
        target.writeSession(open.federation().save());
      }
      if ((state.iteration() - first) % interval == 0) {
        List<Look> looks = schedule == null ? List.of() : schedule.looks();
        target.writeProgress(
            Checkpoint.of(attempt, state, statistics, rounds, watch.readings(), looks));
      }
    };
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
