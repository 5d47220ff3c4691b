package parley.mhe.runtime.ui;

import org.jspecify.annotations.Nullable;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.runtime.session.RoundRecord;

/**
 * How long the iterations that a plan has still take, if they take what those so far took. For one
 * thread.
 */
final class TimeLeft {
  private static final String TRAINING = "train";
  private static final int NONE_YET = -1;

  private final int iterations;
  private int first = NONE_YET;
  private double begun;

  /** Before the first round; 0 iterations for what is no training. */
  TimeLeft(int iterations) {
    this.iterations = iterations;
  }

  /** The iterations of a plan. */
  static TimeLeft of(PartyPlan plan) {
    return new TimeLeft(
        plan.steps().stream()
            .filter(step -> step.phase().equals(TRAINING))
            .mapToInt(PlanStep::rounds)
            .max()
            .orElse(0));
  }

  /**
   * In seconds, after a round; null outside the iterations and in the first of them.
   *
   * @param elapsed seconds since the federation began
   */
  @Nullable Double after(RoundRecord round, double elapsed) {
    // A step of fewer rounds, such as a look's, numbers its own.
    if (!round.step().startsWith(TRAINING + "/") || round.rounds() != iterations) {
      return null;
    }
    if (first == NONE_YET) {
      first = round.round();
      begun = elapsed - round.seconds();
    }
    // An iteration is over when the next one's first round is.
    int done = round.round() - first;
    return done == 0 ? null : (elapsed - begun) / done * (iterations - round.round());
  }
}
