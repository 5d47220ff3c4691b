package parley.mhe.party;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.log.LogTotals;
import parley.mhe.party.plan.MaskedStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.policy.DeployedJars;
import parley.mhe.party.policy.DisclosureLimits;
import parley.mhe.party.policy.OpeningKind;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.querier.QuerierCredential;

/** Holds a plan, a querier and a key switch against one policy. Immutable, thread-safe. */
final class PolicyCheck {
  private final ProviderPolicy policy;
  private final String provider;

  PolicyCheck(ProviderPolicy policy, String provider) {
    this.policy = policy;
    this.provider = provider;
  }

  /** Refuses a plan that the policy does not allow. */
  void requirePlan(PartyPlan plan) {
    if (plan.providers().size() < policy.leastProviders()) {
      throw refuse(
          "join",
          "too few providers",
          "at least " + policy.leastProviders(),
          Integer.toString(plan.providers().size()));
    }
    requireOne("join", "the algorithm is not allowed", policy.algorithms(), plan.algorithm());
    requireOpenings(plan);
    requireGate(plan);
    requireNoise(plan);
    for (PlanStep step : plan.steps()) {
      requireMasks(step);
    }
    requireJars();
    String hash = HexFormat.of().formatHex(plan.hash());
    if (!policy.plans().isEmpty() && !policy.plans().contains(hash)) {
      throw refuse(
          "join",
          "the plan is not one that was approved (who agrees with it adds its hash to 'plans', and"
              + " the run is started again)",
          "one of " + policy.plans(),
          hash + ", which is " + PlanSummary.of(plan));
    }
  }

  /** A word allows a step, which is judged by what it asks and not by its name. */
  private void requireOpenings(PartyPlan plan) {
    Set<OpeningKind> left = EnumSet.noneOf(OpeningKind.class);
    left.addAll(policy.openings());
    if (policy.limits().gated()) {
      left.add(OpeningKind.GATE);
    }
    for (PlanStep step : plan.steps()) {
      if (!(step instanceof OpeningStep opening)) {
        continue;
      }
      OpeningKind kind =
          OpeningKind.of(plan, opening, left)
              .orElseThrow(
                  () ->
                      refuse(
                          "join",
                          "the plan opens what the policy does not allow",
                          "one step of each of " + words(policy.openings()) + many(),
                          described(plan, opening)));
      if (kind.isUsedUpBy(plan, opening)) {
        left.remove(kind);
      }
    }
  }

  /** A plan that opens sums must ask first how many rows they are about, and for enough. */
  private void requireGate(PartyPlan plan) {
    DisclosureLimits limits = policy.limits();
    if (!limits.gated() || plan.steps().stream().noneMatch(PolicyCheck::sums)) {
      return;
    }
    Optional<Gate> gate = Gate.of(plan);
    if (gate.isEmpty()
        || gate.get().leastRows() < limits.leastRows()
        || gate.get().leastContributors() < limits.leastContributors()) {
      throw refuse(
          "join",
          "the plan does not ask for enough rows before it opens sums (a query's leastRows and"
              + " leastContributors do)",
          said(new Gate(limits.leastRows(), limits.leastContributors())) + " or more",
          gate.map(PolicyCheck::said).orElse("no question"));
    }
  }

  /** Of a plan that opens sums each provider's integers must have noise. */
  private void requireNoise(PartyPlan plan) {
    double least = policy.limits().leastNoise();
    if (least == 0 || plan.steps().stream().noneMatch(PolicyCheck::sums)) {
      return;
    }
    Optional<SumNoise> noise = SumNoise.of(plan.arguments());
    if (noise.isEmpty() || noise.get().sigma().doubleValue() < least) {
      throw refuse(
          "join",
          "the plan adds too little noise to each provider's counts (a query's --noise does)",
          "a deviation of at least " + least,
          noise.map(SumNoise::text).orElse("none"));
    }
  }

  private static boolean sums(PlanStep step) {
    return step.protocol() == ProtocolKind.SUMS;
  }

  private static String said(Gate gate) {
    return gate.leastRows() + " rows of " + gate.leastContributors() + " providers";
  }

  private String many() {
    String words =
        policy.openings().stream()
            .filter(kind -> !kind.allowsOneStep())
            .sorted()
            .map(OpeningKind::word)
            .collect(joining(" and "));
    return words.isEmpty() ? "" : " and any number of " + words;
  }

  private static String described(PartyPlan plan, OpeningStep step) {
    Set<OpeningKind> all = EnumSet.allOf(OpeningKind.class);
    return step.name()
        + ", "
        + step.rounds()
        + " x "
        + step.objects()
        + " openings of "
        + (step.values() == 0 ? "all" : step.values())
        + " coefficients to "
        + (step.opens() == Opens.TO_ALL ? "all" : "the querier")
        + ", which is "
        + OpeningKind.of(plan, step, all)
            .map(kind -> "of kind " + kind.word())
            .orElse("of no kind");
  }

  private static String words(Set<OpeningKind> kinds) {
    return "[" + kinds.stream().sorted().map(OpeningKind::word).collect(joining(", ")) + "]";
  }

