package parley.fl.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Searches ring dimension, scale, limbs, key switching digits, packing and the refresh point for
 * the least predicted time under 128-bit security, slots, mask size, precision and memory.
 * Immutable and thread-safe.
 */
public final class Planner {
  private static final int[] LOG_RING_DIMENSIONS = {13, 14, 15, 16};
  private static final int[] INSECURE_LOG_RING_DIMENSIONS = {11, 12};
  private static final int MIN_SCALE_BITS = 34;
  private static final int MAX_SCALE_BITS = 45;
  private static final int MIN_GRADIENT_SCALE_BITS = 25;
  private static final int MAX_GRADIENT_SCALE_BITS = 45;
  private static final int MAX_DIGITS = 12;

  /**
   * Among layouts within this factor of the least cost, the most precise one is taken: the farther
   * the noise of the computation is below what is opened, the better flooding hides it.
   */
  private static final double SAME_COST = 1.08;

  private record Candidate(Layout layout, PlanCost cost) {}

  private final MachineCosts machine;
  private final PlannedSteps steps;

  /** A planner of trainings with these steps, for a machine of the given speed. */
  public Planner(MachineCosts machine, PlannedSteps steps) {
    this.machine = machine;
    this.steps = steps;
  }

  /**
   * The cheapest layout for a request.
   *
   * @throws PlanException when no layout keeps all constraints, or none fits the memory
   */
  public PlanChoice choose(PlanRequest request) {
    List<Candidate> candidates = candidates(request);
    if (candidates.isEmpty()) {
      throw new PlanException(
          "cannot plan: no ring of 2^13 to 2^16 holds "
              + request.weights()
              + " weights at degree "
              + request.degree()
              + " with masks of "
              + request.maskSecurity()
              + " bits under 128-bit security; expected a lower degree or fewer features");
    }
    List<Candidate> fitting =
        candidates.stream().filter(c -> c.cost().memoryBytes() <= request.memoryBytes()).toList();
    double least =
        fitting.stream()
            .mapToDouble(c -> c.cost().totalSeconds())
            .min()
            .orElseThrow(() -> tooLittleMemory(request, candidates));
    Candidate best =
        fitting.stream()
            .filter(c -> c.cost().totalSeconds() <= SAME_COST * least)
            .max(Comparator.comparingDouble(c -> c.layout().precisionBits()))
            .orElseThrow();
    return new PlanChoice(
        best.layout(),
        best.cost(),
        new PlanReasons(request, best.layout(), best.cost())
            .of(others(best, candidates), candidates.size()),
        candidates.size());
  }

  /** Predicted cost of a layout, for comparisons with a measured run. */
  public PlanCost cost(PlanRequest request, Layout layout) {
    return new CostModel(request, machine, steps).cost(layout);
  }

  private List<Candidate> candidates(PlanRequest request) {
    CostModel costs = new CostModel(request, machine, steps);
    List<Candidate> found = new ArrayList<>();
    for (int logN : request.insecure() ? INSECURE_LOG_RING_DIMENSIONS : LOG_RING_DIMENSIONS) {
      if (request.logRingDimension().isPresent() && request.logRingDimension().getAsInt() != logN) {
        continue;
      }
      for (Packing packing : request.packing().map(List::of).orElse(List.of(Packing.values()))) {
        for (int scale = MIN_SCALE_BITS; scale <= MAX_SCALE_BITS; scale++) {
          if (request.scaleBits().isEmpty() || request.scaleBits().getAsInt() == scale) {
            addCandidates(request, costs, packing, logN, scale, found);
          }
        }
      }
    }
    return found;
  }

  private static void addCandidates(
      PlanRequest request,
      CostModel costs,
      Packing packing,
      int logN,
      int scale,
      List<Candidate> found) {
    int finest = MAX_GRADIENT_SCALE_BITS;
    if (packing == Packing.COEFFICIENT) {
      finest = Math.min(finest, CoefficientRules.mostGradientScaleBits(request));
    }
    for (int gradientScale = MIN_GRADIENT_SCALE_BITS; gradientScale <= finest; gradientScale++) {
      for (int digits = 1; digits <= MAX_DIGITS; digits++) {
        int most = LayoutRules.mostShared(request, packing, logN);
        for (int shared = 1; shared <= most; shared *= 2) {
          LayoutRules.layout(request, packing, logN, scale, gradientScale, digits, shared)
              .ifPresent(l -> found.add(new Candidate(l, costs.cost(l))));
        }
      }
    }
  }

  /** The least predicted seconds of each packing that was not chosen. */
  private static Map<Packing, Double> others(Candidate best, List<Candidate> all) {
    Map<Packing, Double> seconds = new EnumMap<>(Packing.class);
    for (Candidate candidate : all) {
      if (candidate.layout().packing() != best.layout().packing()) {
        seconds.merge(candidate.layout().packing(), candidate.cost().totalSeconds(), Math::min);
      }
    }
    return seconds;
  }

  private static PlanException tooLittleMemory(PlanRequest request, List<Candidate> candidates) {
    double least = candidates.stream().mapToDouble(c -> c.cost().memoryBytes()).min().orElse(0);
    return new PlanException(
        String.format(
            Locale.ROOT,
            "cannot plan: too little memory, expected at least %.1f GB for the providers' encoded"
                + " rows, keys and messages, got %.1f GB",
            least / 1e9,
            request.memoryBytes() / 1e9));
  }
}
