package parley.fl.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.report.SessionTerms;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.log.LogLine;

/** Compares reports with one provider's log. Not thread-safe. */
final class ProviderCheck {
  private final String provider;
  private final LogFile log;
  private final String session;
  private final List<String> discrepancies = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private int requests;
  private int openings;
  private long rows;

  ProviderCheck(
      String provider, LogFile log, List<FitReport> reports, Map<String, FitRound> asked) {
    this.provider = provider;
    this.log = log;
    SessionTerms terms = terms(reports.get(0));
    this.session = terms.id();
    log.problem().ifPresent(problem -> differs("its log was altered or damaged: " + problem));
    answers(asked);
    terms(terms);
    for (FitReport report : reports) {
      for (SessionTerms.Provider stated : terms(report).providers()) {
        if (stated.name().equals(provider)) {
          stated(stated);
        }
      }
    }
  }

  List<String> discrepancies() {
    return discrepancies;
  }

  List<String> remarks() {
    return remarks;
  }

  /** What agrees. */
  String summary() {
    return provider
        + ": "
        + requests
        + " requests, of which "
        + openings
        + " opened something, "
        + rows
        + " rows to the querier; log of "
        + log.head().lines()
        + " lines whole, head "
        + log.head().hash();
  }

  private static SessionTerms terms(FitReport report) {
    SessionTerms terms = report.session();
    if (terms == null) {
      throw new IllegalArgumentException("cannot compare: expected reports that name a session");
    }
    return terms;
  }

  private void differs(String what) {
    discrepancies.add(provider + ": " + what);
  }

  private boolean ofSession(LogLine line) {
    return session.equals(line.event().session());
  }

  private void answers(Map<String, FitRound> asked) {
    Set<String> seen = new HashSet<>();
    Map<String, Integer> latest = latestAttempts(asked);
    int beside = 0;
    int lost = 0;
    int refused = 0;
    for (LogLine line : log.lines()) {
      LogEvent.Answer answer = line.event().answer();
      if (!ofSession(line) || answer == null) {
        continue;
      }
      if (line.event().kind() == LogEvent.Kind.REFUSED) {
        refused++;
      } else if (line.event().kind() == LogEvent.Kind.ANSWERED) {
        FitRound round = asked.get(answer.request());
        if (round != null) {
          same(line.number(), answer, round);
          if (!seen.add(answer.request())) {
            differs("line " + line.number() + " answers " + place(answer) + " a second time");
          }
        } else if (opens(answer) && answer.attempt() < latest.getOrDefault(answer.step(), 0)) {
          lost++;
        } else if (opens(answer)) {
          differs(
              "line "
                  + line.number()
                  + " opened "
                  + place(answer)
                  + " to "
                  + answer.opened()
                  + ", which is in no report");
        } else {
          beside++;
        }
        count(answer);
      }
    }
    asked.forEach(
        (id, round) -> {
          if (!seen.contains(id)) {
            differs("the report's " + place(round) + ", request " + id + ", is not in its log");
          }
        });
    remark(beside, "requests that opened nothing were answered beside the reports");
    remark(
        lost,
        "openings were asked again in a later attempt, after the driver was lost: whoever they were"
            + " for may have them twice");
    remark(refused, "requests of the session were refused");
  }

  /** A driver that resumes a training asks what it lost again, as a later attempt. */
  private static Map<String, Integer> latestAttempts(Map<String, FitRound> asked) {
    Map<String, Integer> latest = new HashMap<>();
    for (FitRound round : asked.values()) {
      FitRound.Request request = round.request();
      if (request != null) {
        latest.merge(round.name(), request.attempt(), Math::max);
      }
    }
    return latest;
  }

  private void remark(int count, String what) {
    if (count > 0) {
      remarks.add(provider + ": " + count + " " + what);
    }
  }

  private void count(LogEvent.Answer answer) {
    requests++;
    openings += opens(answer) ? 1 : 0;
    rows += answer.rows();
  }

