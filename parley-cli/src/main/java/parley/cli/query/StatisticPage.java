package parley.cli.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.ReportWords;
import parley.fl.sum.SumReport;
import parley.html.HtmlPage;
import parley.mhe.party.cohort.Gate;

/** What every statistic says of how it was protected. Stateless. */
public final class StatisticPage {
  private StatisticPage() {}

  /** How many numbers became readable to whom. */
  public static Map<String, Long> opened(SumReport report) {
    Map<String, Long> opened = new LinkedHashMap<>();
    opened.put("toQuerier", count(report, Audience.QUERIER));
    opened.put("toAll", count(report, Audience.ALL));
    return opened;
  }

  private static long count(SumReport report, Audience to) {
    return report.openings().stream().filter(o -> o.to() == to).mapToLong(Opening::count).sum();
  }

  /** One line for the terminal. */
  public static String line(SumReport report) {
    return String.format(
        Locale.ROOT,
        "%d providers%s, %s; opened: %d numbers to the querier, %d to all%s; the busiest provider"
            + " sent %s",
        report.providers().size(),
        report.simulated() ? " (simulated in one process)" : "",
        report.protection(),
        count(report, Audience.QUERIER),
        count(report, Audience.ALL),
        report.size() == null ? "" : ", over " + report.size().rows() + " rows",
        ReportWords.bytes(report.bytesPerProvider()));
  }

  /** What all learned of a query that was refused. */
  static void told(HtmlPage page, Gate.Counts counts) {
    page.table(
        "What all learned of the refused query",
        List.of("what", "number"),
        List.of(
            List.of("rows", String.valueOf(counts.rows())),
            List.of("providers with rows", String.valueOf(counts.contributors())),
            List.of("providers that refuse by rules of their own", counts.refusals() + "")),
        row -> row);
  }

  /** Who saw what, and what was opened. */
  public static void protection(HtmlPage page, SumReport report) {
    page.section("How it was computed").paragraph(line(report) + ".");
    if (report.encryption() != null) {
      page.paragraph(ReportWords.encryption(report.encryption()));
    }
    report.rules().forEach(rule -> page.paragraph("Rule: " + rule + "."));
    page.table(
        "Who could see what",
        List.of("who", "sees"),
        report.security(),
        s -> List.of(s.who(), s.sees()));
    page.table(
        "What was opened",
        List.of("what", "to", "numbers"),
        report.openings(),
        o ->
            List.of(
                o.what(),
                o.to() == Audience.ALL ? "all" : "the querier",
                String.valueOf(o.count())));
  }
}
