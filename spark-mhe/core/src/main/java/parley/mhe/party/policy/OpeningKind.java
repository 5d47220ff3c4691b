package parley.mhe.party.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;

/**
 * What a policy may allow a plan to open, as a policy names it. A step is of a kind by what it
 * asks: its protocol, its source, and its numbers. Its name says nothing, since whoever makes the
 * plan chooses it. A word allows one step of a plan, {@link #STATISTICS} and {@link #GRADIENTS} any
 * number of them, {@link #WEIGHTS} a network's layers.
 */
public enum OpeningKind {
  /**
   * Sums of what providers compute on their rows alone, to all or to the querier, in at most two
   * rounds: the second about the means that the first gave.
   */
  SUMS,
  /** The same to all, in one round: for the step of a training. */
  CURVATURE,
  /** Single numbers, at most two a round, each a flooded sum of refreshed values; to all. */
  LOOKS,
  /**
   * A finished model's weights, once, to the querier: what a flooded sum refresh gave, or a
   * network's layers, flooded as they are switched.
   */
  WEIGHTS,
  /**
   * What the driver computed, or what a converting refresh gave of it, flooded as it is switched,
   * as predictions; to the querier.
   */
  MARGINS,
  /**
   * Exact sums of what providers compute on their rows alone, to the querier, in any number of
   * steps and rounds: each number is counted against the row budget.
   */
  STATISTICS,
  /**
   * What flooded sum refreshes gave of what providers computed on their rows at numbers that they
   * do not see, to the querier, in any number of steps and rounds: each number is counted against
   * the row budget. For a querier that is trusted to send what its software sends, since other
   * ciphertexts single out rows.
   */
  GRADIENTS,
  /** Three such sums to all, in one round: how many rows a query is about, and whose. */
  GATE,
  /**
   * One number to the querier, once: a flooded sum refresh of what providers made of their rows and
   * of what others had uploaded, such as the inner product of two providers' vectors.
   */
  PRODUCT,
  /** One such sum for each provider to all, in one round: how many rows each has. */
  COUNTS,
  /**
   * Exact sums under masks that cancel, to all, in any number of steps and rounds: each number is
   * counted against the numbers that may be opened. No step of an encrypted plan is of this kind.
   */
  MASKED;

  /**
   * Where a step fits two, the word that allows less is used up first, after the one that no step
   * uses up.
   */
  private static final List<OpeningKind> NARROWEST_FIRST =
      List.of(
          GATE, COUNTS, CURVATURE, STATISTICS, SUMS, LOOKS, GRADIENTS, PRODUCT, WEIGHTS, MARGINS);

  private static final int MOST_ROUNDS = 2;
  private static final int MOST_LOOKS = 2;
  private static final int GATE_NUMBERS = 3;

  /** The word that a policy uses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a step uses the word up, so that it allows no other step of the plan. */
  public boolean allowsOneStep() {
    return this != STATISTICS && this != GRADIENTS && this != MASKED;
  }

  /** Whether this step, which is of this kind, uses the word up; a network's layers share it. */
  public boolean isUsedUpBy(PartyPlan plan, OpeningStep step) {
    return allowsOneStep() && !(this == WEIGHTS && ModelLayers.isLayer(plan, step));
  }

  /** The kind with that word. */
  static Optional<OpeningKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** The one of these kinds that a step of a plan is of, if any. */
  public static Optional<OpeningKind> of(
      PartyPlan plan, OpeningStep step, Set<OpeningKind> candidates) {
    return NARROWEST_FIRST.stream()
        .filter(kind -> candidates.contains(kind) && kind.fits(plan, step))
        .findFirst();
  }

