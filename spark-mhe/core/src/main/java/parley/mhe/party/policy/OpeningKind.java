package parley.mhe.party.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;

/**
 * What a policy may allow a plan to open, as a policy names it. A step is of a kind by what it
 * asks: its protocol, what feeds it, and its numbers. Its name says nothing, since whoever makes
 * the plan chooses it. A word allows one step of a plan.
 */
public enum OpeningKind {
  /**
   * Sums of what providers compute on their rows alone: to all, in at most two rounds (the second
   * about the means that the first gave), or in one round to the querier.
   */
  SUMS,
  /** The same to all, in one round: for the step of a training. */
  CURVATURE,
  /** Single numbers, at most two a round, each a flooded sum of refreshed values; to all. */
  LOOKS,
  /** What a flooded sum refresh gave, as a finished model's weights, once; to the querier. */
  WEIGHTS,
  /** What the driver computed, flooded as it is switched, as predictions; to the querier. */
  MARGINS;

  /** Where a step fits two, the word that allows less is used up first. */
  private static final List<OpeningKind> NARROWEST_FIRST =
      List.of(CURVATURE, SUMS, LOOKS, WEIGHTS, MARGINS);

  private static final int MOST_ROUNDS = 2;
  private static final int MOST_LOOKS = 2;

  /** The word that a policy uses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that word. */
  static Optional<OpeningKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** The one of these kinds that a step of a plan is of, if any. */
  public static Optional<OpeningKind> of(
      PartyPlan plan, PlanStep step, Set<OpeningKind> candidates) {
    return NARROWEST_FIRST.stream()
        .filter(kind -> candidates.contains(kind) && kind.fits(plan, step))
        .findFirst();
  }

  /** Whether a step of a plan is of this kind. */
  public boolean fits(PartyPlan plan, PlanStep step) {
    PlanStep source = source(plan, step);
    int n = plan.parameters().ringDimension();
    boolean toAll = step.protocol() == ProtocolKind.DECRYPTION;
    boolean toQuerier = step.protocol() == ProtocolKind.KEY_SWITCH;
    return switch (this) {
      case SUMS -> ofRowsAlone(step, source, n) && step.rounds() <= (toAll ? MOST_ROUNDS : 1);
      case CURVATURE -> toAll && ofRowsAlone(step, source, n) && step.rounds() == 1;
      case LOOKS -> toAll && step.values() == 1 && step.objects() <= MOST_LOOKS && flooded(source);
      case WEIGHTS -> toQuerier && step.rounds() == 1 && flooded(source);
      case MARGINS -> toQuerier && source == null && step.floodBits() > 0;
    };
  }

  /** No input goes into the upload, so it depends on no model; what is opened is opened once. */
  private static boolean ofRowsAlone(PlanStep step, @Nullable PlanStep source, int n) {
    if (source == null || source.limbsIn() > 0 || step.attempts() > 1) {
      return false;
    }
    return step.protocol() == ProtocolKind.DECRYPTION
        ? source.protocol() == ProtocolKind.SUMS
            && step.values() == Math.min(source.values(), n)
            && step.objects() == (source.values() - 1) / n + 1
        : step.protocol() == ProtocolKind.KEY_SWITCH && source.protocol().uploads();
  }

  private static boolean flooded(@Nullable PlanStep source) {
    return source != null && source.flood() != null;
  }

  /** The step right before, if what comes out there is what goes in here. */
  private static @Nullable PlanStep source(PartyPlan plan, PlanStep step) {
    List<PlanStep> steps = plan.steps();
    int at = steps.indexOf(step);
    PlanStep before = at > 0 ? steps.get(at - 1) : null;
    boolean feeds =
        before != null
            && before.limbsOut() == step.limbsIn()
            && PlanStep.sameScale(before.logScaleOut(), Math.pow(2, step.logScaleIn()));
    return feeds ? before : null;
  }
}
