package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Words;
import parley.fl.report.FitReport;
import parley.fl.statistic.design.Coefficient;
import parley.html.HtmlPage;

/** A model's coefficients in the forms that commands print. Stateless. */
public final class CoefficientTable {
  private static final List<String> HEADER =
      List.of("term", "estimate", "std. error", "statistic", "p", "95 % from", "to");

  private CoefficientTable() {}

  /** Coefficients without errors, then the constant term. */
  public static List<Coefficient> without(
      List<String> features, double[] coefficients, double intercept) {
    List<Coefficient> all = new ArrayList<>();
    for (int j = 0; j < features.size(); j++) {
      all.add(Coefficient.of(features.get(j), coefficients[j]));
    }
    all.add(Coefficient.of(Coefficient.INTERCEPT, intercept));
    return all;
  }

  /** As a fit's report has them. */
  public static List<FitReport.Term> terms(List<Coefficient> all) {
    return all.stream()
        .map(
            c ->
                new FitReport.Term(
                    c.term(), c.estimate(), c.standardError(), c.statistic(), c.pValue()))
        .toList();
  }

  /** {@code coefficients}, {@code intercept}, {@code standardErrors}, {@code statistics} .. */
  public static Map<String, @Nullable Object> json(List<Coefficient> all) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Map<String, Object> estimates = new LinkedHashMap<>();
    double intercept = 0;
    for (Coefficient c : all) {
      if (c.term().equals(Coefficient.INTERCEPT)) {
        intercept = c.estimate();
      } else {
        estimates.put(c.term(), c.estimate());
      }
    }
    json.put("coefficients", estimates);
    json.put("intercept", intercept);
    json.put("standardErrors", figures(all, Coefficient::standardError));
    json.put("statistics", figures(all, Coefficient::statistic));
    json.put("pValues", figures(all, Coefficient::pValue));
    json.put("lower", figures(all, c -> c.interval() == null ? null : c.interval().lower()));
    json.put("upper", figures(all, c -> c.interval() == null ? null : c.interval().upper()));
    return json;
  }

  private static @Nullable Map<String, @Nullable Double> figures(
      List<Coefficient> all, Function<Coefficient, @Nullable Double> figure) {
    Map<String, @Nullable Double> figures = new LinkedHashMap<>();
    all.forEach(c -> figures.put(c.term(), figure.apply(c)));
    return figures.values().stream().allMatch(value -> value == null) ? null : figures;
  }

  static List<List<String>> rows(List<Coefficient> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Coefficient c : all) {
      rows.add(
          List.of(
              c.term(),
              Words.number(c.estimate()),
              Words.number(c.standardError()),
              Words.number(c.statistic()),
              Words.number(c.pValue()),
              Words.number(c.interval() == null ? null : c.interval().lower()),
              Words.number(c.interval() == null ? null : c.interval().upper())));
    }
    return rows;
  }

  public static String text(List<Coefficient> all) {
    return Words.table(HEADER, rows(all));
  }

  static void page(HtmlPage page, List<Coefficient> all) {
    page.table("Coefficients", HEADER, rows(all), row -> row);
  }
}