  /** Whether a step of a plan is of this kind. */
  public boolean fits(PartyPlan plan, OpeningStep step) {
    int n = plan.parameters().ringDimension();
    boolean toAll = step.protocol() == ProtocolKind.DECRYPTION;
    return switch (this) {
      case SUMS -> ofRowsAlone(plan, step, n) && step.rounds() <= MOST_ROUNDS;
      case CURVATURE -> toAll && ofRowsAlone(plan, step, n) && step.rounds() == 1;
      case LOOKS ->
          toAll && step.values() == 1 && step.objects() <= MOST_LOOKS && flooded(plan, step);
      case WEIGHTS -> ofWeights(plan, step) || ModelLayers.allLayers(plan, step);
      case MARGINS ->
          !toAll
              && step.floodBits() > 0
              && (step.source().computed()
                  || plan.step(step.source().step()) instanceof ConvertingStep);
      case STATISTICS -> !toAll && ofRowsAlone(plan, step, n) && ofWholeNumbers(plan, step, n);
      case GRADIENTS -> !toAll && flooded(plan, step) && ofHiddenNumbers(plan, step);
      case GATE ->
          toAll
              && ofRowsAlone(plan, step, n)
              && step.rounds() == 1
              && step.values() == GATE_NUMBERS;
      case PRODUCT ->
          !toAll
              && step.rounds() == 1
              && step.objects() == 1
              && step.rows() == 1
              && ofProduct(plan, step);
      case COUNTS -> CURVATURE.fits(plan, step) && step.values() == plan.providers().size();
      case MASKED -> false;
    };
  }

  /** No input goes into the upload, so it depends on no model; what is opened is opened once. */
  private static boolean ofRowsAlone(PartyPlan plan, OpeningStep step, int n) {
    if (step.source().computed()
        || !(plan.step(step.source().step()) instanceof UploadStep source)
        || source.inputs() > 0
        || step.attempts() > 1) {
      return false;
    }
    return step.protocol() == ProtocolKind.KEY_SWITCH
        || (source.protocol() == ProtocolKind.SUMS
            && step.values() == Math.min(source.values(), n)
            && step.objects() == (source.values() - 1) / n + 1);
  }

  /** Each ciphertext of the sums once a round, each of its numbers counted as a row. */
  private static boolean ofWholeNumbers(PartyPlan plan, OpeningStep step, int n) {
    UploadStep source = plan.step(step.source().step(), UploadStep.class);
    return source.protocol() == ProtocolKind.SUMS
        && step.objects() == (source.values() - 1) / n + 1
        && step.rows() == Math.min(source.values(), n);
  }

  /** Encrypted inputs that nobody made before, sums over rows, each number counted as a row. */
  private static boolean ofHiddenNumbers(PartyPlan plan, OpeningStep step) {
    SumRefreshStep refresh = plan.step(step.source().step(), SumRefreshStep.class);
    return !refresh.source().none()
        && !refresh.source().computed()
        && refresh.carries().isEmpty()
        && plan.step(refresh.source().step()) instanceof UploadStep upload
        && upload.protocol() == ProtocolKind.SUM_UPLOAD
        && upload.inputs() > 0
        && upload.source().none()
        && step.attempts() == 1
        && step.objects() == refresh.outputs()
        && step.rows() == refresh.inputs();
  }

  /** All of a model's weights at once. */
  static boolean ofWeights(PartyPlan plan, OpeningStep step) {
    return step.protocol() == ProtocolKind.KEY_SWITCH
        && step.rounds() == 1
        && flooded(plan, step)
        && !ofProduct(plan, step);
  }

  /** Of one coefficient of what providers made of an upload that no model went into. */
  private static boolean ofProduct(PartyPlan plan, OpeningStep step) {
    return flooded(plan, step)
        && plan.step(step.source().step()) instanceof SumRefreshStep refresh
        && refresh.stride() == 0
        && refresh.inputs() == 1
        && !refresh.source().computed()
        && plan.step(refresh.source().step()) instanceof UploadStep made
        && made.protocol() == ProtocolKind.SUM_UPLOAD
        && !made.source().none()
        && !made.source().computed()
        && plan.step(made.source().step()) instanceof UploadStep other
        && other.inputs() == 0;
  }

  private static boolean flooded(PartyPlan plan, OpeningStep step) {
    return !step.source().computed()
        && plan.step(step.source().step()) instanceof SumRefreshStep source
        && source.flood() != null;
  }
}
