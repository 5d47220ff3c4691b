package parley.fl.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import parley.error.InvalidDataException;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.report.SessionTerms;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.log.LogLine;

/**
 * Compares the reports of one session, a fit's and those of later predictions, with the logs of its
 * providers: each request of the reports is in each log, nothing else was opened, and plans,
 * queriers, policies, jars, rows and the logs' ends are the same, and all providers encrypted to
 * the same session keys. Stateless, thread-safe.
 *
 * <p>It shows that reports and logs tell the same; a provider that wrote a false log with a whole
 * chain is found only where its log differs from the report.
 */
public final class ReportCheck {
  private ReportCheck() {}

  /**
   * What agrees and what differs.
   *
   * @throws InvalidDataException when there is nothing to compare: no report, one in clear, reports
   *     of several sessions, or two logs of one provider
   */
  public static Findings of(List<FitReport> reports, List<LogFile> logs) {
    SessionTerms terms = session(reports);
    Map<String, LogFile> byProvider = byProvider(logs);
    List<String> agreed = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    List<String> discrepancies = new ArrayList<>();
    reports.forEach(report -> discrepancies.addAll(within(report)));
    Map<String, FitRound> requests = requests(reports, discrepancies);
    Set<String> providers = new LinkedHashSet<>();
    for (FitReport report : reports) {
      providers.addAll(report.providers());
    }
    terms.providers().forEach(provider -> providers.add(provider.name()));
    discrepancies.addAll(otherKeys(terms.id(), logs));
    for (String provider : providers) {
      LogFile log = byProvider.remove(provider);
      if (log == null) {
        discrepancies.add(
            provider + ": there is no log to compare with" + withoutPolicy(terms, provider));
        continue;
      }
      ProviderCheck check = new ProviderCheck(provider, log, reports, requests);
      discrepancies.addAll(check.discrepancies());
      remarks.addAll(check.remarks());
      if (check.discrepancies().isEmpty()) {
        agreed.add(check.summary());
      }
    }
    byProvider.forEach(
        (name, log) ->
            discrepancies.add(
                name + ": the reports do not name it, but " + log.path() + " is its log"));
    return new Findings(agreed, remarks, discrepancies);
  }

  /** A driver that gave providers different keys shows here, not to any one of them. */
  private static List<String> otherKeys(String session, List<LogFile> logs) {
    List<String> found = new ArrayList<>();
    String first = null;
    String firstProvider = "";
    for (LogFile log : logs) {
      for (LogLine line : log.lines()) {
        String keys = line.event().keys();
        if (keys == null || !session.equals(line.event().session())) {
          continue;
        }
        if (first == null) {
          first = keys;
          firstProvider = log.provider();
        } else if (!first.equals(keys)) {
          found.add(
              log.provider()
                  + ": line "
                  + line.number()
                  + " accepts other session keys than "
                  + firstProvider
                  + " did, expected "
                  + first
                  + ", got "
                  + keys);
        }
      }
    }
    return found;
  }

  private static String withoutPolicy(SessionTerms terms, String provider) {
    return terms.providers().stream()
            .anyMatch(p -> p.name().equals(provider) && p.policies().isEmpty())
        ? ": it had no policy, so that it kept none"
        : "";
  }

  private static SessionTerms session(List<FitReport> reports) {
    if (reports.isEmpty()) {
      throw new InvalidDataException("cannot compare: expected a report, got none");
    }
    SessionTerms first = null;
    for (FitReport report : reports) {
      SessionTerms terms = report.session();
      if (terms == null) {
        throw new InvalidDataException(
            "cannot compare: the report '"
                + report.title()
                + "' names no session, expected that of an encrypted run, got one in clear or of an"
                + " earlier version");
      }
      first = first == null ? terms : first;
      if (!terms.id().equals(first.id())) {
        throw new InvalidDataException(
            "cannot compare: the reports are of several sessions, expected "
                + first.id()
                + ", got "
                + terms.id());
      }
    }
    return Objects.requireNonNull(first);
  }

  private static Map<String, LogFile> byProvider(List<LogFile> logs) {
    Map<String, LogFile> all = new LinkedHashMap<>();
    for (LogFile log : logs) {
      LogFile other = all.put(log.provider(), log);
      if (other != null) {
        throw new InvalidDataException(
            "cannot compare: there are two logs of "
                + log.provider()
                + ", expected one, got "
                + other.path()
                + " and "
                + log.path());
      }
    }
    return all;
  }

  /** A report's own tables must tell the same. */
  private static List<String> within(FitReport report) {
    List<String> found = new ArrayList<>();
    Map<String, Long> opened = new LinkedHashMap<>();
    Map<String, Long> rows = new HashMap<>();
    for (FitRound round : report.rounds()) {
      FitRound.Request request = round.request();
      if (!round.opened().equals("no one")) {
        String key = round.name() + " to " + round.opened();
        opened.merge(key, 1L, Long::sum);
        rows.merge(key, request == null ? 0 : request.rows(), Long::sum);
      }
    }
    Map<String, Long> stated = new LinkedHashMap<>();
    for (FitReport.Opening opening : report.openings()) {
      if (opening.step() != null) {
        boolean all = opening.to() == FitReport.Audience.ALL;
        stated.merge(
            opening.step() + " to " + (all ? "all" : "querier"), opening.count(), Long::sum);
      }
    }
    opened.forEach(
        (key, rounds) -> {
          if (!stated.containsKey(key)) {
            found.add(
                "the report: its rounds open "
                    + key
                    + ", its table of openings does not name that");
          }
        });
    stated.forEach(
        (key, count) -> {
          if (!opened.containsKey(key)) {
            found.add("the report: its table of openings has " + key + ", none of its rounds does");
          } else if (key.endsWith(" to querier") && count > rows.getOrDefault(key, 0L)) {
            found.add(
                "the report: it states "
                    + count
                    + " numbers of "
                    + key
                    + ", its rounds carry "
                    + rows.get(key));
          }
        });
    return found;
  }

  private static Map<String, FitRound> requests(List<FitReport> reports, List<String> found) {
    Map<String, FitRound> requests = new LinkedHashMap<>();
    for (FitReport report : reports) {
      for (FitRound round : report.rounds()) {
        FitRound.Request request = round.request();
        if (request == null) {
          found.add("the report: the round " + round.name() + " names no request");
        } else if (requests.put(request.id(), round) != null) {
          found.add("the reports: the request " + request.id() + " is in them twice");
        }
      }
    }
    return requests;
  }
}
