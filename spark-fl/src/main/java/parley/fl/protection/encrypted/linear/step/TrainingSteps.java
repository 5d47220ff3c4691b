package parley.fl.protection.encrypted.linear.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.fl.family.circuit.FittedCircuit;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.encrypted.linear.packing.ObliviousPredictor;
import parley.fl.protection.encrypted.linear.packing.OpenedPrecision;
import parley.fl.protection.encrypted.linear.packing.RowBlockEvaluator;
import parley.fl.protection.encrypted.linear.packing.SlotRotations;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.NoiseBounds;

/**
 * The steps that providers of an encrypted training accept, with the limbs and true scales of each.
 * Scales follow from the primes, so that the plan can state them before anything is computed.
 * Stateless and thread-safe.
 */
public final class TrainingSteps {
  public static final String FORWARD = "train/forward";
  public static final String GRADIENT = "train/gradient";
  public static final String REFRESH = "train/refresh";
  public static final String LOOK = "train/look";
  public static final String LOOK_REFRESH = "train/look-refresh";
  public static final String LOOK_OPEN = "train/look-open";
  public static final String MODEL_GRADIENT = "model/gradient";
  public static final String MODEL_FORWARD = "model/forward";
  public static final String MODEL_REFRESH = "model/refresh";
  public static final String MODEL_REVEAL = "model/reveal";
  public static final String PREDICT = "predict/margins";

  /** Key switches of predictions that a session allows: rounds, and ciphertexts a round. */
  public static final int PREDICT_ROUNDS = 32;

  public static final int PREDICT_OBJECTS = 8;

  /** Bound on the means of powers of margins over H that a look can show. */
  static final double LOOK_BOUND = 0x1p20;

  /**
   * Bound on the ratio of two iterations' steps times that of what their models are divided by, and
   * momentum.
   */
  static final double STEP_BOUND = 0x1p20;

  /** So that a row of the very bound is within it. */
  private static final double ROUNDING = 1e-9;

  private TrainingSteps() {}

  /** log2 of a scale, with the same bytes on every machine. */
  static double log2(double scale) {
    return StrictMath.log(scale) / StrictMath.log(2);
  }

  /** True scale of the residuals that gradients are made of. */
  static double residualScale(long[] primes, Layout layout, PolynomialCircuit.Scales activation) {
    return activation.output(primes, layout.predictorLimbs(), layout.stateScale());
  }

  /** True scale of what is refreshed. */
  public static double gradientScale(
      long[] primes, Layout layout, PolynomialCircuit.Scales activation) {
    return layout.packing() == Packing.COEFFICIENT
        ? layout.stateScale() * gradientRowScale(layout)
        : residualScale(primes, layout, activation) * gradientRowScale(layout);
  }

  /** Scale of the rows that meet the model. */
  public static double forwardRowScale(long[] primes, Layout layout) {
    return primes[layout.topLimbs() - 1];
  }

  /** Scale of the rows that meet the residuals. */
  public static double gradientRowScale(Layout layout) {
    return Math.scalb(1.0, layout.gradientScaleBits());
  }

  /** True scale of the powers that a look opens: of u^16, or of u^2 where that is all. */
  static double lookScale(long[] primes, Layout layout, boolean fitted) {
    return fitted
        ? residualScale(primes, layout, FittedCircuit.SCALES)
        : layout.stateScale() * layout.stateScale() / primes[layout.predictorLimbs() - 1];
  }

  /**
   * Adds the session's keys.
   *
   * @param reveal whether the weights go to the querier, so that there are no predictions
   */
  public static void addKeys(
      PartyPlan.Builder plan, CkksContext context, Layout layout, boolean reveal) {
    plan.publicKey().relinearisationKey();
    int[] elements =
        Arrays.stream(rotationSteps(layout, reveal))
            .map(step -> Evaluator.galoisElement(step, context.parameters().ringDimension()))
            .toArray();
    if (elements.length > 0) {
      plan.rotationKeys(elements);
    }
  }

  private static int[] rotationSteps(Layout layout, boolean reveal) {
    return switch (layout.packing()) {
      case ROW -> RowBlockEvaluator.rotationSteps(layout.width());
      case DIAGONAL -> SlotRotations.steps(layout);
      case COEFFICIENT -> reveal ? new int[0] : RowBlockEvaluator.sumSteps(layout.width());
    };
  }

  /**
   * The steps of the iterations, of the looks at the margins if there are any, and of the finished
   * model, in order.
   *
   * @param primes of the ring, the first the largest
   * @param fitted whether looks open u^16 beside u^2
   * @param rowNorm bound on the norm of any one row
   */
  public static List<PlanStep> training(
      long[] primes,
      Layout layout,
      PolynomialCircuit.Scales activation,
      int iterations,
      int looks,
      boolean fitted,
      double rowNorm) {
    return layout.packing() == Packing.COEFFICIENT
        ? CoefficientSteps.training(
            primes,
            layout,
            CoefficientMaps.of(primes, layout, activation),
            activation,
            iterations,
            looks,
            fitted,
            rowNorm)
        : inSlots(primes, layout, activation, iterations, looks, fitted);
  }

