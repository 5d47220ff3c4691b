package parley.robust.audit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.plot.Axis;
import parley.plot.BarPlot;
import parley.plot.LinePlot;
import parley.plot.NumberWords;
import parley.robust.audit.baserate.BaseRate;
import parley.robust.audit.baserate.BaseRateReport;
import parley.robust.audit.individual.LipschitzReport;

/** Sections that audits have in common. Stateless, so safe for use by several threads. */
public final class AuditSections {
  /** As many lines as differ in colour and dashes. */
  private static final int LINES = 5;

  private AuditSections() {}

  /** What a test's answers are worth at a prevalence. */
  public static AuditSection baseRate(BaseRateReport report) {
    BaseRate rate = report.rate();
    AuditSection.Builder section =
        AuditSection.titled("What an answer is worth")
            .say(
                "A prevalence of %s, a true positive rate of %s and a false positive rate of %s."
                    .formatted(
                        NumberWords.percent(rate.prevalence()),
                        NumberWords.percent(rate.truePositiveRate()),
                        NumberWords.percent(rate.falsePositiveRate())))
            .say(rate.expected().words())
            .find(rate.ppv(), "Of positive answers, the share that is right.")
            .find(rate.npv(), "Of negative answers, the share that is right.")
            .find(
                Measure.of("accuracy", rate.accuracy()),
                "Of all answers, the share that is right at this prevalence.")
            .find(
                rate.falsePositiveRateFor(report.wantedPpv()),
                "The largest false positive rate with which %s of positive answers are right."
                    .formatted(NumberWords.percent(report.wantedPpv())));
    report.warnings().forEach(section::warn);
    return section.build();
  }

  /**
   * One figure by group: bars with whiskers, and a table.
   *
   * @param metric the figure's name in words, such as selection rate
   * @param meaning what it says
   * @param byGroup in the order of drawing
   * @param overall the figure of all rows together, drawn through the bars; null for none
   */
  public static AuditSection groups(
      String metric, String meaning, Map<String, Measure> byGroup, @Nullable Measure overall) {
    List<BarPlot.Bar> bars = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    byGroup.forEach(
        (group, measure) -> {
          bars.add(new BarPlot.Bar(group, measure));
          rows.add(row(group, measure));
        });
    if (overall != null) {
      rows.add(row("overall", overall));
    }
    String title = metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1);
    return AuditSection.titled(title + " by group")
        .say(meaning)
        .plot(
            new BarPlot(
                title + " by group",
                meaning,
                metric,
                bars,
                overall == null ? null : new BarPlot.Bar("overall", overall)))
        .table(new AuditTable(title, List.of("group", "value", "interval", "remark"), rows))
        .build();
  }

  private static List<String> row(String group, Measure measure) {
    String reason = measure.reason();
    return List.of(
        group, Finding.value(measure), Finding.interval(measure), reason == null ? "" : reason);
  }

  /**
   * Predicted against observed shares, a line a group; groups beyond the fifth are in the table
   * alone, since more lines cannot be told apart.
   *
   * @param byGroup bins by increasing prediction; those without rows have no point
   */
  public static AuditSection calibration(Map<String, List<CalibrationBin>> byGroup) {
    List<LinePlot.Line> lines = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    byGroup.forEach(
        (group, bins) -> {
          List<LinePlot.Point> points = new ArrayList<>();
          for (CalibrationBin bin : bins) {
            Measure share = bin.positiveShare();
            if (share.isDefined()) {
              points.add(new LinePlot.Point(bin.meanPrediction(), share.get(), share.interval()));
            }
            rows.add(
                List.of(
                    group,
                    NumberWords.number(bin.meanPrediction()),
                    Finding.value(share),
                    Finding.interval(share),
                    String.valueOf(bin.rows())));
          }
          if (lines.size() < LINES) {
            lines.add(LinePlot.Line.of(group, points));
          }
        });
    lines.add(
        new LinePlot.Line(
            "where prediction and observation agree",
            List.of(LinePlot.Point.of(0, 0), LinePlot.Point.of(1, 1)),
            true));
    AuditSection.Builder section =
        AuditSection.titled("Calibration")
            .say(
                "Among rows with a predicted probability of 0.8, about 80 % should be positive, in"
                    + " each group. A line below the dotted one promises too much, a line above too"
                    + " little.");
    if (byGroup.size() > LINES) {
      section.say(
          "The plot has the first %d of %d groups, the table all."
              .formatted(LINES, byGroup.size()));
    }
    return section
        .plot(
            new LinePlot(
                "Calibration by group",
                "Observed share of positive rows after each predicted probability.",
                new Axis("predicted probability", 0, 1),
                new Axis("share of positive rows", 0, 1),
                lines))
        .table(
            new AuditTable(
                "Calibration by bin",
                List.of("group", "mean prediction", "positive share", "interval", "rows"),
                rows))
        .build();
  }

  /**
   * Tests of a shift between two data sets, the smallest adjusted p first, those without one last.
   *
   * @param correction the name of the correction for many tests
   */
  public static AuditSection shift(List<ShiftRow> tests, String correction) {
    Comparator<ShiftRow> order =
        Comparator.comparingDouble(
            t -> t.adjustedP().isDefined() ? t.adjustedP().get() : Double.POSITIVE_INFINITY);
    List<List<String>> rows = new ArrayList<>();
    for (ShiftRow test : tests.stream().sorted(order).toList()) {
      String reason = test.adjustedP().reason();
      rows.add(
          List.of(
              test.feature(),
              test.test(),
              Finding.value(test.statistic()),
              Finding.value(test.pValue()),
              Finding.value(test.adjustedP()),
              reason == null ? "" : reason));
    }
    return AuditSection.titled("Shift")
        .say(
            "A small p says that the two data sets differ by more than chance explains; it does not"
                + " say by how much. "
                + "Adjusted for %d tests by %s.".formatted(tests.size(), correction))
        .table(
            new AuditTable(
                "Tests by adjusted p",
                List.of("feature", "test", "statistic", "p", "adjusted p", "remark"),
                rows))
        .build();
  }

  /**
   * Whether similar rows are treated alike.
   *
   * @param consistency under the name consistency; null if it was not measured
   * @param lipschitz null if it was not measured
   */
  public static AuditSection individual(
      @Nullable Measure consistency, @Nullable LipschitzReport lipschitz) {
    AuditSection.Builder section = AuditSection.titled("Similar rows treated alike");
    if (consistency != null) {
      section.find(
          consistency, "1 if each row gets what its nearest rows get; lower where they differ.");
    }
    if (lipschitz != null) {
      section
          .find(
              lipschitz.violationShare(),
              "Of %d pairs of rows, the share whose predictions differ by more than %s times their distance."
                  .formatted(lipschitz.pairs(), NumberWords.number(lipschitz.constant())))
          .find(
              lipschitz.smallestConstant(),
              "The smallest such factor that no pair of these rows exceeds.")
          .table(
              new AuditTable(
                  "Pairs treated most differently for their distance",
                  List.of("row", "other row", "distance", "difference of predictions"),
                  lipschitz.worst().stream()
                      .map(
                          pair ->
                              List.of(
                                  String.valueOf(pair.firstId()),
                                  String.valueOf(pair.secondId()),
                                  NumberWords.number(pair.distance()),
                                  NumberWords.number(pair.difference())))
                      .toList()));
    }
    return section.build();
  }
}
