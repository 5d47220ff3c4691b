package parley.robust.audit.frame;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import parley.measure.Measure;

/**
 * The metrics of counts, with Fairlearn's meanings where it has them; "positive" is favourable.
 * Those that are proportions of rows come with Wilson's interval, unless rows have weights.
 * Immutable, so safe for use by several threads.
 */
public enum GroupMetric implements CountMetric {
  /** Rows, whatever they weigh. */
  COUNT("count"),
  /** Share with a favourable prediction. */
  SELECTION_RATE(
      "selectionRate", ConfusionCounts::favorablePredictions, ConfusionCounts::total, "row"),
  /** Share with a favourable label. */
  BASE_RATE("baseRate", ConfusionCounts::favorableLabels, ConfusionCounts::total, "row"),
  /** Share whose prediction is the label. */
  ACCURACY("accuracy", c -> c.truePositives() + c.trueNegatives(), ConfusionCounts::total, "row"),
  /** Share whose prediction is not the label. */
  ERROR_RATE(
      "errorRate", c -> c.falsePositives() + c.falseNegatives(), ConfusionCounts::total, "row"),
  /** Of the rows with a favourable label, the share with a favourable prediction: recall. */
  TRUE_POSITIVE_RATE(
      "truePositiveRate",
      ConfusionCounts::truePositives,
      ConfusionCounts::favorableLabels,
      Words.FAVORABLE_LABEL),
  /** Of the rows with a favourable label, the share with an unfavourable prediction. */
  FALSE_NEGATIVE_RATE(
      "falseNegativeRate",
      ConfusionCounts::falseNegatives,
      ConfusionCounts::favorableLabels,
      Words.FAVORABLE_LABEL),
  /** Of the rows with an unfavourable label, the share with a favourable prediction. */
  FALSE_POSITIVE_RATE(
      "falsePositiveRate",
      ConfusionCounts::falsePositives,
      ConfusionCounts::unfavorableLabels,
      Words.UNFAVORABLE_LABEL),
  /** Of the rows with an unfavourable label, the share with an unfavourable prediction. */
  TRUE_NEGATIVE_RATE(
      "trueNegativeRate",
      ConfusionCounts::trueNegatives,
      ConfusionCounts::unfavorableLabels,
      Words.UNFAVORABLE_LABEL),
  /** Of the rows with a favourable prediction, the share with a favourable label: precision. */
  POSITIVE_PREDICTIVE_VALUE(
      "positivePredictiveValue",
      ConfusionCounts::truePositives,
      ConfusionCounts::favorablePredictions,
      Words.FAVORABLE_PREDICTION),
  /** Of the rows with a favourable prediction, the share with an unfavourable label. */
  FALSE_DISCOVERY_RATE(
      "falseDiscoveryRate",
      ConfusionCounts::falsePositives,
      ConfusionCounts::favorablePredictions,
      Words.FAVORABLE_PREDICTION),
  /** Of the rows with an unfavourable prediction, the share with an unfavourable label. */
  NEGATIVE_PREDICTIVE_VALUE(
      "negativePredictiveValue",
      ConfusionCounts::trueNegatives,
      ConfusionCounts::unfavorablePredictions,
      Words.UNFAVORABLE_PREDICTION),
  /** Of the rows with an unfavourable prediction, the share with a favourable label. */
  FALSE_OMISSION_RATE(
      "falseOmissionRate",
      ConfusionCounts::falseNegatives,
      ConfusionCounts::unfavorablePredictions,
      Words.UNFAVORABLE_PREDICTION),
  /** Mean of true positive rate and true negative rate. */
  BALANCED_ACCURACY("balancedAccuracy"),
  /** Harmonic mean of positive predictive value and true positive rate. */
  F1("f1"),
  /** Falsely unfavourable predictions for each falsely favourable one: treatment equality. */
  FALSE_NEGATIVES_PER_FALSE_POSITIVE("falseNegativesPerFalsePositive");

  /** What a denominator counts. */
  private static final class Words {
    static final String FAVORABLE_LABEL = "row with a favourable label";
    static final String UNFAVORABLE_LABEL = "row with an unfavourable label";
    static final String FAVORABLE_PREDICTION = "row with a favourable prediction";
    static final String UNFAVORABLE_PREDICTION = "row with an unfavourable prediction";
  }

  private final String metricName;
  private final ToDoubleFunction<ConfusionCounts> part;
  private final ToDoubleFunction<ConfusionCounts> whole;
  private final String wholeIs;

  GroupMetric(String metricName) {
    this(metricName, c -> 0, c -> 0, "");
  }

  GroupMetric(
      String metricName,
      ToDoubleFunction<ConfusionCounts> part,
      ToDoubleFunction<ConfusionCounts> whole,
      String wholeIs) {
    this.metricName = metricName;
    this.part = part;
    this.whole = whole;
    this.wholeIs = wholeIs;
  }

  /**
   * The metric of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static GroupMetric named(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.metricName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot find metric "
                        + name
                        + ": expected one of "
                        + String.join(
                            ", ", Arrays.stream(values()).map(m -> m.metricName).toList())));
  }

  @Override
  public String metricName() {
    return metricName;
  }

  @Override
  public Measure of(ConfusionCounts counts, double confidence) {
    if (this == COUNT) {
      return Measure.of(metricName, counts.rows());
    }
    if (counts.total() == 0) {
      return Measure.undefined(metricName, "there are no rows");
    }
    return switch (this) {
      case BALANCED_ACCURACY -> balancedAccuracy(counts, confidence);
      case F1 ->
          Measure.ratio(
              metricName,
              2 * counts.truePositives(),
              counts.favorableLabels() + counts.favorablePredictions(),
              "there is no row with a favourable label or prediction");
      case FALSE_NEGATIVES_PER_FALSE_POSITIVE ->
          Measure.ratio(
              metricName,
              counts.falseNegatives(),
              counts.falsePositives(),
              "there is no falsely favourable prediction");
      default -> proportion(counts, confidence);
    };
  }

  private Measure proportion(ConfusionCounts counts, double confidence) {
    double of = whole.applyAsDouble(counts);
    double some = part.applyAsDouble(counts);
    return of == 0 || counts.weighted()
        ? Measure.ratio(metricName, some, of, "there is no " + wholeIs)
        : Measure.of(metricName, some / of, WilsonInterval.of(some, of, confidence));
  }

  private Measure balancedAccuracy(ConfusionCounts counts, double confidence) {
    Measure positive = TRUE_POSITIVE_RATE.of(counts, confidence);
    Measure negative = TRUE_NEGATIVE_RATE.of(counts, confidence);
    for (Measure rate : new Measure[] {positive, negative}) {
      if (rate.reason() != null) {
        return Measure.undefined(metricName, rate.reason());
      }
    }
    return Measure.of(metricName, (positive.get() + negative.get()) / 2);
  }
}
