package parley.robust.audit.shift;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.json.JsonRecords;
import parley.measure.Measure;
import parley.robust.audit.shift.column.FeatureShift;
import parley.robust.audit.shift.joint.JointShift;
import parley.robust.audit.shift.label.LabelShift;

/**
 * What was found of shift. Immutable, so safe for use by several threads.
 *
 * @param title what was compared
 * @param referenceRows rows of the reference
 * @param dataRows rows of the data
 * @param fromStatistics whether the reference was there as saved statistics alone
 * @param significance the level of both lists of shifted features
 * @param features a result a column, and behind them one for the missing share of each column in
 *     which a value is missing
 * @param shiftedFeatures columns whose p value, or that of whose missing share, is at most the
 *     level after Benjamini and Hochberg: of these, at most that share is expected to be wrong
 * @param shiftedFeaturesHolm the same after Holm: the chance that any is wrong is at most the level
 * @param joint all numeric features together; null if there are none
 * @param labelShift how classes became more or less frequent; null without predictions and labels
 * @param warnings what the reader should know before trusting the figures
 */
public record ShiftReport(
    String title,
    long referenceRows,
    long dataRows,
    boolean fromStatistics,
    double significance,
    List<FeatureShift> features,
    List<String> shiftedFeatures,
    List<String> shiftedFeaturesHolm,
    @Nullable JointShift joint,
    @Nullable LabelShift labelShift,
    List<String> warnings) {
  private static final String WHAT = "the shift report";

  /** Takes copies of the lists. */
  public ShiftReport {
    features = List.copyOf(features);
    shiftedFeatures = List.copyOf(shiftedFeatures);
    shiftedFeaturesHolm = List.copyOf(shiftedFeaturesHolm);
    warnings = List.copyOf(warnings);
  }

  /** The result of a column, by its name. */
  public Optional<FeatureShift> feature(String name) {
    return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
  }

  /**
   * Figures by name, for limits on them: {@code shiftedFeatures}, {@code shiftedFeaturesHolm}
   * (counts), {@code maxKolmogorovSmirnov}, {@code maxPsi} and {@code minPValue} (over the columns
   * that have them; the last as it is, not adjusted), {@code mmdSquaredUnbiased}, {@code
   * mmdPValue}, {@code classifierAccuracy}, {@code classifierPValue}, {@code classifierAuc}, and
   * for each column {@code kolmogorovSmirnov.COLUMN} or {@code chiSquare.COLUMN}, {@code
   * pValue.COLUMN}, {@code psi.COLUMN} and {@code wasserstein.COLUMN}.
   */
  public Map<String, Measure> measures() {
    Map<String, Measure> all = new LinkedHashMap<>();
    put(all, Measure.of("shiftedFeatures", shiftedFeatures.size()));
    put(all, Measure.of("shiftedFeaturesHolm", shiftedFeaturesHolm.size()));
    List<FeatureShift> numeric =
        features.stream().filter(f -> f.kind().equals(FeatureShift.NUMERIC)).toList();
    put(all, extreme("maxKolmogorovSmirnov", numeric, FeatureShift::statistic, 1));
    put(all, extreme("maxPsi", features, FeatureShift::psi, 1));
    put(all, extreme("minPValue", features, FeatureShift::pValue, -1));
    if (joint != null) {
      put(all, joint.mmdSquaredUnbiased());
      put(all, joint.mmdPValue());
      put(all, joint.classifierAccuracy());
      put(all, joint.classifierPValue());
      put(all, joint.classifierAuc());
    }
    for (FeatureShift f : features) {
      put(all, f.statistic().as(f.test() + "." + f.name()));
      put(all, f.pValue().as("pValue." + f.name()));
      put(all, f.psi().as("psi." + f.name()));
      if (f.kind().equals(FeatureShift.NUMERIC)) {
        put(all, f.wasserstein().as("wasserstein." + f.name()));
      }
    }
    return all;
  }

  private static void put(Map<String, Measure> all, Measure measure) {
    all.put(measure.name(), measure);
  }

  private static Measure extreme(
      String name, List<FeatureShift> among, Function<FeatureShift, Measure> figure, int sign) {
    return among.stream()
        .map(figure)
        .filter(Measure::isDefined)
        .max(Comparator.comparingDouble(measure -> sign * measure.get()))
        .map(measure -> measure.as(name))
        .orElseGet(() -> Measure.undefined(name, "no column has this figure"));
  }

  /** The heads of {@link #tableRows}. */
  public List<String> tableHeads() {
    return ShiftText.HEADS;
  }

  /** A row a column, for people: its figures to four digits. */
  public List<List<String>> tableRows() {
    return ShiftText.rows(this);
  }

  /** Sentences on the joint tests and the label shift, for people. */
  public List<String> sentences() {
    return ShiftText.sentences(this);
  }

  /** One line of JSON. An undefined figure has no value and a reason. */
  public String toJson() {
    return JsonRecords.write(this, WHAT);
  }

  /**
   * The report of {@link #toJson}.
   *
   * @throws InvalidDataException if the text is not a report
   */
  public static ShiftReport fromJson(String json) {
    return JsonRecords.read(json, ShiftReport.class, WHAT);
  }

  /** Several lines for a terminal, the last without a line end. */
  public String toText() {
    return ShiftText.of(this);
  }
}
