package parley.mhe.party;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.mhe.masking.MaskSession;
import parley.mhe.masking.MaskedSum;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.MaskingStep;
import parley.mhe.party.log.AnswerLog;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.DeployedJars;
import parley.mhe.party.policy.DisclosureLimits;
import parley.mhe.party.policy.OpeningKind;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;

/**
 * What a party asks of masked sums by its policies, and where it writes down what it did. Not
 * thread-safe: the party that owns it locks.
 */
final class MaskingGuard {
  /** What policies call the algorithm, and what logs call the protocol. */
  static final String NAME = "masked-sums";

  private final String provider;
  private final List<ProviderPolicy> policies;
  private final Map<Path, AnswerLog> logs = new LinkedHashMap<>();
  private String planHash = "";

  MaskingGuard(String provider, List<ProviderPolicy> policies) {
    this.provider = provider;
    this.policies = List.copyOf(policies);
    for (ProviderPolicy policy : policies) {
      logs.computeIfAbsent(
          policy.log(),
          path ->
              policy.countsByLog()
                  ? AnswerLog.openWitnessed(path, provider)
                  : AnswerLog.open(path, provider));
    }
  }

  String provider() {
    return provider;
  }

  /** Refuses a plan that a policy does not allow. */
  void requirePlan(MaskingPlan plan) {
    planHash = HexFormat.of().formatHex(plan.hash());
    recorded(
        null,
        null,
        () -> {
          policies.forEach(policy -> requirePlan(policy, plan));
          return plan;
        });
  }

  private void requirePlan(ProviderPolicy policy, MaskingPlan plan) {
    require(
        policy,
        plan.minProviders() >= policy.leastProviders(),
        "too few providers in a sum",
        "at least " + policy.leastProviders(),
        String.valueOf(plan.minProviders()));
    require(
        policy,
        policy.algorithms().isEmpty() || policy.algorithms().contains(NAME),
        "the algorithm is not allowed",
        "one of " + policy.algorithms(),
        NAME);
    require(
        policy,
        policy.openings().contains(OpeningKind.MASKED),
        "the plan opens what the policy does not allow",
        "what 'mayOpen' has",
        "sums under masks, to all, of kind " + OpeningKind.MASKED.word());
    DisclosureLimits limits = policy.limits();
    require(
        policy,
        !limits.ofUploads() && limits.leastNoise() == 0,
        "rules on a query's rows and noise cannot be held against sums under masks",
        "none of them, or the protection encrypted",
        "some");
    require(
        policy,
        policy.plans().isEmpty() || policy.plans().contains(planHash),
        "the plan is not one that was approved",
        "one of " + policy.plans(),
        planHash);
    requireJars(policy);
    long needed = 0;
    for (MaskingStep step : plan.steps()) {
      needed += (long) step.rounds() * step.length();
    }
    require(
        policy,
        needed <= policy.numbers(),
        "the budget of numbers opened to all is too small for the plan",
        "at least " + needed,
        String.valueOf(policy.numbers()));
    requireSession(policy);
  }

  private void requireJars(ProviderPolicy policy) {
    if (policy.jars().isEmpty()) {
      return;
    }
    for (DeployedJars.Jar jar : DeployedJars.all()) {
      require(
          policy,
          policy.jars().contains(jar.sha256()),
          "the jar " + jar.name() + " is another one",
          "one with a fingerprint of " + policy.jars(),
          jar.sha256());
    }
  }

  private void requireSession(ProviderPolicy policy) {
    if (policy.sessions() != Long.MAX_VALUE) {
      long before = log(policy).totals().sessions().size();
      require(
          policy,
          before < policy.sessions(),
          "the sessions that may begin are used up",
          "fewer than " + policy.sessions() + " before it",
          String.valueOf(before));
    }
  }

  private AnswerLog log(ProviderPolicy policy) {
    return Objects.requireNonNull(logs.get(policy.log()));
  }

  private void require(
      ProviderPolicy policy, boolean holds, String what, String expected, String got) {
    if (!holds) {
      throw new PolicyException(
          provider
              + " cannot join: "
              + what
              + ", by the policy "
              + policy.file()
              + " expected "
              + expected
              + ", got "
              + got);
    }
  }

  /** A session began. */
  void began(MaskSession session) {
    for (ProviderPolicy policy : policies) {
      requireSession(policy);
      List<String> jars = DeployedJars.all().stream().map(DeployedJars.Jar::sha256).toList();
      LogEvent.Terms terms = new LogEvent.Terms("", policy.fingerprint(), policy.rows(), jars);
      log(policy)
          .append(
              new LogEvent(LogEvent.Kind.BEGAN, hex(session.id()), planHash, terms, null, null));
    }
  }

  /** Writes an unmasking down, once, before what unmasks leaves. */
  void unmasked(MaskSession session, MaskedSum sum, byte[] id) {
    String request = hex(id);
    LogEvent event =
        new LogEvent(
            LogEvent.Kind.ANSWERED,
            hex(session.id()),
            planHash,
            null,
            answer(sum.where(), request),
            null);
    for (AnswerLog log : logs.values()) {
      if (!log.answered(hex(session.id()), request)) {
        log.append(event);
      }
    }
  }

  private static LogEvent.Answer answer(Place where, String request) {
    return new LogEvent.Answer(
        NAME,
        where.step(),
        where.attempt(),
        where.round(),
        where.object(),
        request,
        null,
        Opens.TO_ALL.words(),
        0);
  }

  /** Does it, and writes a refusal down. */
  <T> T watched(MaskSession session, Place where, Supplier<T> action) {
    return recorded(hex(session.id()), answer(where, ""), action);
  }

  private <T> T recorded(
      @Nullable String session, LogEvent.@Nullable Answer asked, Supplier<T> action) {
    try {
      return action.get();
    } catch (RefusedException | PolicyException | ProtocolException e) {
      LogEvent refused =
          new LogEvent(LogEvent.Kind.REFUSED, session, planHash, null, asked, e.getMessage());
      logs.values().forEach(log -> log.append(refused));
      throw e;
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
