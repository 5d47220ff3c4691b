package parley.fl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for the terminal. */
final class TextPage {
  private TextPage() {}

  static String of(FitReport r) {
    List<String> lines = new ArrayList<>();
    lines.add(r.title() + ", " + ReportWords.protection(r));
    lines.add(ReportWords.cost(r));
    lines.add("Parameters");
    r.parameters().forEach(c -> lines.add(line(c.name() + ": " + c.value(), c.why())));
    if (r.encryption() != null) {
      lines.add("  " + ReportWords.encryption(r.encryption()));
    }
    lines.add("Security");
    r.security().forEach(s -> lines.add("  " + s.who() + ": " + s.sees()));
    lines.add("Opened");
    if (r.openings().isEmpty()) {
      lines.add("  nothing");
    }
    r.openings().forEach(o -> lines.add("  " + ReportWords.opening(o)));
    PolynomialFit fit = r.fit();
    if (fit != null) {
      lines.add("Fit");
      ReportWords.fit(fit).forEach(words -> lines.add("  " + words));
    }
    NetworkFigures network = r.network();
    if (network != null) {
      lines.add("Network");
      NetworkPage.words(network).forEach(words -> lines.add("  " + words));
    }
    SessionTerms session = r.session();
    if (session != null) {
      lines.add("Providers' policies");
      session
          .providers()
          .forEach(
              p ->
                  lines.add(
                      "  "
                          + p.name()
                          + ": "
                          + ReportWords.policy(p)
                          + "; rows to the querier: "
                          + ReportWords.rows(p)));
      lines.add("  " + ReportWords.session(session));
    }
    lines.add("Seconds");
    r.seconds().forEach((k, v) -> lines.add(String.format(Locale.ROOT, "  %-10s %8.2f", k, v)));
    r.warnings().forEach(w -> lines.add("Warning: " + w));
    return String.join("\n", lines);
  }

  private static String line(String what, String why) {
    return why.isEmpty() ? "  " + what : "  " + what + " (" + why + ")";
  }
}
