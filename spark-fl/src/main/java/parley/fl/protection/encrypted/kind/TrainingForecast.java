package parley.fl.protection.encrypted.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import parley.fl.plan.PlannedStep;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Opening;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.KeyStep;
import parley.mhe.party.plan.MaskedStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;

/**
 * What an encrypted training would choose, ask, open and send, from the very plan that its
 * providers would accept. Immutable and thread-safe.
 *
 * @param choice parameters and layout, with reasons
 * @param arguments what the providers would agree on, by name
 * @param logQP bits of the modulus with the key switching primes
 * @param securityBits by the standard's table
 * @param iterations how many there are
 * @param trips exchanges with the providers in an iteration that is not looked at
 * @param refreshes ciphertexts of an iteration that get their levels back
 * @param openings who learns how many numbers of what, at least: a training that goes back and
 *     begins anew opens some again
 * @param keyBytes that a provider sends for the session's keys
 * @param iterationBytes that the provider which sends most sends in one iteration
 * @param bytes that it sends in all; of openings too few to count
 * @param iterationSeconds on one core, all providers in one process, without messages
 */
public record TrainingForecast(
    Choice choice,
    SortedMap<String, String> arguments,
    double logQP,
    int securityBits,
    int iterations,
    int trips,
    int refreshes,
    List<Opening> openings,
    long keyBytes,
    long iterationBytes,
    long bytes,
    double iterationSeconds) {
  private static final String ITERATIONS = "train";

  /** Copies the openings. */
  public TrainingForecast {
    openings = List.copyOf(openings);
  }

  /**
   * The forecast of a family's training.
   *
   * @param providers their names, sorted
   * @param rowsEach rows of the provider with most
   * @throws parley.error.ParleyException when no parameters carry it
   */
  public static TrainingForecast of(
      TrainingSettings settings, List<String> providers, int rowsEach) {
    PlannedTraining planned =
        CircuitKinds.of(settings.family()).planned(settings, providers, rowsEach);
    CkksParameters parameters = planned.choice().parameters();
    try (CkksContext context = CkksContext.open(parameters)) {
      PartyPlan plan = planned.plan(context);
      plan.requireRoom(context);
      List<PlannedStep> steps = plan.steps().stream().map(planned::planned).toList();
      // A step of each iteration is asked so often, the last one's apart.
      int iterations = Math.max(1, most(steps));
      List<PlannedStep> each =
          steps.stream()
              .filter(s -> s.step().phase().equals(ITERATIONS) && s.times() >= iterations - 1)
              .toList();
      return new TrainingForecast(
          planned.choice(),
          plan.arguments(),
          context.logQP(),
          context.securityBits(),
          iterations,
          each.size(),
          each.stream().mapToInt(TrainingForecast::refreshed).sum(),
          openings(steps, planned.openings()),
          keys(plan, context),
          Math.round(each.stream().mapToDouble(s -> s.bytes(parameters)).sum()),
          keys(plan, context)
              + Math.round(steps.stream().mapToDouble(s -> s.times() * s.bytes(parameters)).sum()),
          planned.iterationSeconds());
    }
  }

  private static int most(List<PlannedStep> steps) {
    return steps.stream()
        .filter(s -> s.step().phase().equals(ITERATIONS))
        .mapToInt(PlannedStep::times)
        .max()
        .orElse(0);
  }

  private static int refreshed(PlannedStep step) {
    return step.step() instanceof MaskedStep masked ? masked.outputs() * masked.objects() : 0;
  }

  private static List<Opening> openings(List<PlannedStep> steps, Map<String, String> words) {
    List<Opening> out = new ArrayList<>();
    for (PlannedStep planned : steps) {
      if (planned.step() instanceof OpeningStep step && planned.times() > 0) {
        out.add(
            new Opening(
                words.getOrDefault(step.name(), step.name()),
                step.opens() == Opens.TO_ALL ? Audience.ALL : Audience.QUERIER,
                OpenedNumbers.of(step, planned.times()),
                step.name()));
      }
    }
    return out;
  }

  /**
   * A polynomial a digit of each key; of the relinearisation key two, and one in its second round.
   */
  private static long keys(PartyPlan plan, CkksContext context) {
    long limb = (long) Long.BYTES * context.parameters().ringDimension();
    long digits = limb * context.digits() * (context.limbs() + context.specialLimbs());
    long bytes = 0;
    for (PlanStep step : plan.steps()) {
      if (step instanceof KeyStep key) {
        bytes +=
            key.protocol() == ProtocolKind.PUBLIC_KEY
                ? limb * context.limbs()
                : digits * (key.protocol() == ProtocolKind.ROTATION ? key.objects() : 3);
      }
    }
    return bytes;
  }
}
