package parley.fl.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts seconds and bytes of a layout from the steps that its training has, by counting
 * transforms, products and samples.
 *
 * <p>What bounds an iteration are number theoretic transforms (in key switching, rescaling and
 * sampling) and, for columns, memory traffic of the inner product. Layouts that differ in the
 * gradient's scale alone cost the same and are many, so that costs are remembered. For one thread.
 */
final class CostModel {
  private static final double PROCESS_BYTES = 3.5e9;

  private final PlanRequest request;
  private final MachineCosts machine;
  private final PlannedSteps steps;
  private final Map<List<Object>, PlanCost> known = new HashMap<>();

  CostModel(PlanRequest request, MachineCosts machine, PlannedSteps steps) {
    this.request = request;
    this.machine = machine;
    this.steps = steps;
  }

  /** Predicted seconds and bytes of one layout. */
  PlanCost cost(Layout layout) {
    List<Object> all =
        List.of(
            layout.parameters(),
            layout.packing(),
            layout.babySteps(),
            layout.featuresPerUpload(),
            layout.blocks(),
            layout.refreshLimbs(),
            layout.modelLimbs());
    return known.computeIfAbsent(all, key -> predict(layout));
  }

  private PlanCost predict(Layout layout) {
    RingWork ring = new RingWork(layout.parameters(), layout.topLimbs());
    StepCosts.Site site = new StepCosts.Site(ring, request.providers(), request.cores(), machine);
    StepCosts training = StepCosts.of(steps.of(layout, request), request.iterations(), site);
    return new PlanCost(
        prepare(layout, ring, site.waves()),
        training.roundSeconds(),
        training.seconds(),
        training.bytes(),
        memory(layout, ring, training.roundBytes()));
  }

  private static int rotationKeys(Layout l) {
    if (l.packing() == Packing.COEFFICIENT) {
      return Integer.numberOfTrailingZeros(l.width());
    }
    if (l.packing() == Packing.ROW) {
      return 2 * Integer.numberOfTrailingZeros(l.width());
    }
    boolean oneStep = l.babySteps() == 1 || l.babySteps() == l.width();
    return l.width() == 1 ? 0 : oneStep ? 1 : 2;
  }

  private double prepare(Layout l, RingWork ring, double waves) {
    int n = l.parameters().ringDimension();
    int all = l.topLimbs() + ring.special();
    int rotations = rotationKeys(l);
    Work keyDigit =
        ring.transforms(1, l.topLimbs())
            .plus(ring.wide(all - l.topLimbs()))
            .plus(ring.products(4.0 * all))
            .plus(ring.samples(1));
    Work keys = keyDigit.times(l.parameters().digits() * (5 + rotations));
    long encoded =
        switch (l.packing()) {
          case DIAGONAL -> (long) l.blocks() * diagonals(l);
          case ROW -> (l.capacity() + l.rowsPerBlock() - 1) / l.rowsPerBlock();
          case COEFFICIENT -> 0;
        };
    Work encoding =
        ring.transforms(1, l.topLimbs()).plus(ring.transforms(1, l.refreshLimbs())).times(encoded);
    Work commonStrings = ring.uniforms(l.parameters().digits() * (double) all * (2 + rotations));
    return waves * (keys.plus(encoding).seconds(machine) + 2.0 * encoded * machine.encode() * n)
        + commonStrings.seconds(machine)
        + (8 + rotations) * machine.job();
  }

  private static int diagonals(Layout l) {
    return l.width() + (l.intercept() ? 1 : 0);
  }

  /**
   * Bytes of encoded rows of all providers (one JVM holds them in simulation), of keys and of a
   * round's messages, and of the JVM with Spark, whose heap fills up before it is collected.
   */
  private double memory(Layout l, RingWork ring, double sent) {
    double polynomial = 8.0 * l.parameters().ringDimension();
    int limbs = l.topLimbs() + l.refreshLimbs();
    double rows =
        switch (l.packing()) {
          case DIAGONAL ->
              (double) request.providers() * l.blocks() * diagonals(l) * polynomial * limbs;
          case ROW -> (double) (l.blocks() + request.providers()) * polynomial * limbs;
          // Numbers and integers for both products.
          case COEFFICIENT -> 3 * 8.0 * l.capacity() * request.providers() * l.weights();
        };
    double keys =
        2.0
            * l.parameters().digits()
            * (l.topLimbs() + ring.special())
            * polynomial
            * (1 + rotationKeys(l));
    double rotated =
        l.packing() == Packing.DIAGONAL ? 2.0 * diagonals(l) * l.topLimbs() * polynomial : 0;
    double messages = 3 * sent * Math.min(request.cores(), request.providers());
    return rows + 2 * keys + rotated + messages + PROCESS_BYTES;
  }
}
