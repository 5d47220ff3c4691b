package parley.robust.audit.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.measure.Interval;
import parley.measure.Measure;
import parley.robust.audit.shift.column.FeatureShift;
import parley.robust.audit.shift.joint.JointShift;
import parley.robust.audit.shift.label.LabelShift;
import parley.robust.audit.shift.rows.Bounds;

/** A report in words. */
final class ShiftText {
  static final List<String> HEADS =
      List.of("column", "test", "statistic", "p", "p (BH)", "p (Holm)", "PSI", "Wasserstein");

  private static final int WIDTH = 14;

  private ShiftText() {}

  static String of(ShiftReport r) {
    List<String> lines = new ArrayList<>();
    lines.add(r.title());
    lines.add(
        "%d reference rows%s, %d data rows"
            .formatted(
                r.referenceRows(), r.fromStatistics() ? " (saved statistics)" : "", r.dataRows()));
    int first = r.features().stream().mapToInt(feature -> feature.name().length()).max().orElse(0);
    lines.add(line(HEADS, Math.max(first, WIDTH)));
    rows(r).forEach(row -> lines.add(line(row, Math.max(first, WIDTH))));
    lines.addAll(sentences(r));
    for (FeatureShift f : r.features()) {
      for (Measure m : List.of(f.statistic(), f.pValue(), f.psi())) {
        if (m.reason() != null) {
          lines.add("%s: no %s: %s".formatted(f.name(), m.name(), m.reason()));
        }
      }
    }
    r.warnings().forEach(warning -> lines.add("Warning: " + warning));
    return String.join("\n", lines);
  }

  static List<List<String>> rows(ShiftReport r) {
    return r.features().stream()
        .map(
            f ->
                List.of(
                    f.name() + (f.prediction() ? " (prediction)" : ""),
                    f.kind().equals(FeatureShift.NUMERIC) ? "KS" : "chi-square",
                    range(f.statistic(), f.statisticBounds()),
                    figure(f.pValue()),
                    figure(f.adjustedBenjaminiHochberg()),
                    figure(f.adjustedHolm()),
                    figure(f.psi()),
                    range(f.wasserstein(), f.wassersteinBounds())))
        .toList();
  }

  static List<String> sentences(ShiftReport r) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Shifted at %s by Benjamini-Hochberg: %s; by Holm: %s."
            .formatted(
                number(r.significance()),
                names(r.shiftedFeatures()),
                names(r.shiftedFeaturesHolm())));
    JointShift joint = r.joint();
    if (joint != null) {
      lines.add(mmd(joint));
      lines.add(classifier(joint));
    }
    LabelShift label = r.labelShift();
    if (label != null) {
      lines.add(label(label));
    }
    return lines;
  }

  private static String mmd(JointShift joint) {
    return joint.mmdSquaredUnbiased().reason() != null
        ? "MMD: none: " + joint.mmdSquaredUnbiased().reason() + "."
        : "MMD^2 of %d features on %d and %d sampled rows: %s (p %s, %d permutations, sigma %s%s)."
            .formatted(
                joint.features().size(),
                joint.referenceSample(),
                joint.dataSample(),
                figure(joint.mmdSquaredUnbiased()),
                figure(joint.mmdPValue()),
                joint.permutations(),
                figure(joint.sigma()),
                joint.scaled() ? ", features scaled" : "");
  }

  private static String classifier(JointShift joint) {
    return joint.classifierAccuracy().reason() != null
        ? "Classifier: none: " + joint.classifierAccuracy().reason() + "."
        : "A classifier tells data from reference in %s of %d held-out rows (.5 by guessing; p %s, AUC %s)."
            .formatted(
                figure(joint.classifierAccuracy()),
                joint.heldOutRows(),
                figure(joint.classifierPValue()),
                figure(joint.classifierAuc()));
  }

  private static String label(LabelShift label) {
    if (!label.reason().isEmpty()) {
      return "Label shift: none: " + label.reason() + ".";
    }
    if (label.weights().get(0).reason() != null) {
      return "Label shift: none: " + label.weights().get(0).reason() + ".";
    }
    List<String> parts = new ArrayList<>();
    for (int j = 0; j < label.classes().size(); j++) {
      parts.add(
          "%s %s of the reference's share%s"
              .formatted(
                  label.classes().get(j),
                  figure(label.weights().get(j)),
                  interval(label.weights().get(j).interval())));
    }
    return "Label shift, if classes look as before: " + String.join("; ", parts) + ".";
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? ""
        : " (%s to %s)".formatted(number(interval.lower()), number(interval.upper()));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String range(Measure measure, @Nullable Bounds bounds) {
    return bounds == null || bounds.lower() == bounds.upper()
        ? figure(measure)
        : number(bounds.lower()) + "-" + number(bounds.upper());
  }

  static String figure(Measure measure) {
    return measure.isDefined() ? number(measure.get()) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String line(List<String> cells, int first) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(
          line.isEmpty()
              ? String.format("%-" + (first + 2) + "s", cell)
              : String.format("%" + WIDTH + "s", cell));
    }
    return line.toString();
  }
}