  /** With diagonals and rows. */
  static List<PlanStep> inSlots(
      long[] primes,
      Layout layout,
      PolynomialCircuit.Scales activation,
      int iterations,
      int looks,
      boolean fitted) {
    List<PlanStep> plan = new ArrayList<>();
    double state = log2(layout.stateScale());
    double gradient = log2(gradientScale(primes, layout, activation));
    // Before the first iteration the driver encrypts the model 0 itself.
    StepSource model = iterations > 1 ? StepSource.of(REFRESH) : StepSource.NONE;
    for (boolean last : List.of(false, true)) {
      int rounds = last ? 1 : iterations - 1;
      if (rounds == 0) {
        continue;
      }
      boolean row = layout.packing() == Packing.ROW;
      String forward = last ? MODEL_FORWARD : FORWARD;
      if (row) {
        double products = log2(layout.stateScale() * forwardRowScale(primes, layout));
        plan.add(
            UploadStep.builder(forward, ProtocolKind.UPLOAD)
                .rounds(rounds)
                .inputs(layout.stateSize(), layout.topLimbs(), state)
                .output(layout.topLimbs(), products)
                .values(layout.blocks())
                .attempts(PlanStep.MOST_ATTEMPTS)
                .source(model)
                .build());
      }
      if (looks > 0 && !last) {
        plan.addAll(
            row
                ? powers(primes, layout, rounds, looks, fitted, FORWARD)
                : looks(primes, layout, rounds, looks, fitted));
      }
      UploadStep.Builder upload =
          UploadStep.builder(
                  last ? MODEL_GRADIENT : GRADIENT,
                  row ? ProtocolKind.SUM_UPLOAD : ProtocolKind.UPLOAD)
              .rounds(rounds)
              .output(layout.refreshLimbs(), gradient)
              .values(layout.uploads())
              .attempts(PlanStep.MOST_ATTEMPTS);
      if (row) {
        upload
            .inputs(
                layout.blocks(),
                layout.refreshLimbs(),
                log2(residualScale(primes, layout, activation)))
            .stride(layout.stride())
            .source(StepSource.computedFrom(forward));
      } else {
        rotatedModel(upload, layout).source(computed(model));
      }
      plan.add(upload.build());
      // The finished model alone is opened, as weights or in margins.
      plan.add(
          SumRefreshStep.builder(last ? MODEL_REFRESH : REFRESH)
              .rounds(rounds)
              .counts(layout.stateSize(), layout.stateSize())
              .stride(layout.stride())
              .limbs(layout.refreshLimbs(), last ? layout.modelLimbs() : layout.topLimbs())
              .logScales(gradient, last ? Layout.MODEL_SCALE_BITS : state)
              .maskBits(layout.maskBits())
              .maxAbs(layout.stateBound())
              .factorBound(STEP_BOUND)
              .carries(last ? "" : REFRESH)
              .floodBits(last ? OpenedPrecision.ofWeights(layout) : 0)
              .source(StepSource.computedFrom(last ? MODEL_GRADIENT : GRADIENT))
              .build());
    }
    return plan;
  }

  /** With diagonals providers get the model's rotations, and the intercept beside them. */
  private static UploadStep.Builder rotatedModel(UploadStep.Builder upload, Layout layout) {
    return upload.inputs(
        layout.width() + layout.stateSize() - 1, layout.topLimbs(), log2(layout.stateScale()));
  }

  private static StepSource computed(StepSource source) {
    return source.none() ? source : StepSource.computedFrom(source.step());
  }

  /** With diagonals each provider raises the margins of its own rows to powers. */
  private static List<PlanStep> looks(
      long[] primes, Layout layout, int iterations, int looks, boolean fitted) {
    List<PlanStep> plan = new ArrayList<>();
    plan.add(
        rotatedModel(UploadStep.builder(LOOK, ProtocolKind.SUM_UPLOAD), layout)
            .rounds(iterations)
            .output(layout.lookLimbs(), log2(lookScale(primes, layout, fitted)))
            .values(fitted ? 2 : 1)
            .attempts(PlanStep.MOST_ATTEMPTS)
            .source(StepSource.computedFrom(REFRESH))
            .build());
    plan.addAll(powers(primes, layout, iterations, looks, fitted, LOOK));
    return plan;
  }

