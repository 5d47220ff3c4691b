package parley.fl.protection.encrypted.linear.step;

import java.util.ArrayList;
import java.util.List;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.CoefficientRules;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.CoefficientPlaces;
import parley.fl.protection.encrypted.linear.packing.OpenedPrecision;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;

/**
 * The steps of a training with coefficients, with limbs and true scales. Stateless and thread-safe.
 *
 * <pre>
 * model (refreshLimbs, 2^s) times rows (2^26)           margins in coefficients
 * refresh to slots                                      margins: topLimbs, 2^s
 * activation                                            residuals: topLimbs less its levels
 * refresh to coefficients                               residuals: refreshLimbs, 2^s
 * residuals times rows                                  gradient: refreshLimbs
 * sum refresh                                           model: refreshLimbs, 2^s
 * </pre>
 *
 * <p>The last iteration's sum refresh puts all columns into one ciphertext; a refresh takes them to
 * the slots of a first row, and one more sums over the rows, so that the finished model lies and is
 * flooded as with rows.
 */
public final class CoefficientSteps {
  public static final String TO_SLOTS = "train/to-slots";
  public static final String TO_COEFFICIENTS = "train/to-coefficients";
  public static final String MODEL_TO_SLOTS = "model/to-slots";
  public static final String MODEL_TO_COEFFICIENTS = "model/to-coefficients";
  public static final String MODEL_SUM = "model/sum";
  public static final String MODEL_TO_ROW = "model/to-row";

  /** Scale of the finished model before its last refresh. */
  public static final double PACKED_SCALE = 0x1p56;

  private CoefficientSteps() {}

  /** Scale of the rows that meet the model. */
  public static double rowScale() {
    return Math.scalb(1.0, CoefficientRules.ROW_SCALE_BITS);
  }

  /**
   * Bound that masks have room for at the limbs where an activation or its powers leave: a power of
   * two, at most that of looks.
   */
  static double bound(long[] primes, Layout layout, double scale) {
    double room = -layout.maskSecurity() - TrainingSteps.log2(layout.providers()) - 1;
    for (int limb = 0; limb < layout.lookLimbs(); limb++) {
      room += TrainingSteps.log2(primes[limb]);
    }
    int bits = (int) Math.floor(room - TrainingSteps.log2(scale)) - 1;
    return Math.min(TrainingSteps.LOOK_BOUND, Math.scalb(1.0, bits));
  }

  /** Bits of masks above a bound. */
  static int maskBits(Layout layout, double bound, double logScale) {
    return layout.maskSecurity() + (int) Math.ceil(logScale + TrainingSteps.log2(bound));
  }

  /**
   * The steps of the iterations, of the looks at the margins if there are any, and of the finished
   * model, in order; as {@link TrainingSteps#training}.
   *
   * @param maps between coefficients and slots
   * @param rowNorm bound on the norm of a row
   */
  static List<PlanStep> training(
      long[] primes,
      Layout layout,
      CoefficientMaps maps,
      PolynomialCircuit.Scales activation,
      int iterations,
      int looks,
      boolean fitted,
      double rowNorm) {
    List<PlanStep> plan = new ArrayList<>();
    for (boolean last : List.of(false, true)) {
      int rounds = last ? 1 : iterations - 1;
      if (rounds == 0) {
        continue;
      }
      // Before the first iteration the driver encrypts the model 0 itself.
      StepSource model = iterations > 1 ? StepSource.of(TrainingSteps.REFRESH) : StepSource.NONE;
      plan.addAll(margins(layout, maps, rounds, last, model, rowNorm));
      if (looks > 0 && !last) {
        plan.addAll(TrainingSteps.powers(primes, layout, rounds, looks, fitted, TO_SLOTS));
      }
      plan.addAll(gradient(primes, layout, maps, activation, rounds, last));
      plan.add(sums(primes, layout, activation, rounds, last));
    }
    plan.addAll(model(layout, maps));
    return plan;
  }

