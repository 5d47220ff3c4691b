package parley.mhe.party;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.log.AnswerLog;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.policy.DeployedJars;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Transcript;

/**
 * What a party asks before it joins, begins and answers, and where it writes down what it did: the
 * provider's policies, each with its log. Without any it allows all and writes nothing. Not
 * thread-safe: the party that owns it locks.
 */
final class PartyGuard {
  private final String provider;
  private final List<ProviderPolicy> policies;
  private final List<PolicyCheck> checks = new ArrayList<>();
  private final List<AnswerLog> logs;

  PartyGuard(String provider, List<ProviderPolicy> policies) {
    this.provider = provider;
    this.policies = List.copyOf(policies);
    Map<java.nio.file.Path, AnswerLog> open = new LinkedHashMap<>();
    for (ProviderPolicy policy : policies) {
      checks.add(new PolicyCheck(policy, provider));
      open.computeIfAbsent(policy.log(), path -> AnswerLog.open(path, provider));
    }
    this.logs = List.copyOf(open.values());
  }

  String provider() {
    return provider;
  }

  /**
   * Refuses a plan or a querier that a policy does not allow.
   *
   * @param fresh whether the session is new, so that the plan's openings are yet to come
   */
  void requirePlan(PartyPlan plan, boolean fresh) {
    watched(
        null,
        plan.hash(),
        null,
        () -> {
          checks.forEach(check -> check.requirePlan(plan));
          if (fresh) {
            checks.forEach(check -> check.requireRowsFor(plan));
          }
          return plan;
        });
  }

  void requireQuerier(PartyPlan plan, QuerierCredential credential) {
    watched(
        null,
        plan.hash(),
        null,
        () -> {
          checks.forEach(check -> check.requireQuerier(credential));
          return credential;
        });
  }

  /** A session began or, when it is not new, goes on. */
  void began(Session session, QuerierCredential credential, boolean fresh) {
    for (ProviderPolicy policy : policies) {
      LogEvent.Terms terms =
          new LogEvent.Terms(
              credential.querier().orElse(""), policy.fingerprint(), policy.rows(), jars());
      LogEvent began =
          new LogEvent(
              fresh ? LogEvent.Kind.BEGAN : LogEvent.Kind.RESUMED,
              hex(session.id()),
              hex(session.planHash()),
              terms,
              null,
              null);
      logs.stream().filter(log -> log.path().equals(policy.log())).forEach(l -> l.append(began));
    }
  }

  /** The session's public keys were accepted in this process. */
  void keysAccepted(Session session, byte[] hash) {
    LogEvent accepted = LogEvent.keys(hex(session.id()), hex(session.planHash()), hex(hash));
    logs.forEach(log -> log.append(accepted));
  }

  /** Refuses a key switch that a budget has no rows for. */
  void requireRows(PartyPlan plan, PlanStep step, Ledger ledger) {
    long needed = step.rowsPerOpening(plan);
    if (needed > 0) {
      long used = rowsUsed(plan, ledger);
      checks.forEach(check -> check.requireRows(step, needed, used));
    }
  }

  /** Rows that were switched to the querier, by the ledger. */
  private static long rowsUsed(PartyPlan plan, Ledger ledger) {
    long used = 0;
    for (PlanStep step : plan.steps()) {
      long rows = step.rowsPerOpening(plan);
      used += rows == 0 ? 0 : rows * ledger.answers(step.name());
    }
    return used;
  }

  /**
   * Writes an answer down, once, before it leaves.
   *
   * @param answerHash null where the party does not see the answer
   */
  void answered(
      Session session, PartyPlan plan, Transcript transcript, byte @Nullable [] answerHash) {
    String id = hex(session.id());
    LogEvent.Answer answer = answer(plan, transcript, answerHash);
    for (AnswerLog log : logs) {
      if (!log.answered(id, answer.request())) {
        log.append(
            new LogEvent(LogEvent.Kind.ANSWERED, id, hex(session.planHash()), null, answer, null));
      }
    }
  }

  private static LogEvent.Answer answer(
      PartyPlan plan, Transcript transcript, byte @Nullable [] answerHash) {
    Place where = transcript.where();
    PlanStep step = plan.has(where.step()) ? plan.step(where.step()) : null;
    Opens opens = step == null ? Opens.NOTHING : step.opens();
    return new LogEvent.Answer(
        transcript.protocol(),
        where.step(),
        where.attempt(),
        where.round(),
        where.object(),
        hex(transcript.id()),
        answerHash == null ? null : hex(answerHash),
        opens.words(),
        step == null ? 0 : step.rowsPerOpening(plan));
  }

  /** Answers a request, and writes a refusal down. */
  <T> T watched(Session session, PartyPlan plan, Transcript transcript, Supplier<T> action) {
    return watched(
        logs.isEmpty() ? null : hex(session.id()),
        plan.hash(),
        logs.isEmpty() ? null : answer(plan, transcript, null),
        action);
  }

  /** Does what is about no request, and writes a refusal down. */
  <T> T watched(Session session, PartyPlan plan, Supplier<T> action) {
    return watched(logs.isEmpty() ? null : hex(session.id()), plan.hash(), null, action);
  }

  private <T> T watched(
      @Nullable String session,
      byte[] planHash,
      LogEvent.@Nullable Answer asked,
      Supplier<T> action) {
    try {
      return action.get();
    } catch (RefusedException | PolicyException e) {
      LogEvent refused =
          new LogEvent(LogEvent.Kind.REFUSED, session, hex(planHash), null, asked, e.getMessage());
      logs.forEach(log -> log.append(refused));
      throw e;
    }
  }

  /** Under what the party answers; a ledger is there once its session began. */
  PartyStatus status(PartyPlan plan, @Nullable Ledger ledger) {
    return new PartyStatus(
        provider,
        policies.stream().map(ProviderPolicy::fingerprint).toList(),
        rowBudget(),
        ledger == null ? 0 : rowsUsed(plan, ledger),
        jars(),
        logs.stream().map(log -> log.head().hash()).toList());
  }

  private long rowBudget() {
    return policies.stream().mapToLong(ProviderPolicy::rows).min().orElse(PartyStatus.UNLIMITED);
  }

  private List<String> jars() {
    return policies.isEmpty()
        ? List.of()
        : DeployedJars.all().stream().map(DeployedJars.Jar::sha256).toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
