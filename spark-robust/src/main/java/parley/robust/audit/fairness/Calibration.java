package parley.robust.audit.fairness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.measure.Measure;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.ScoreBins;
import parley.robust.audit.frame.WilsonInterval;

/**
 * Whether a score means the same in every group. Immutable, so safe for use by several threads.
 *
 * @param overall over all rows
 * @param byGroup by the groups' names
 */
public record Calibration(CalibrationCurve overall, SortedMap<String, CalibrationCurve> byGroup) {
  /** Takes a copy. */
  public Calibration {
    byGroup = Collections.unmodifiableSortedMap(new TreeMap<>(byGroup));
  }

  /**
   * The curves of counts with bins of scores.
   *
   * @param confidence of the observed rates' intervals, between 0 and 1
   * @throws IllegalArgumentException if no scores were counted
   */
  public static Calibration of(GroupCounts counts, double confidence) {
    if (counts.bins() == 0) {
      throw new IllegalArgumentException(
          "cannot measure calibration: no scores were counted, expected bins of them (setBins)");
    }
    SortedMap<String, CalibrationCurve> groups = new TreeMap<>();
    counts
        .groups()
        .forEach((name, cell) -> groups.put(name, curve(cell.scores().bins(), confidence)));
    return new Calibration(curve(counts.overall().scores().bins(), confidence), groups);
  }

  private static CalibrationCurve curve(List<ScoreBins.Bin> counted, double confidence) {
    List<CalibrationCurve.Bin> bins = new ArrayList<>();
    double distances = 0;
    double rows = 0;
    for (int b = 0; b < counted.size(); b++) {
      ScoreBins.Bin bin = counted.get(b);
      bins.add(point(bin, (double) b / counted.size(), (b + 1.0) / counted.size(), confidence));
      distances += Math.abs(bin.scoreSum() - bin.favorableWeight());
      rows += bin.weight();
    }
    return new CalibrationCurve(
        bins, Measure.ratio("expectedCalibrationError", distances, rows, "there are no rows"));
  }

  private static CalibrationCurve.Bin point(
      ScoreBins.Bin bin, double lower, double upper, double confidence) {
    String name = "observedRate";
    if (bin.weight() == 0) {
      String reason = bin.rows() == 0 ? "no row has such a score" : "such rows have no weight";
      return new CalibrationCurve.Bin(
          lower, upper, bin.rows(), null, Measure.undefined(name, reason));
    }
    double rate = bin.favorableWeight() / bin.weight();
    return new CalibrationCurve.Bin(
        lower,
        upper,
        bin.rows(),
        bin.scoreSum() / bin.weight(),
        bin.weights() != null
            ? Measure.of(name, rate)
            : Measure.of(name, rate, WilsonInterval.of(bin.favorable(), bin.rows(), confidence)));
  }
}