  /** The refresh and the opening of a look. */
  static List<PlanStep> powers(
      long[] primes, Layout layout, int iterations, int looks, boolean fitted, String source) {
    List<PlanStep> plan = new ArrayList<>();
    double trueScale = lookScale(primes, layout, fitted);
    double scale = log2(trueScale);
    int powers = fitted ? 2 : 1;
    double bound =
        layout.packing() == Packing.COEFFICIENT
            ? CoefficientSteps.bound(primes, layout, trueScale)
            : LOOK_BOUND;
    plan.add(
        SumRefreshStep.builder(LOOK_REFRESH)
            .rounds(iterations)
            .counts(powers, powers)
            .limbs(layout.lookLimbs(), layout.modelLimbs())
            .logScales(scale, Layout.MODEL_SCALE_BITS)
            .maskBits(layout.maskSecurity() + (int) Math.ceil(scale + log2(bound)))
            .maxAbs(bound)
            .factorBound(MarginLooks.SUM_FACTOR * layout.rowsPerMargins())
            .floodBits(OpenedPrecision.ofLooks(layout))
            .source(source.equals(LOOK) ? StepSource.of(LOOK) : StepSource.computedFrom(source))
            .build());
    plan.add(
        OpeningStep.builder(LOOK_OPEN, ProtocolKind.DECRYPTION)
            .rounds(iterations)
            .objects(powers)
            .input(layout.modelLimbs(), Layout.MODEL_SCALE_BITS)
            .values(1)
            .ciphertextDeviation(freshDeviation(layout))
            .maxAbs(LOOK_BOUND * MarginLooks.SUM_FACTOR * layout.capacity() * layout.providers())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .openings(powers * looks * PlanStep.MOST_ATTEMPTS)
            .source(StepSource.of(LOOK_REFRESH))
            .build());
    return plan;
  }

  /** Adds the release of the weights to the querier. */
  public static void addReveal(PartyPlan.Builder plan, Layout layout) {
    plan.step(
        opening(
                MODEL_REVEAL,
                layout.modelLimbs(),
                Layout.MODEL_SCALE_BITS,
                freshDeviation(layout),
                layout.stateBound())
            .source(StepSource.of(MODEL_REFRESH))
            .objects(layout.modelSize())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .rows(layout.weights())
            .build());
  }

  /**
   * Adds the predictions that the querier may ask for.
   *
   * @param rows that one opening carries at most
   */
  public static void addPredictions(
      PartyPlan.Builder plan, CkksContext context, Layout layout, double rowNorm, int rows) {
    plan.step(
        opening(
                PREDICT,
                ObliviousPredictor.resultLimbs(layout),
                log2(predictionScale(context, layout)),
                predictionDeviation(context, layout, rowNorm),
                rowNorm * weightNorm(layout))
            .source(StepSource.computedFrom(MODEL_REFRESH))
            .floodBits(OpenedPrecision.ofMargins(layout))
            .rounds(PREDICT_ROUNDS)
            .objects(PREDICT_OBJECTS)
            .rows(rows)
            .build());
  }

  /** Back from the bound that {@link #addPredictions} states. */
  public static double rowNorm(OpeningStep predictions, Layout layout) {
    return predictions.maxAbs() / weightNorm(layout) * (1 + ROUNDING);
  }

  static double weightNorm(Layout layout) {
    return layout.stateBound() * Math.sqrt(layout.weights());
  }

  /** True scale of a prediction's margins. */
  static double predictionScale(CkksContext context, Layout layout) {
    return Layout.modelScale() * Layout.modelScale() / context.primes()[layout.modelLimbs() - 1];
  }

  /**
   * Bound on the standard deviation of a coefficient's noise in a prediction, with a factor 8 of
   * reserve: sum_j (x_j e_wj + w_j e_xj) of the refreshed weights' noise, which rotations add to
   * with diagonals, and the queries' fresh noise, after one limb is dropped; relinearisation and
   * rounding are far below.
   */
  static double predictionDeviation(CkksContext context, Layout layout, double rowNorm) {
    int n = layout.parameters().ringDimension();
    double noise =
        rowNorm * weightDeviation(context, layout)
            + weightNorm(layout) * NoiseBounds.freshEncryption(n, layout.providers());
    return 8 * Layout.modelScale() * noise / context.primes()[layout.modelLimbs() - 1];
  }

  /** Of the weights that rows are multiplied with, after the most hops of their rotations. */
  private static double weightDeviation(CkksContext context, Layout layout) {
    double fresh = NoiseBounds.sumRefresh(layout.providers());
    int most = layout.packing() == Packing.DIAGONAL ? layout.mostHops() : 0;
    return Math.hypot(
        fresh, NoiseBounds.sum(NoiseBounds.rotation(context, layout.providers()), most));
  }

  private static double freshDeviation(Layout layout) {
    return NoiseBounds.sumRefresh(layout.providers());
  }

  private static OpeningStep.Builder opening(
      String name, int limbs, double logScale, double deviation, double bound) {
    return OpeningStep.builder(name, ProtocolKind.KEY_SWITCH)
        .input(limbs, logScale)
        .ciphertextDeviation(deviation)
        .maxAbs(bound);
  }
}
