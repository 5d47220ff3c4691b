package parley.fl.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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
        best.layout(), best.cost(), reasons(request, best, candidates), candidates.size());
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
    for (int gradientScale = MIN_GRADIENT_SCALE_BITS;
        gradientScale <= MAX_GRADIENT_SCALE_BITS;
        gradientScale++) {
      for (int digits = 1; digits <= MAX_DIGITS; digits++) {
        int most = packing == Packing.ROW ? 1 : LayoutRules.width(request, packing);
        for (int babySteps = 1; babySteps <= most; babySteps *= 2) {
          LayoutRules.layout(request, packing, logN, scale, gradientScale, digits, babySteps)
              .ifPresent(l -> found.add(new Candidate(l, costs.cost(l))));
        }
      }
    }
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

  private static List<String> reasons(PlanRequest request, Candidate best, List<Candidate> all) {
    Layout l = best.layout();
    List<String> out = new ArrayList<>();
    out.add(
        String.format(
            Locale.ROOT,
            "ring dimension 2^%d: log2 QP stays within the %d bits that 128-bit security allows%s",
            l.parameters().logRingDimension(),
            LayoutRules.maxLogQP(l.parameters().logRingDimension()),
            request.insecure() ? " (NOT CHECKED: insecure test parameters)" : ""));
    out.add(
        String.format(
            Locale.ROOT,
            "%d limbs (%d + %d x %d bits), %d key switching digits: %d for the %d-bit masks of the"
                + " refresh, %d levels for degree %d, %d for the rows",
            l.topLimbs(),
            l.parameters().firstPrimeBits(),
            l.topLimbs() - 1,
            l.parameters().scaleBits(),
            l.parameters().digits(),
            l.refreshLimbs(),
            l.maskBits(),
            l.activationDepth(),
            request.degree(),
            l.packing() == Packing.ROW ? 2 : 1));
    out.add(packingReason(l, best, all));
    out.add(
        String.format(
            Locale.ROOT,
            "one refresh an iteration, on the aggregated gradient; estimated error of a weight"
                + " 2^-%.0f",
            l.precisionBits()));
    out.add(
        String.format(
            Locale.ROOT,
            "predicted: prepare %.1f s, %.2f s a round, %d rounds, %.1f s in all on %d cores; %.0f"
                + " MB sent a provider; %.1f GB of memory",
            best.cost().prepareSeconds(),
            best.cost().roundSeconds(),
            request.iterations(),
            best.cost().totalSeconds(),
            request.cores(),
            best.cost().bytesPerProvider() / 1e6,
            best.cost().memoryBytes() / 1e9));
    out.add(all.size() + " candidates kept every constraint");
    return out;
  }

  private static String packingReason(Layout l, Candidate best, List<Candidate> all) {
    String what =
        l.packing() == Packing.DIAGONAL
            ? String.format(
                Locale.ROOT,
                "diagonal packing: period %d, %d ciphertexts of a gradient, %d block(s) of %d rows"
                    + " a provider",
                l.width(),
                l.uploads(),
                l.blocks(),
                l.rowsPerBlock())
            : String.format(
                Locale.ROOT,
                "row packing: %d slots a row, %d rows a block, %d block(s) for all providers",
                l.width(),
                l.rowsPerBlock(),
                l.blocks());
    return all.stream()
        .filter(c -> c.layout().packing() != l.packing())
        .mapToDouble(c -> c.cost().totalSeconds())
        .min()
        .stream()
        .mapToObj(
            s ->
                String.format(
                    Locale.ROOT,
                    "%s; the other packing would take %.1f s in place of %.1f s",
                    what,
                    s,
                    best.cost().totalSeconds()))
        .findFirst()
        .orElse(what);
  }
}
