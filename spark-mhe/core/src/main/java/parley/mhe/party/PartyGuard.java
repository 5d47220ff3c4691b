package parley.mhe.party;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.cohort.CohortGuard;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.log.AnswerLog;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.log.LogTotals;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.DeployedJars;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Transcript;

/**
 * What a party asks before it joins, begins and answers, and where it writes down what it did: the
 * provider's policies, each with its log. Without any it allows all and writes nothing. Not
 * thread-safe: the party that owns it locks.
 */
final class PartyGuard {
  private static final LogTotals NOTHING = new LogTotals(Set.of(), Map.of());

  private final String provider;
  private final List<ProviderPolicy> policies;
  private final List<PolicyCheck> checks = new ArrayList<>();
  private final Map<Path, AnswerLog> logs;
  private final CohortGuard cohorts;
  private String sessionId = "";

  PartyGuard(String provider, List<ProviderPolicy> policies) {
    this.provider = provider;
    this.policies = List.copyOf(policies);
    this.cohorts = new CohortGuard(provider, policies);
    Map<Path, AnswerLog> open = new LinkedHashMap<>();
    for (ProviderPolicy policy : policies) {
      checks.add(new PolicyCheck(policy, provider));
      open.computeIfAbsent(policy.log(), this::openLog);
    }
    this.logs = Collections.unmodifiableMap(open);
  }

  private AnswerLog openLog(Path path) {
    boolean counted = policies.stream().anyMatch(p -> p.log().equals(path) && p.countsByLog());
    return counted ? AnswerLog.openWitnessed(path, provider) : AnswerLog.open(path, provider);
  }

  private AnswerLog log(ProviderPolicy policy) {
    return Objects.requireNonNull(logs.get(policy.log()));
  }

  /** Holds each policy against what its own log tells of all sessions. */
  private void eachWithTotals(BiConsumer<PolicyCheck, LogTotals> action) {
    for (int i = 0; i < checks.size(); i++) {
      if (policies.get(i).countsByLog()) {
        action.accept(checks.get(i), log(policies.get(i)).totals());
      } else {
        action.accept(checks.get(i), NOTHING);
      }
    }
  }

  /** The rules on the provider's own rows. */
  CohortGuard cohorts() {
    return cohorts;
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
            eachWithTotals(
                (check, totals) -> {
                  check.requireSession(totals.sessions().size());
                  check.requireRowsFor(plan, totals);
                  check.requireNumbersFor(plan);
                });
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

  /**
   * A session began or, when it is not new, goes on.
   *
   * @throws PolicyException when others began since this one joined, and used up what may begin
   */
  void began(Session began, QuerierCredential credential, boolean fresh) {
    sessionId = hex(began.id());
    for (int i = 0; i < policies.size(); i++) {
      ProviderPolicy policy = policies.get(i);
      PolicyCheck check = checks.get(i);
      LogEvent.Terms terms =
          new LogEvent.Terms(
              credential.querier().orElse(""), policy.fingerprint(), policy.rows(), jars());
      LogEvent event =
          new LogEvent(
              fresh ? LogEvent.Kind.BEGAN : LogEvent.Kind.RESUMED,
              sessionId,
              hex(began.planHash()),
              terms,
              null,
              null);
      log(policy)
          .append(
              event,
              totals -> {
                if (fresh) {
                  check.requireSession(totals.sessionsBut(sessionId));
                }
              });
    }
  }

  /** The session's public keys were accepted in this process. */
  void keysAccepted(Session session, byte[] hash) {
    LogEvent accepted = LogEvent.keys(hex(session.id()), hex(session.planHash()), hex(hash));
    logs.values().forEach(log -> log.append(accepted));
  }

  /**
   * Refuses openings that a budget has no rows or numbers for.
   *
   * @param openings ciphertexts that would be opened
   */
  void requireBudgets(PartyPlan plan, PlanStep step, int openings, Ledger ledger) {
    long needed = (long) openings * step.rowsPerOpening(plan);
    if (needed > 0) {
      long used = rowsUsed(plan, ledger);
      eachWithTotals(
          (check, totals) -> {
            check.requireRows(step, needed, used);
            check.requireRowsEver(step.name(), needed, totals.rowsEver(sessionId, used));
          });
    }
    long told = openings * PolicyCheck.numbersPerOpening(plan, step);
    if (told > 0) {
      long before = numbersUsed(plan, ledger);
      checks.forEach(check -> check.requireNumbers(step, told, before));
    }
  }

  /** Refuses whatever comes after three queries of the session were refused. */
  void requireGoesOn(Session session, PlanStep step) {
    cohorts.requireGoesOn(hex(session.id()), step.name());
  }

  /** Numbers that were opened to all, by the ledger. */
  private static long numbersUsed(PartyPlan plan, Ledger ledger) {
    long used = 0;
    for (PlanStep step : plan.steps()) {
      used += PolicyCheck.numbersPerOpening(plan, step) * ledger.openings(step.name());
    }
    return used;
  }

  /** Rows that were switched to the querier, by the ledger. */
  private static long rowsUsed(PartyPlan plan, Ledger ledger) {
    long used = 0;
    for (PlanStep step : plan.steps()) {
      long rows = step.rowsPerOpening(plan);
      used += rows == 0 ? 0 : rows * ledger.openings(step.name());
    }
    return used;
  }

  /**
   * Writes an answer down, once, before it leaves.
   *
   * @param openings ciphertexts that it opens
   * @param answerHash null where the party does not see the answer
   */
  void answered(
      Session session,
      PartyPlan plan,
      Transcript transcript,
      int openings,
      byte @Nullable [] answerHash) {
    String id = hex(session.id());
    LogEvent.Answer answer = answer(plan, transcript, openings, answerHash);
    LogEvent event =
        new LogEvent(LogEvent.Kind.ANSWERED, id, hex(session.planHash()), null, answer, null);
    logs.forEach(
        (path, log) -> {
          if (!log.answered(id, answer.request())) {
            log.append(event, totals -> requireRowsEver(path, answer, totals));
          }
        });
  }

  /** Another session may have used rows up since this one was asked. */
  private void requireRowsEver(Path log, LogEvent.Answer answer, LogTotals totals) {
    for (int i = 0; i < checks.size(); i++) {
      if (answer.rows() > 0 && policies.get(i).log().equals(log)) {
        checks.get(i).requireRowsEver(answer.step(), answer.rows(), totals.rowsEver());
      }
    }
  }

  private static LogEvent.Answer answer(
      PartyPlan plan, Transcript transcript, int openings, byte @Nullable [] answerHash) {
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
        step == null ? 0 : (long) openings * step.rowsPerOpening(plan));
  }

  /** Answers a request, and writes a refusal down. */
  <T> T watched(
      Session session, PartyPlan plan, Transcript transcript, int openings, Supplier<T> action) {
    return watched(
        logs.isEmpty() ? null : hex(session.id()),
        plan.hash(),
        logs.isEmpty() ? null : answer(plan, transcript, openings, null),
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
      logs.values().forEach(log -> log.append(refused));
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
        rowsEverLeft(ledger == null ? 0 : rowsUsed(plan, ledger)),
        jars(),
        logs.values().stream().map(log -> log.head().hash()).toList());
  }

  private long rowsEverLeft(long used) {
    long[] least = {Long.MAX_VALUE};
    eachWithTotals(
        (check, totals) ->
            least[0] = Math.min(least[0], check.rowsEverLeft(totals.rowsEver(sessionId, used))));
    return least[0] == Long.MAX_VALUE ? PartyStatus.UNLIMITED : least[0];
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