  private void requireMasks(PlanStep step) {
    if (step instanceof MaskedStep masked && masked.maskRule().lambda() < policy.leastMaskBits()) {
      throw refuse(
          "join",
          "the masks of " + step.name() + " are too narrow",
          "at least " + policy.leastMaskBits() + " bits",
          Integer.toString(masked.maskRule().lambda()));
    }
  }

  private void requireJars() {
    if (policy.jars().isEmpty()) {
      return;
    }
    for (DeployedJars.Jar jar : DeployedJars.all()) {
      if (!policy.jars().contains(jar.sha256())) {
        throw refuse(
            "join",
            "the jar " + jar.name() + " is another one",
            "one with a fingerprint of " + policy.jars(),
            jar.sha256());
      }
    }
  }

  /**
   * Refuses, before any work, a plan whose own openings do not fit into a row budget, or of whose
   * predictions not even one would.
   *
   * @param before what earlier sessions did
   */
  void requireRowsFor(PartyPlan plan, LogTotals before) {
    long own = 0;
    long least = 0;
    for (PlanStep step : plan.steps()) {
      if (!(step instanceof OpeningStep opening) || step.protocol() != ProtocolKind.KEY_SWITCH) {
        continue;
      }
      if (OpeningKind.MARGINS.fits(plan, opening)) {
        least = step.rowsPerOpening(plan);
      } else {
        own += (long) step.openings() * step.rowsPerOpening(plan);
      }
    }
    String needed =
        "at least " + own + " rows for its own openings and " + least + " for one prediction";
    if (own + least > policy.rows()) {
      throw refuse(
          "join", "the row budget is too small for the plan", needed, Long.toString(policy.rows()));
    }
    if (own + least > rowsEverLeft(before.rowsEver())) {
      throw refuse(
          "join",
          "the row budget over all sessions is too small for the plan",
          needed,
          rowsEverLeft(before.rowsEver()) + " that are left of " + policy.rowsEver());
    }
  }

  /** Refuses, before any work, a plan that opens more numbers to all than the budget has. */
  void requireNumbersFor(PartyPlan plan) {
    long needed = 0;
    for (PlanStep step : plan.steps()) {
      needed += step.openings() * numbersPerOpening(plan, step);
    }
    if (needed > policy.numbers()) {
      throw refuse(
          "join",
          "the budget of numbers opened to all is too small for the plan",
          "at least " + needed,
          Long.toString(policy.numbers()));
    }
  }

  /** Numbers that one opening tells all; 0 in other steps. */
  static long numbersPerOpening(PartyPlan plan, PlanStep step) {
    if (!(step instanceof OpeningStep opening) || step.protocol() != ProtocolKind.DECRYPTION) {
      return 0;
    }
    return opening.values() > 0 ? opening.values() : plan.parameters().ringDimension();
  }

  /** Refuses an opening to all that the budget has no numbers for. */
  void requireNumbers(PlanStep step, long needed, long used) {
    requireLeft(
        step, "the budget of numbers opened to all", "numbers", policy.numbers(), needed, used);
  }

  /** Refuses a session beyond those that may begin. */
  void requireSession(long before) {
    if (before >= policy.sessions()) {
      throw refuse(
          "join",
          "the sessions that may begin are used up",
          "fewer than " + policy.sessions() + " before it",
          Long.toString(before));
    }
  }

  /** Refuses a key switch that the budget over all sessions has no rows for. */
  void requireRowsEver(String step, long needed, long used) {
    if (needed > rowsEverLeft(used)) {
      throw refuse(
          "answer at " + step,
          "the row budget over all sessions is used up",
          "at most " + rowsEverLeft(used) + " rows that are left of " + policy.rowsEver(),
          Long.toString(needed));
    }
  }

  /** Rows that are left over all sessions; {@link Long#MAX_VALUE} without such a budget. */
  long rowsEverLeft(long used) {
    return policy.rowsEver() == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(0, policy.rowsEver() - used);
  }

  /** Refuses a querier that the policy does not name. */
  void requireQuerier(QuerierCredential credential) {
    String querier = credential.querier().orElse("a key that nobody signed");
    requireOne("begin", "the querier is not in the policy", policy.queriers(), querier);
  }

  /** Refuses a key switch that the budget has no rows for. */
  void requireRows(PlanStep step, long needed, long used) {
    requireLeft(step, "the row budget", "rows", policy.rows(), needed, used);
  }

  private void requireLeft(
      PlanStep step, String what, String unit, long budget, long needed, long used) {
    if (used + needed > budget) {
      throw refuse(
          "answer at " + step.name(),
          what + " is used up",
          "at most " + Math.max(0, budget - used) + " " + unit + " that are left of " + budget,
          Long.toString(needed));
    }
  }

  private void requireOne(String verb, String what, Set<String> allowed, String got) {
    if (!allowed.isEmpty() && !allowed.contains(got)) {
      throw refuse(verb, what, "one of " + sorted(allowed), got);
    }
  }

  private static String sorted(Collection<String> names) {
    return names.stream().sorted().collect(joining(", "));
  }

  private PolicyException refuse(String verb, String what, String expected, String got) {
    return new PolicyException(
        provider
            + " cannot "
            + verb
            + ": "
            + what
            + ", by the policy "
            + policy.file()
            + " expected "
            + expected
            + ", got "
            + got);
  }
}
