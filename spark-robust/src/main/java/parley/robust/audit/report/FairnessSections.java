package parley.robust.audit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.robust.audit.fairness.Calibration;
import parley.robust.audit.fairness.CalibrationCurve;
import parley.robust.audit.fairness.GroupFairness;
import parley.robust.audit.fairness.Impossibility;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.GroupMetric;
import parley.robust.audit.frame.MetricFrame;

/** What a report says of group fairness. Stateless, so safe for use by several threads. */
public final class FairnessSections {
  private static final Map<String, String> MEASURES = new LinkedHashMap<>();
  private static final Map<GroupMetric, String> METRICS = new LinkedHashMap<>();

  static {
    MEASURES.put(
        "demographicParityDifference",
        "How far the groups' shares of favourable predictions are apart; 0 if they are equal.");
    MEASURES.put(
        "demographicParityRatio", "The smallest such share over the largest; 1 if they are equal.");
    MEASURES.put(
        "equalizedOddsDifference",
        "How far the groups are apart in true or in false positive rates, the worse of both.");
    MEASURES.put("equalizedOddsRatio", "The same as a ratio, the worse of both.");
    MEASURES.put(
        "equalOpportunityDifference",
        "How far apart the groups' chances are that a deserved favourable prediction is made.");
    MEASURES.put("equalOpportunityRatio", "The smallest such chance over the largest.");
    MEASURES.put(
        "disparateImpact",
        "The others' share of favourable predictions over the privileged group's; US agencies look"
            + " closer below 0.8.");
    MEASURES.put(
        "statisticalParityDifference",
        "The others' share of favourable predictions less the privileged group's.");
    MEASURES.put(
        "truePositiveRateDifference",
        "The others' true positive rate less the privileged group's (AIF360's equal opportunity"
            + " difference).");
    MEASURES.put(
        "falsePositiveRateDifference",
        "The others' false positive rate less the privileged group's.");
    MEASURES.put(
        "falseNegativeRateDifference",
        "The others' false negative rate less the privileged group's.");
    MEASURES.put(
        "averageOddsDifference", "The mean of the differences of true and false positive rates.");
    MEASURES.put("averageAbsOddsDifference", "The mean of the sizes of those two differences.");
    MEASURES.put(
        "predictiveParityDifference",
        "The others' share of right favourable predictions less the privileged group's.");
    MEASURES.put(
        "treatmentEqualityDifference",
        "The others' false negatives for each false positive less the privileged group's.");
    MEASURES.put(
        "generalizedEntropyIndex",
        "How unequally rows benefit from errors, whatever their group; 0 if equally.");
    MEASURES.put("theilIndex", "The same, with less weight on large benefits.");
    MEASURES.put(
        "betweenGroupGeneralizedEntropyIndex",
        "The part of that inequality that lies between the groups' means.");
    MEASURES.put("betweenGroupTheilIndex", "The same for the Theil index.");
    METRICS.put(GroupMetric.SELECTION_RATE, "The share of rows with a favourable prediction.");
    METRICS.put(
        GroupMetric.TRUE_POSITIVE_RATE,
        "Of the rows with a favourable label, the share with a favourable prediction.");
    METRICS.put(
        GroupMetric.FALSE_POSITIVE_RATE,
        "Of the rows with an unfavourable label, the share with a favourable prediction.");
    METRICS.put(
        GroupMetric.POSITIVE_PREDICTIVE_VALUE,
        "Of the rows with a favourable prediction, the share with a favourable label.");
    METRICS.put(GroupMetric.ACCURACY, "The share of rows whose prediction is their label.");
  }

  private FairnessSections() {}

  /**
   * The measures, the metrics by group, which kinds of parity exclude each other, and calibration
   * where scores were counted.
   *
   * @param privileged null if no group is
   * @param confidence of the intervals, between 0 and 1
   */
  public static List<AuditSection> of(
      GroupCounts counts, @Nullable String privileged, double confidence) {
    GroupFairness fairness = GroupFairness.of(counts, privileged, confidence);
    List<AuditSection> sections = new ArrayList<>();
    sections.add(measures(fairness, privileged, counts.warnings()));
    MetricFrame frame =
        MetricFrame.of(counts, confidence, METRICS.keySet().toArray(GroupMetric[]::new));
    METRICS.forEach(
        (metric, meaning) ->
            sections.add(
                AuditSections.groups(
                    words(metric.metricName()),
                    meaning,
                    frame.byGroup(metric.metricName()),
                    frame.overall(metric.metricName()))));
    sections.add(
        AuditSection.titled("What excludes what")
            .say(Impossibility.of(counts).explanation())
            .build());
    if (counts.bins() > 0) {
      sections.add(calibration(Calibration.of(counts, confidence)));
    }
    return sections;
  }

  private static AuditSection measures(
      GroupFairness fairness, @Nullable String privileged, List<String> warnings) {
    AuditSection.Builder section =
        AuditSection.titled("Group fairness")
            .say(
                "No figure makes a model fair, and most exclude each other. Those with a sign compare"
                    + " all other rows with the privileged group"
                    + (privileged == null ? "." : ", " + privileged + "."));
    fairness
        .measures()
        .forEach((name, measure) -> section.find(measure, MEASURES.getOrDefault(name, "")));
    warnings.forEach(section::warn);
    return section.build();
  }

  private static AuditSection calibration(Calibration calibration) {
    Map<String, List<CalibrationBin>> groups = new LinkedHashMap<>();
    calibration.byGroup().forEach((name, curve) -> groups.put(name, bins(curve)));
    return AuditSections.calibration(groups);
  }

  private static List<CalibrationBin> bins(CalibrationCurve curve) {
    List<CalibrationBin> bins = new ArrayList<>();
    for (CalibrationCurve.Bin bin : curve.bins()) {
      Double mean = bin.meanScore();
      if (mean != null) {
        bins.add(new CalibrationBin(mean, bin.observedRate(), bin.rows()));
      }
    }
    return bins;
  }

  /** A metric's name as words: truePositiveRate is true positive rate. */
  private static String words(String name) {
    return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
