package parley.fl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.html.HtmlPage;

/** A fit's report as one page without scripts, fonts or pictures from elsewhere. */
final class FitPage {
  /** The report's JSON in its page. */
  static final String DATA = "parley-report";

  private FitPage() {}

  static String of(FitReport r) {
    HtmlPage page = new HtmlPage(r.title()).paragraph(ReportWords.verdict(r));
    r.warnings().forEach(page::warning);
    page.terms(facts(r), Fact::name, Fact::text);
    page.section("Parameters").terms(named(r.parameters()), Fact::name, Fact::text);
    if (r.encryption() != null) {
      page.paragraph(ReportWords.encryption(r.encryption()));
    }
    if (r.coefficients() != null) {
      page.table(
          "Coefficients",
          List.of("term", "estimate", "std. error", "statistic", "p"),
          r.coefficients(),
          t ->
              List.of(
                  t.name(),
                  figure(t.estimate()),
                  figure(t.standardError()),
                  figure(t.statistic()),
                  figure(t.pValue())));
    }
    NetworkPage.add(page, r);
    page.table(
        "Who could see what",
        List.of("who", "sees"),
        r.security(),
        s -> List.of(s.who(), s.sees()));
    page.table(
        "What was opened",
        List.of("what", "to", "numbers"),
        r.openings(),
        o -> List.of(o.what(), ReportWords.audience(o.to()), String.valueOf(o.count())));
    PolynomialFit fit = r.fit();
    if (fit != null) {
      ReportWords.fit(fit).forEach(page::paragraph);
    }
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
      page.terms(
          List.of(
              new Fact("session", session.id()),
              new Fact("plan", session.plan()),
              new Fact("querier's key", session.querier()),
              new Fact("querier", ReportWords.place(session))),
          Fact::name,
          Fact::text);
    }
    page.table(
        "Seconds",
        List.of("phase", "seconds"),
        List.copyOf(r.seconds().entrySet()),
        e -> List.of(e.getKey(), number(e.getValue())));
    page.table(
        "Looks at the margins",
        List.of("iteration", "mean square", "at most outside the interval"),
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
    return page.data(DATA, r.toJson()).toHtml();
  }

  /** A name and what is said of it. */
  private record Fact(String name, String text) {}

  private static List<Fact> facts(FitReport r) {
    List<Fact> facts = new ArrayList<>();
    FitReport.Made made = r.made();
    if (made != null && made.data() != null) {
      facts.add(new Fact("data", made.data()));
    }
    facts.add(new Fact("providers", String.join(", ", r.providers())));
    facts.add(new Fact("protection", ReportWords.protection(r)));
    facts.add(new Fact("cost", ReportWords.cost(r)));
    if (made != null) {
      facts.add(new Fact("made", made.at() + " by Parley " + made.version()));
    }
    return facts;
  }

  /** Parameters of one name together: a narrow screen has no room for three columns. */
  private static List<Fact> named(List<FitReport.Choice> choices) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (FitReport.Choice c : choices) {
      String why = c.why().isEmpty() ? "" : " (" + c.why() + ")";
      texts.merge(c.name(), c.value() + why, (one, more) -> one + "; " + more);
    }
    return texts.entrySet().stream().map(e -> new Fact(e.getKey(), e.getValue())).toList();
  }

  private static String figure(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
