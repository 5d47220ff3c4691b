package parley.fl.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A report as one page without scripts, fonts or pictures from elsewhere. */
final class HtmlPage {
  private static final String STYLE =
      "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
          + "table{border-collapse:collapse;width:100%;margin:.5em 0 1.5em}"
          + "th,td{text-align:left;padding:.25em .7em;border-bottom:1px solid #ddd;vertical-align:top}"
          + "th{background:#f4f4f4}.warning{background:#fff3cd;padding:.5em .8em;margin:.4em 0}"
          + "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.6em}";

  private HtmlPage() {}

  static String of(FitReport r) {
    StringBuilder page = new StringBuilder(8192);
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escape(r.title()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escape(r.title()))
        .append("</h1>\n");
    paragraph(page, ReportWords.protection(r));
    paragraph(page, ReportWords.cost(r));
    paragraph(page, "Providers: " + String.join(", ", r.providers()));
    r.warnings()
        .forEach(w -> page.append("<p class=\"warning\">").append(escape(w)).append("</p>\n"));
    table(
        page,
        "Parameters",
        List.of("parameter", "value", "why"),
        r.parameters(),
        c -> List.of(c.name(), c.value(), c.why()));
    if (r.encryption() != null) {
      paragraph(page, ReportWords.encryption(r.encryption()));
    }
    table(
        page,
        "Who could see what",
        List.of("who", "sees"),
        r.security(),
        s -> List.of(s.who(), s.sees()));
    table(
        page,
        "What was opened",
        List.of("what", "to", "numbers"),
        r.openings(),
        o -> List.of(o.what(), TextPage.audience(o.to()), String.valueOf(o.count())));
    SessionTerms session = r.session();
    if (session != null) {
      table(
          page,
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
      paragraph(page, ReportWords.session(session));
    }
    table(
        page,
        "Seconds",
        List.of("phase", "seconds"),
        List.copyOf(r.seconds().entrySet()),
        e -> List.of(e.getKey(), number(e.getValue())));
    table(
        page,
        "Convergence watch",
        List.of("iteration", "mean of z²", "at most outside the interval"),
        r.watch(),
        w ->
            List.of(
                String.valueOf(w.iteration()),
                number(w.meanSquare()),
                number(100 * w.outsideShare()) + " %"));
    table(
        page,
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
    return page.append("</body></html>\n").toString();
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append("<p>").append(escape(text)).append("</p>\n");
  }

  private static <T> void table(
      StringBuilder page,
      String title,
      List<String> heads,
      List<T> rows,
      Function<T, List<String>> cells) {
    if (rows.isEmpty()) {
      return;
    }
    page.append("<h2>").append(escape(title)).append("</h2>\n<table><tr>");
    heads.forEach(h -> page.append("<th>").append(escape(h)).append("</th>"));
    page.append("</tr>\n");
    for (T row : rows) {
      page.append("<tr>");
      cells.apply(row).forEach(c -> page.append("<td>").append(escape(c)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
