package parley.robust.audit.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.robust.audit.shift.column.FeatureShift;
import parley.robust.audit.shift.column.MissingShift;
import parley.robust.audit.shift.joint.JointShift;
import parley.robust.audit.shift.label.LabelShift;
import parley.robust.audit.shift.statistics.MultipleComparisons;

/** Puts results together: adjusts p values for the number of columns, and warns. */
final class ReportAssembly {
  private ReportAssembly() {}

  /**
   * The report.
   *
   * @param shifts results by column, not adjusted
   * @param warnings those known so far
   */
  static ShiftReport of(
      String title,
      double significance,
      long referenceRows,
      long dataRows,
      boolean fromStatistics,
      List<FeatureShift> shifts,
      @Nullable JointShift joint,
      @Nullable LabelShift labels,
      List<String> warnings) {
    List<String> all = new ArrayList<>(warnings);
    if (labels != null && labels.contradictsItself()) {
      all.add("the label shift has a weight below 0: the classes' looks must have changed as well");
    }
    for (FeatureShift shift : shifts) {
      if (shift.referenceMissing() + shift.dataMissing() > 0) {
        all.add(
            "%s: %d reference rows and %d data rows have no value and were left out"
                .formatted(shift.name(), shift.referenceMissing(), shift.dataMissing()));
      }
    }
    List<FeatureShift> adjusted = adjusted(MissingShift.added(shifts));
    return new ShiftReport(
        title,
        referenceRows,
        dataRows,
        fromStatistics,
        significance,
        adjusted,
        shifted(adjusted, significance, FeatureShift::adjustedBenjaminiHochberg),
        shifted(adjusted, significance, FeatureShift::adjustedHolm),
        joint,
        labels,
        all);
  }

  private static List<FeatureShift> adjusted(List<FeatureShift> shifts) {
    double[] pValues =
        shifts.stream()
            .map(FeatureShift::pValue)
            .filter(Measure::isDefined)
            .mapToDouble(Measure::get)
            .toArray();
    double[] benjaminiHochberg = MultipleComparisons.benjaminiHochberg(pValues);
    double[] holm = MultipleComparisons.holm(pValues);
    List<FeatureShift> adjusted = new ArrayList<>();
    int at = 0;
    for (FeatureShift shift : shifts) {
      if (shift.pValue().isDefined()) {
        adjusted.add(
            shift.adjusted(
                Measure.of("adjustedBenjaminiHochberg", benjaminiHochberg[at]),
                Measure.of("adjustedHolm", holm[at])));
        at++;
      } else {
        adjusted.add(
            shift.adjusted(
                shift.pValue().as("adjustedBenjaminiHochberg"), shift.pValue().as("adjustedHolm")));
      }
    }
    return adjusted;
  }

  private static List<String> shifted(
      List<FeatureShift> shifts, double significance, Function<FeatureShift, Measure> pValue) {
    return shifts.stream()
        .filter(s -> pValue.apply(s).isDefined() && pValue.apply(s).get() <= significance)
        .map(FeatureShift::column)
        .distinct()
        .toList();
  }
}
