package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Words;
import parley.fl.statistic.meta.MetaEstimate;
import parley.html.HtmlPage;
import parley.measure.Measure;
import parley.plot.BarPlot;

/** What sites estimate together, in the forms that commands print. Stateless. */
final class EstimateTable {
  private static final List<String> HEADER =
      List.of("term", "method", "estimate", "std. error", "95 % from", "to", "Q", "I2", "tau2");

  private EstimateTable() {}

  static List<Map<String, @Nullable Object>> json(List<MetaEstimate> estimates) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (MetaEstimate e : estimates) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("term", e.term());
      one.put("method", e.method());
      one.put("sites", e.sites());
      one.put("estimate", e.estimate());
      one.put("standardError", e.standardError());
      one.put("statistic", e.statistic());
      one.put("pValue", e.pValue());
      one.put("lower", e.interval().lower());
      one.put("upper", e.interval().upper());
      one.put("q", e.q());
      one.put("qPValue", e.qPValue());
      one.put("i2", e.i2());
      one.put("tau2", e.tau2());
      one.put("hartungKnappError", e.hartungKnappError());
      one.put("prediction", e.prediction());
      all.add(one);
    }
    return all;
  }

  static List<List<String>> rows(List<MetaEstimate> estimates) {
    List<List<String>> rows = new ArrayList<>();
    for (MetaEstimate e : estimates) {
      rows.add(
          List.of(
              e.term(),
              e.method(),
              Words.number(e.estimate()),
              Words.number(e.standardError()),
              Words.number(e.interval().lower()),
              Words.number(e.interval().upper()),
              Words.number(e.q()),
              Words.number(e.i2()),
              Words.number(e.tau2())));
    }
    return rows;
  }

  static String text(List<MetaEstimate> estimates) {
    return Words.table(HEADER, rows(estimates));
  }

  static List<BarPlot.Bar> bars(List<MetaEstimate> estimates) {
    return estimates.stream()
        .map(
            e ->
                new BarPlot.Bar(
                    e.term() + ", " + e.method(), Measure.of(e.term(), e.estimate(), e.interval())))
        .toList();
  }

  static void page(HtmlPage page, List<MetaEstimate> estimates) {
    BarPlot plot = forest(bars(estimates));
    page.figure(plot.toSvg("plot1"), plot.title());
    table(page, estimates);
  }

  static void table(HtmlPage page, List<MetaEstimate> estimates) {
    page.table("Estimates", HEADER, rows(estimates), row -> row);
  }

  /** A forest plot. */
  static BarPlot forest(List<BarPlot.Bar> bars) {
    return new BarPlot(
        "Estimates over all sites", "Estimates with 95 % intervals.", "estimate", bars, null, true);
  }
}
