package parley.fl.report;

import java.util.List;
import java.util.Locale;
import parley.mhe.html.HtmlPage;

/** A fit's report as one page without scripts, fonts or pictures from elsewhere. */
final class FitPage {
  private FitPage() {}

  static String of(FitReport r) {
    HtmlPage page =
        new HtmlPage(r.title())
            .paragraph(ReportWords.protection(r))
            .paragraph(ReportWords.cost(r))
            .paragraph("Providers: " + String.join(", ", r.providers()));
    r.warnings().forEach(page::warning);
    page.table(
        "Parameters",
        List.of("parameter", "value", "why"),
        r.parameters(),
        c -> List.of(c.name(), c.value(), c.why()));
    if (r.encryption() != null) {
      page.paragraph(ReportWords.encryption(r.encryption()));
    }
    page.table(
        "Who could see what",
        List.of("who", "sees"),
        r.security(),
        s -> List.of(s.who(), s.sees()));
    page.table(
        "What was opened",
        List.of("what", "to", "numbers"),
        r.openings(),
        o -> List.of(o.what(), TextPage.audience(o.to()), String.valueOf(o.count())));
    SessionTerms session = r.session();
    if (session != null) {
      page.table(
          "Providers' policies",
          List.of("provider", "policy", "rows to the querier", "jars", "log's last line"),
          session.providers(),
          p ->
              List.of(
                  p.name(),
                  ReportWords.policy(p),
                  ReportWords.rows(p),
                  ReportWords.shortened(p.jars()),
                  String.join(", ", p.logHeads())));
      page.paragraph(ReportWords.session(session));
    }
    page.table(
        "Seconds",
        List.of("phase", "seconds"),
        List.copyOf(r.seconds().entrySet()),
        e -> List.of(e.getKey(), number(e.getValue())));
    page.table(
        "Convergence watch",
        List.of("iteration", "mean of z²", "at most outside the interval"),
        r.watch(),
        w ->
            List.of(
                String.valueOf(w.iteration()),
                number(w.meanSquare()),
                number(100 * w.outsideShare()) + " %"));
    page.table(
        "Rounds",
        List.of("round", "iteration", "seconds", "limbs", "bytes a provider", "opened to"),
        r.rounds(),
        o ->
            List.of(
                o.name(),
                o.iteration() < 0 ? "" : String.valueOf(o.iteration()),
                number(o.seconds()),
                o.limbsBefore() == 0 ? "" : o.limbsBefore() + " to " + o.limbsAfter(),
                String.valueOf(o.bytesPerProvider()),
                o.opened()));
    return page.toHtml();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