  private static boolean opens(LogEvent.Answer answer) {
    return !answer.opened().equals("no one");
  }

  private void same(long line, LogEvent.Answer answer, FitRound round) {
    FitRound.Request request = round.request();
    boolean same =
        request != null
            && answer.step().equals(round.name())
            && answer.attempt() == request.attempt()
            && answer.round() == request.round()
            && answer.object() == request.object()
            && answer.opened().equals(round.opened())
            && answer.rows() == request.rows();
    if (!same) {
      differs(
          "line "
              + line
              + " has "
              + place(answer)
              + ", opened to "
              + answer.opened()
              + " with "
              + answer.rows()
              + " rows, where the report has "
              + place(round)
              + ", opened to "
              + round.opened()
              + " with "
              + (request == null ? 0 : request.rows()));
    }
  }

  private static String place(LogEvent.Answer answer) {
    return place(answer.step(), answer.attempt(), answer.round(), answer.object());
  }

  private static String place(FitRound round) {
    FitRound.Request request = round.request();
    return request == null
        ? round.name()
        : place(round.name(), request.attempt(), request.round(), request.object());
  }

  private static String place(String step, int attempt, int round, int object) {
    return step + " (attempt " + attempt + ", round " + round + ", object " + object + ")";
  }

  /** Plan and querier, in every line that has them. */
  private void terms(SessionTerms stated) {
    boolean began = false;
    for (LogLine line : log.lines()) {
      if (!ofSession(line)) {
        continue;
      }
      compare("plan", stated.plan(), line.event().plan(), line);
      LogEvent.Terms terms = line.event().terms();
      if (terms != null) {
        compare("querier", stated.querier(), terms.querier(), line);
      }
      began |= line.event().kind() == LogEvent.Kind.BEGAN;
    }
    if (!began) {
      differs("its log has no beginning of the session " + session);
    }
  }

  private void compare(String what, Object stated, @Nullable Object logged, LogLine line) {
    if (!stated.equals(logged)) {
      differs(
          "line "
              + line.number()
              + " has another "
              + what
              + ", the report has "
              + stated
              + ", the log "
              + logged);
    }
  }

  /** What the provider said at a report's end, against the lines up to there. */
  private void stated(SessionTerms.Provider stated) {
    Optional<List<LogLine>> lines =
        stated.logHeads().stream().flatMap(head -> log.upTo(head).stream()).findFirst();
    if (lines.isEmpty()) {
      differs(
          stated.logHeads().isEmpty()
              ? "the report says that it kept no log"
              : "the line that the report noted as its log's last is not there, so that lines were"
                  + " cut off or changed: "
                  + stated.logHeads());
    }
    long used = 0;
    LogLine latest = null;
    for (LogLine line : lines.orElseGet(log::lines)) {
      if (ofSession(line)) {
        LogEvent.Answer answer = line.event().answer();
        used += line.event().kind() == LogEvent.Kind.ANSWERED && answer != null ? answer.rows() : 0;
        latest = line.event().terms() == null ? latest : line;
      }
    }
    if (used != stated.rowsUsed()) {
      differs("the report has " + stated.rowsUsed() + " rows to the querier, its log " + used);
    }
    LogEvent.Terms terms = latest == null ? null : latest.event().terms();
    if (latest != null && terms != null) {
      policy(stated, terms, latest);
    }
  }

  private void policy(SessionTerms.Provider stated, LogEvent.Terms terms, LogLine line) {
    if (!stated.policies().contains(terms.policy())) {
      compare("policy", stated.policies(), terms.policy(), line);
    }
    compare("list of jars", stated.jars(), terms.jars(), line);
    // The smallest of several budgets holds, and a line has that of its own policy.
    long budget = stated.rowBudget() == null ? -1 : stated.rowBudget();
    if (stated.policies().size() == 1 ? terms.rows() != budget : terms.rows() < budget) {
      compare("row budget", budget, terms.rows(), line);
    }
  }
}
