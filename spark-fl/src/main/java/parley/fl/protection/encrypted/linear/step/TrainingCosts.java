package parley.fl.protection.encrypted.linear.step;

import java.util.Arrays;
import java.util.List;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.CircuitShape;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.PlannedStep;
import parley.fl.plan.PlannedSteps;
import parley.fl.plan.RingWork;
import parley.fl.plan.Work;
import parley.fl.protection.encrypted.linear.packing.CoefficientPlaces;
import parley.mhe.party.plan.ConvertingStep;
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
    PolynomialCircuit.Scales nominal = (primes, limbs, scale) -> scale;
    int iterations = request.iterations();
    int looks = request.watchRounds();
    List<PlanStep> planned =
        layout.packing() == Packing.COEFFICIENT
            ? CoefficientSteps.training(
                nominalPrimes(),
                layout,
                CoefficientMaps.NOMINAL,
                nominal,
                iterations,
                looks,
                fitted(),
                rowNorm())
            : TrainingSteps.inSlots(nominalPrimes(), layout, nominal, iterations, looks, fitted());
    return planned.stream().map(this::planned).toList();
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

  private double rowNorm() {
    long places = (long) layout.capacity() * layout.providers();
    return PlanRequest.largestRowNorm(request.featureClip(), layout.weights(), places);
  }

  /** A step of a training with coefficients. */
  private PlannedStep inCoefficients(PlanStep step) {
    CoefficientPlaces places = new CoefficientPlaces(layout);
    Work products = ring.integerProduct(layout.refreshLimbs()).times(layout.uploads());
    int touched = Math.max(1, (int) Math.ceil((double) layout.capacity() / places.rowsPerBlock()));
    return switch (step.name()) {
      case TrainingSteps.FORWARD, TrainingSteps.MODEL_FORWARD ->
          new PlannedStep(step, step.rounds(), 0, touched, products.times(touched), Work.NONE);
      case TrainingSteps.GRADIENT, TrainingSteps.MODEL_GRADIENT ->
          new PlannedStep(
              step, step.rounds(), 0, layout.uploads(), products.times(touched), Work.NONE);
      case CoefficientSteps.TO_SLOTS, CoefficientSteps.MODEL_TO_SLOTS ->
          conversion((ConvertingStep) step, places.blocks(), places.groups(), Work.NONE);
      case CoefficientSteps.TO_COEFFICIENTS, CoefficientSteps.MODEL_TO_COEFFICIENTS ->
          conversion(
              (ConvertingStep) step,
              places.groups(),
              places.blocks(),
              inWaves(activation(), places.groups()));
      case CoefficientSteps.MODEL_TO_ROW -> conversion((ConvertingStep) step, 1, 1, Work.NONE);
      case TrainingSteps.LOOK_REFRESH ->
          new PlannedStep(
              step, request.watchRounds(), 0, 0, Work.NONE, inWaves(powers(), places.groups()));
      case TrainingSteps.LOOK_OPEN ->
          new PlannedStep(step, request.watchRounds(), 0, 0, Work.NONE, Work.NONE);
      default -> new PlannedStep(step, step.rounds(), 0, 0, Work.NONE, Work.NONE);
    };
  }

  /** A refresh that converts, after what the driver computes. */
  private PlannedStep conversion(ConvertingStep step, int in, int out, Work before) {
    int limbsIn = step.limbsIn();
    int limbsOut = step.limbsOut();
    Work each = ring.conversion(in, limbsIn, out, limbsOut, Math.min(in, out));
    int residues = in * limbsIn + out * limbsOut;
    return new PlannedStep(step, step.rounds(), 0, residues, each, each.plus(before));
  }

  private PlannedStep planned(PlanStep step) {
    if (layout.packing() == Packing.COEFFICIENT) {
      return inCoefficients(step);
    }
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
    return inWaves(block, layout.blocks());
  }

  private Work inWaves(Work each, int count) {
    return each.times(Math.ceil((double) count / Math.min(count, request.cores())));
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
