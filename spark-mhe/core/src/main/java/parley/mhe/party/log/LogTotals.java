package parley.mhe.party.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a log tells of all sessions together: for budgets that outlive a key. Immutable,
 * thread-safe.
 *
 * @param sessions ids of those that began, in hex
 * @param rows rows that were switched to a querier, by session
 */
public record LogTotals(Set<String> sessions, Map<String, Long> rows) {
  /** Takes copies. */
  public LogTotals {
    sessions = Set.copyOf(sessions);
    rows = Map.copyOf(rows);
  }

  /** Those of a log's lines. */
  public static LogTotals of(List<LogLine> lines) {
    Counter counter = new Counter();
    lines.forEach(line -> counter.take(line.event()));
    return counter.totals();
  }

  /** Rows of all sessions. */
  public long rowsEver() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Rows of all sessions, where one may have more than its log tells.
   *
   * @param session its id in hex; empty for none
   * @param inLedger rows that its ledger has
   */
  public long rowsEver(String session, long inLedger) {
    long told = rows.getOrDefault(session, 0L);
    return rowsEver() - told + Math.max(told, inLedger);
  }

  /** Sessions that began, one of them left out. */
  public int sessionsBut(String session) {
    return sessions.size() - (sessions.contains(session) ? 1 : 0);
  }

  /** Counts line by line. Not thread-safe. */
  static final class Counter {
    private final Set<String> sessions = new HashSet<>();
    private final Map<String, Long> rows = new HashMap<>();

    void take(LogEvent event) {
      String session = event.session();
      LogEvent.Answer answer = event.answer();
      if (session == null) {
        return;
      }
      if (event.kind() == LogEvent.Kind.BEGAN || event.kind() == LogEvent.Kind.RESUMED) {
        sessions.add(session);
      } else if (event.kind() == LogEvent.Kind.ANSWERED && answer != null && answer.rows() > 0) {
        rows.merge(session, answer.rows(), Long::sum);
      }
    }

    LogTotals totals() {
      return new LogTotals(sessions, rows);
    }
  }
}