  private static List<PlanStep> margins(
      Layout layout,
      CoefficientMaps maps,
      int rounds,
      boolean last,
      StepSource model,
      double rowNorm) {
    double state = TrainingSteps.log2(layout.stateScale());
    double margin = state + CoefficientRules.ROW_SCALE_BITS;
    double bound = rowNorm * TrainingSteps.weightNorm(layout);
    String forward = last ? TrainingSteps.MODEL_FORWARD : TrainingSteps.FORWARD;
    return List.of(
        UploadStep.builder(forward, ProtocolKind.UPLOAD)
            .rounds(rounds)
            .inputs(layout.stateSize(), layout.refreshLimbs(), state)
            .output(layout.refreshLimbs(), margin)
            .values(layout.blocks())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .source(model)
            .build(),
        ConvertingStep.builder(last ? MODEL_TO_SLOTS : TO_SLOTS)
            .rounds(rounds)
            .map(maps.toSlots())
            .limbs(layout.refreshLimbs(), layout.topLimbs())
            .logScales(margin, state)
            .maskBits(maskBits(layout, bound, margin))
            .maxAbs(bound)
            .source(StepSource.of(forward))
            .build());
  }

  private static List<PlanStep> gradient(
      long[] primes,
      Layout layout,
      CoefficientMaps maps,
      PolynomialCircuit.Scales activation,
      int rounds,
      boolean last) {
    double state = TrainingSteps.log2(layout.stateScale());
    double scale = TrainingSteps.residualScale(primes, layout, activation);
    double bound = bound(primes, layout, scale);
    String toCoefficients = last ? MODEL_TO_COEFFICIENTS : TO_COEFFICIENTS;
    return List.of(
        ConvertingStep.builder(toCoefficients)
            .rounds(rounds)
            .map(maps.toCoefficients())
            .limbs(layout.lookLimbs(), layout.refreshLimbs())
            .logScales(TrainingSteps.log2(scale), state)
            .maskBits(maskBits(layout, bound, TrainingSteps.log2(scale)))
            .maxAbs(bound)
            .source(StepSource.computedFrom(last ? MODEL_TO_SLOTS : TO_SLOTS))
            .build(),
        UploadStep.builder(
                last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT,
                ProtocolKind.SUM_UPLOAD)
            .rounds(rounds)
            .inputs(layout.blocks(), layout.refreshLimbs(), state)
            .output(
                layout.refreshLimbs(),
                TrainingSteps.log2(TrainingSteps.gradientScale(primes, layout, activation)))
            .values(layout.uploads())
            .stride(new CoefficientPlaces(layout).stride())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .source(StepSource.of(toCoefficients))
            .build());
  }

  private static PlanStep sums(
      long[] primes, Layout layout, PolynomialCircuit.Scales activation, int rounds, boolean last) {
    double scale = last ? PACKED_SCALE : layout.stateScale();
    return SumRefreshStep.builder(last ? MODEL_SUM : TrainingSteps.REFRESH)
        .rounds(rounds)
        .counts(layout.stateSize(), last ? 1 : layout.stateSize())
        .stride(new CoefficientPlaces(layout).stride())
        .limbs(layout.refreshLimbs(), layout.refreshLimbs())
        .logScales(
            TrainingSteps.log2(TrainingSteps.gradientScale(primes, layout, activation)),
            TrainingSteps.log2(scale))
        .maskBits(layout.maskBits())
        .maxAbs(layout.stateBound())
        .factorBound(TrainingSteps.STEP_BOUND)
        .carries(last ? "" : TrainingSteps.REFRESH)
        .source(
            StepSource.computedFrom(last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT))
        .build();
  }

  /** From one ciphertext of all columns to the model that lies as with rows. */
  private static List<PlanStep> model(Layout layout, CoefficientMaps maps) {
    double packed = TrainingSteps.log2(PACKED_SCALE);
    double bound = layout.stateBound();
    return List.of(
        ConvertingStep.builder(MODEL_TO_ROW)
            .map(maps.modelToSlots())
            .limbs(layout.refreshLimbs(), layout.refreshLimbs())
            .logScales(packed, packed)
            .maskBits(maskBits(layout, bound, packed))
            .maxAbs(bound)
            .source(StepSource.of(MODEL_SUM))
            .build(),
        SumRefreshStep.builder(TrainingSteps.MODEL_REFRESH)
            .stride(layout.stride())
            .limbs(layout.refreshLimbs(), layout.modelLimbs())
            .logScales(packed, Layout.MODEL_SCALE_BITS)
            .maskBits(maskBits(layout, bound, packed))
            .maxAbs(bound)
            .factorBound(layout.repeats())
            .floodBits(OpenedPrecision.ofWeights(layout))
            .source(StepSource.of(MODEL_TO_ROW))
            .build());
  }
}
