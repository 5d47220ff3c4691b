package parley.robust.audit.report;

import java.util.ArrayList;
import java.util.List;
import parley.measure.Measure;
import parley.plot.BarPlot;
import parley.robust.audit.shift.ShiftReport;
import parley.robust.audit.shift.column.FeatureShift;
import parley.robust.audit.shift.joint.JointShift;

/** What a report says of shift. Stateless, so safe for use by several threads. */
public final class ShiftSections {
  private ShiftSections() {}

  /** What was found, the tests by column, and the columns by the size of their shift. */
  public static List<AuditSection> of(ShiftReport report) {
    List<AuditSection> sections = new ArrayList<>();
    sections.add(found(report));
    sections.add(AuditSections.shift(tests(report), "Benjamini and Hochberg"));
    sections.add(sizes(report));
    return sections;
  }

  private static AuditSection found(ShiftReport report) {
    AuditSection.Builder section =
        AuditSection.titled("What was found")
            .say(
                "%d reference rows%s, %d data rows."
                    .formatted(
                        report.referenceRows(),
                        report.fromStatistics()
                            ? ", of which only saved statistics were at hand"
                            : "",
                        report.dataRows()));
    report.sentences().forEach(section::say);
    section
        .find(
            Measure.of("shiftedFeatures", report.shiftedFeatures().size()),
            "Columns called shifted; of these at most the level is expected to be wrong.")
        .find(
            Measure.of("shiftedFeaturesHolm", report.shiftedFeaturesHolm().size()),
            "Columns called shifted by a rule that is wrong on any at most as often as the level.");
    JointShift joint = report.joint();
    if (joint != null) {
      section
          .find(
              joint.mmdSquaredUnbiased(),
              "Distance of all numeric columns together; 0 is expected without shift.")
          .find(joint.mmdPValue(), "How often chance alone makes that distance as large.")
          .find(
              joint.classifierAccuracy(),
              "Share of rows of which a model says rightly where they are from; 0.5 by guessing.")
          .find(joint.classifierPValue(), "How often guessing does as well.");
    }
    report.warnings().forEach(section::warn);
    return section.build();
  }

  private static List<ShiftRow> tests(ShiftReport report) {
    return report.features().stream()
        .map(
            f ->
                new ShiftRow(
                    name(f),
                    f.kind().equals("numeric") ? "Kolmogorov-Smirnov" : "chi-square",
                    f.statistic(),
                    f.pValue(),
                    f.adjustedBenjaminiHochberg()))
        .toList();
  }

  private static AuditSection sizes(ShiftReport report) {
    String meaning =
        "The population stability index: 0 for equal shares of all bins, often called large above"
            + " 0.25. It says how much, where the tests say whether at all.";
    List<BarPlot.Bar> bars =
        report.features().stream().map(f -> new BarPlot.Bar(name(f), f.psi())).toList();
    return AuditSection.titled("How much each column moved")
        .say(meaning)
        .plot(new BarPlot("Stability index by column", meaning, "stability index", bars, null))
        .table(new AuditTable("Figures by column", report.tableHeads(), report.tableRows()))
        .build();
  }

  private static String name(FeatureShift feature) {
    return feature.name() + (feature.prediction() ? " (prediction)" : "");
  }
}
