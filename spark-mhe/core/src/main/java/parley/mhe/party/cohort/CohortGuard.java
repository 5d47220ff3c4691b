package parley.mhe.party.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.policy.DisclosureLimits;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;

/**
 * Holds each upload of sums against the rules of a provider's policies, and counts what it admits
 * and what it refuses. A request that comes again is not counted twice. Not thread-safe: the party
 * that owns it locks.
 */
public final class CohortGuard {
  /** Refused queries of a session, after which it is over. */
  public static final int MOST_REFUSALS = 3;

  private final String provider;
  private final List<Watch> watches = new ArrayList<>();

  /** A policy with rules, and its record. */
  private record Watch(ProviderPolicy policy, CohortRecord record) {
    DisclosureLimits limits() {
      return policy.limits();
    }
  }

  /** For the policies that have rules. */
  public CohortGuard(String provider, List<ProviderPolicy> policies) {
    this.provider = provider;
    for (ProviderPolicy policy : policies) {
      if (policy.limits().ofUploads()) {
        watches.add(new Watch(policy, new CohortRecord(policy.log(), provider)));
      }
    }
  }

  /** Whether uploads of sums must be admitted first. */
  public boolean asks() {
    return !watches.isEmpty();
  }

  /**
   * One upload of sums.
   *
   * @param session id in hex
   * @param request id in hex
   * @param step the plan's
   * @param gate what the plan asks; null where it has no gate
   */
  public record Query(String session, String request, String step, @Nullable Gate gate) {
    /** Whether it is the gate's own. */
    public boolean isGate() {
      return gate != null && step.equals(Gate.STEP);
    }
  }

  /**
   * Admits an upload, or refuses it.
   *
   * @param arguments that came with it
   * @throws PolicyException when a rule refuses it, or three of the session were refused
   */
  public void admit(Query query, byte[] arguments, CohortUse use) {
    for (Watch watch : watches) {
      Optional<String> reason =
          watch.record.locked(index -> admit(watch, index, query, arguments, use));
      if (reason.isPresent()) {
        throw refuse(watch, query, reason.get());
      }
    }
  }

  /** Why a policy refuses; what it does not refuse is counted in the same breath. */
  private static CohortRecord.Change<Optional<String>> admit(
      Watch watch, CohortIndex index, Query query, byte[] arguments, CohortUse use) {
    if (index.admitted(query.session(), query.request())) {
      return new CohortRecord.Change<>(Optional.empty(), false);
    }
    Optional<String> reason = reason(watch, index, query, arguments, use);
    if (reason.isPresent()) {
      return new CohortRecord.Change<>(reason, index.refuse(query.session(), query.request()));
    }
    Cohort cohort = use.cohort();
    String hash = CohortIndex.UNKNOWN;
    long rows = 0;
    if (cohort != null && watch.limits().ofRows()) {
      hash = watch.record.keep(cohort);
      rows = cohort.rows();
    }
    index.admit(hash, rows, query.session(), query.request(), use.numbers());
    return new CohortRecord.Change<>(reason, true);
  }

  /** Once refused a request stays so: another answer to it would be a second one. */
  private static Optional<String> reason(
      Watch watch, CohortIndex index, Query query, byte[] arguments, CohortUse use) {
    DisclosureLimits limits = watch.limits();
    Set<String> refused = index.refusedOf(query.session());
    if (refused.size() >= MOST_REFUSALS) {
      return Optional.of(over());
    }
    if (refused.contains(query.request()) || (query.gate() != null && !refused.isEmpty())) {
      return Optional.of("it was refused before, expected no further request, got one");
    }
    if (query.gate() != null && !query.isGate()) {
      if (!index.admittedAny(query.session())) {
        return Optional.of("its gate was not asked, expected it first, got another request");
      }
      Optional<String> closed =
          new Gate(limits.leastRows(), limits.leastContributors())
              .refuses(Gate.Passed.fromBytes(arguments).counts());
      if (closed.isPresent()) {
        return closed;
      }
    }
    return limits.ofCohorts()
        ? new CohortRules(limits).refuse(query.session(), use, index, watch.record::ids)
        : Optional.empty();
  }

  /**
   * Refuses an upload that was not admitted, or goes beyond a refused gate.
   *
   * @throws PolicyException when it does
   */
  public void requireAdmitted(Query query) {
    for (Watch watch : watches) {
      boolean admitted =
          watch.record.locked(
              index ->
                  new CohortRecord.Change<>(
                      index.admitted(query.session(), query.request())
                          || (query.isGate()
                              && index.refusedOf(query.session()).contains(query.request())),
                      false));
      if (!admitted) {
        throw refuse(
            watch, query, "nobody said which rows it uses, expected that first, got the upload");
      }
    }
  }

  /**
   * Refuses any request of a session that was refused three times.
   *
   * @param session id in hex
   * @throws PolicyException when it is over
   */
  public void requireGoesOn(String session, String step) {
    for (Watch watch : watches) {
      int refused =
          watch.record.locked(
              index -> new CohortRecord.Change<>(index.refusedOf(session).size(), false));
      if (refused >= MOST_REFUSALS) {
        throw refuse(watch, new Query(session, "", step, null), over());
      }
    }
  }

  private static String over() {
    return "the session is over, expected fewer than "
        + MOST_REFUSALS
        + " refused queries, got as many";
  }

  private PolicyException refuse(Watch watch, Query query, String reason) {
    return new PolicyException(
        provider
            + " cannot answer at "
            + query.step()
            + ", by the policy "
            + watch.policy.file()
            + ": "
            + reason);
  }
}
