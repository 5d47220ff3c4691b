package parley.fl.protection.encrypted.linear.step;

import java.util.Arrays;
import java.util.List;
import parley.fl.plan.CircuitShape;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.PlannedStep;
import parley.fl.plan.PlannedSteps;
import parley.fl.plan.RingWork;
import parley.fl.plan.Work;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.UploadStep;

/**
 * What is computed around each step of {@link TrainingSteps}: by a provider on its rows, and by the
 * driver. The counts follow the kernels and rounds of {@code
 * parley.fl.protection.encrypted.linear.loop}. For one layout; immutable.
 */
public final class TrainingCosts {
  /** The steps of a training by descent, for a planner. */
  public static final PlannedSteps STEPS =
      (layout, request) -> new TrainingCosts(layout, request).steps();

  /**
   * Degree from which looks open u^16 beside u^2, as the activation follows them; one that stays is
   * taken for dearer than it is.
   */
  private static final int FITTED_DEGREE = 15;

  private final Layout layout;
  private final PlanRequest request;
  private final CircuitShape circuit;
  private final RingWork ring;

  private TrainingCosts(Layout layout, PlanRequest request) {
    this.layout = layout;
    this.request = request;
    this.circuit = CircuitShape.of(request.degree());
    this.ring = new RingWork(layout.parameters(), layout.topLimbs());
  }

  private List<PlannedStep> steps() {
    return TrainingSteps.training(
            nominalPrimes(),
            layout,
            (primes, limbs, scale) -> scale,
            request.iterations(),
            request.watchRounds(),
            fitted())
        .stream()
        .map(this::planned)
        .toList();
  }

  /** As large as the parameters ask for; the true ones are known when a ring is opened. */
  private long[] nominalPrimes() {
    long[] primes = new long[layout.topLimbs()];
    Arrays.fill(primes, 1L << layout.parameters().scaleBits());
    return primes;
  }

  private boolean fitted() {
    return request.degree() == FITTED_DEGREE;
  }

  private boolean rows() {
    return layout.packing() == Packing.ROW;
  }

  private PlannedStep planned(PlanStep step) {
    return switch (step.name()) {
      case TrainingSteps.FORWARD, TrainingSteps.MODEL_FORWARD ->
          new PlannedStep(
              step,
              step.rounds(),
              0,
              touched(),
              ring.products(2.0 * layout.topLimbs()).times(touched()),
              inWaves(predictor()));
      case TrainingSteps.GRADIENT, TrainingSteps.MODEL_GRADIENT ->
          rows()
              ? new PlannedStep(
                  step,
                  step.rounds(),
                  0,
                  1,
                  ring.products(2.0 * layout.refreshLimbs()).times(touched()),
                  inWaves(activation()))
              : new PlannedStep(
                  step,
                  step.rounds(),
                  // The first gradient, of the model 0, is a sum in clear.
                  isFirst(step) ? 1 : 0,
                  ((UploadStep) step).values(),
                  diagonals(gradient()),
                  rotations());
      case TrainingSteps.LOOK ->
          new PlannedStep(
              step,
              request.watchRounds(),
              0,
              ((UploadStep) step).values(),
              diagonals(powers()),
              Work.NONE);
      case TrainingSteps.LOOK_REFRESH ->
          new PlannedStep(
              step, request.watchRounds(), 0, 0, Work.NONE, rows() ? inWaves(powers()) : Work.NONE);
      case TrainingSteps.LOOK_OPEN ->
          new PlannedStep(step, request.watchRounds(), 0, 0, Work.NONE, Work.NONE);
      case TrainingSteps.REFRESH, TrainingSteps.MODEL_REFRESH ->
          new PlannedStep(step, step.rounds(), 0, 0, Work.NONE, rows() ? Work.NONE : giantSteps());
      default ->
          throw new IllegalArgumentException(
              "cannot plan the step " + step.name() + ": its cost is not stated");
    };
  }

  private boolean isFirst(PlanStep step) {
    return request.iterations() == 1 || step.name().equals(TrainingSteps.GRADIENT);
  }

  /** Blocks that a provider's rows lie in. */
  private int touched() {
    return Math.max(1, (int) Math.ceil((double) layout.capacity() / layout.rowsPerBlock()));
  }

  /** The driver's work on each block, by all its cores. */
  private Work inWaves(Work block) {
    return block.times(
        Math.ceil((double) layout.blocks() / Math.min(layout.blocks(), request.cores())));
  }

  private Work predictor() {
    int top = layout.topLimbs();
    int steps = Integer.numberOfTrailingZeros(layout.width());
    return ring.rescale(top)
        .plus(ring.keySwitch(top - 1).times(steps))
        .plus(ring.rescale(top - 1))
        .plus(ring.keySwitch(top - 2).times(steps));
  }

  private Work activation() {
    int limbs = layout.predictorLimbs();
    Work work = ring.rescale(limbs).times(circuit.rescales());
    for (int k = 0; k < circuit.depth(); k++) {
      work = work.plus(ring.multiply(limbs - k).times(circuit.products().get(k)));
    }
    return work;
  }

  /** u^2, and where activations are fitted three more squarings. */
  private Work powers() {
    Work work = ring.multiply(layout.predictorLimbs());
    for (int k = 1; k < 4 && fitted(); k++) {
      work = work.plus(ring.multiply(layout.predictorLimbs() - k));
    }
    return work;
  }

  /** For each block of a provider's rows: their products with the rotated model, then this. */
  private Work diagonals(Work then) {
    int top = layout.topLimbs();
    return ring.products(2.0 * top * terms())
        .plus(ring.rescale(top))
        .plus(then)
        .times(layout.blocks());
  }

  private Work gradient() {
    int limbs = layout.refreshLimbs();
    return activation()
        .plus(ring.keySwitch(limbs).times(layout.babySteps() - 1))
        .plus(ring.products(2.0 * limbs * terms()));
  }

  private int terms() {
    return layout.width() + (layout.intercept() ? 1 : 0);
  }

  /** The driver's rotations of the model: chains of hops, one a core. */
  private Work rotations() {
    int chains = layout.babySteps();
    double waves = Math.ceil((double) chains / Math.min(chains, request.cores()));
    double hops = chains - 1 + waves * (layout.width() / chains - 1);
    return ring.keySwitch(layout.topLimbs()).times(hops);
  }

  /** The driver's rotations of the uploads' sums. */
  private Work giantSteps() {
    int hops =
        layout.width() / layout.babySteps() - 1 + (layout.intercept() ? layout.mostHops() : 0);
    return ring.keySwitch(layout.refreshLimbs()).times(hops);
  }
}
