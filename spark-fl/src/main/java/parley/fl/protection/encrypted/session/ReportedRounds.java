package parley.fl.protection.encrypted.session;

import java.util.HexFormat;
import parley.fl.report.SessionTerms;
import parley.mhe.party.PartyStatus;
import parley.mhe.runtime.Federation;

/** What a report says of rounds and providers. Stateless and thread-safe. */
public final class ReportedRounds {
  private ReportedRounds() {}

  /** The session, and what each provider says of itself now. */
  public static SessionTerms session(OpenSession open) {
    return session(open.federation(), open.querier());
  }

  /** As above, for a querier that may know more or less than the session was opened with. */
  public static SessionTerms session(Federation federation, SessionQuerier querier) {
    return new SessionTerms(
        HexFormat.of().formatHex(federation.sessionId()),
        HexFormat.of().formatHex(federation.plan().hash()),
        querier.name(),
        querier.isApart(),
        federation.statuses().values().stream().map(ReportedRounds::provider).toList());
  }

  private static SessionTerms.Provider provider(PartyStatus status) {
    return new SessionTerms.Provider(
        status.provider(),
        status.policies(),
        status.rowBudget() == PartyStatus.UNLIMITED ? null : status.rowBudget(),
        status.rowsUsed(),
        status.jars(),
        status.logHeads());
  }
}
