package parley.robust.audit.fairness;

import static parley.robust.audit.frame.GroupMetric.FALSE_NEGATIVES_PER_FALSE_POSITIVE;
import static parley.robust.audit.frame.GroupMetric.FALSE_NEGATIVE_RATE;
import static parley.robust.audit.frame.GroupMetric.FALSE_POSITIVE_RATE;
import static parley.robust.audit.frame.GroupMetric.POSITIVE_PREDICTIVE_VALUE;
import static parley.robust.audit.frame.GroupMetric.SELECTION_RATE;
import static parley.robust.audit.frame.GroupMetric.TRUE_POSITIVE_RATE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.robust.audit.frame.CellCounts;
import parley.robust.audit.frame.ConfusionCounts;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.GroupMetric;
import parley.robust.audit.frame.MeasureMaps;
import parley.robust.audit.frame.MetricFrame;
import parley.robust.audit.frame.ScoreBins;

/**
 * The measures of group fairness. Two families, which must not be mixed up:
 *
 * <ul>
 *   <li>Over all groups, the largest value less the smallest, or the smallest over the largest, as
 *       in <a href="https://fairlearn.org/main/user_guide/fairness_in_machine_learning.html">
 *       Fairlearn</a>: {@code demographicParityDifference} and {@code demographicParityRatio}
 *       (selection rates), {@code equalizedOddsDifference} and {@code equalizedOddsRatio} (true and
 *       false positive rates, the worse of both), {@code equalOpportunityDifference} and {@code
 *       equalOpportunityRatio} (true positive rates).
 *   <li>The unprivileged less the privileged, with its sign, as in <a
 *       href="https://arxiv.org/abs/1810.01943">AIF360</a>: {@code statisticalParityDifference}
 *       (selection rates; {@code disparateImpact} is their ratio), {@code
 *       truePositiveRateDifference} (AIF360's equal_opportunity_difference), {@code
 *       falsePositiveRateDifference}, {@code falseNegativeRateDifference}, {@code
 *       averageOddsDifference} (mean of those of true and false positive rates), {@code
 *       averageAbsOddsDifference} (mean of their sizes), {@code predictiveParityDifference}
 *       (positive predictive values), {@code treatmentEqualityDifference} (false negatives for each
 *       false positive).
 * </ul>
 *
 * <p>And over rows rather than groups: {@code generalizedEntropyIndex} (alpha 2) and {@code
 * theilIndex} of the benefits 1 + prediction - label, favourable being 1, and {@code
 * betweenGroupGeneralizedEntropyIndex} and {@code betweenGroupTheilIndex}, the part of them that
 * lies between the groups' means. Immutable, so safe for use by several threads.
 */
public final class GroupFairness {
  private static final double ALPHA = 2;

  private final GroupCounts counts;
  private final MetricFrame frame;
  private final @Nullable String privileged;
  private final Map<String, Measure> measures = new LinkedHashMap<>();

  private GroupFairness(GroupCounts counts, @Nullable String privileged, double confidence) {
    this.counts = counts;
    this.privileged = privileged == null ? null : counts.nameOf(privileged);
    frame = MetricFrame.of(counts, confidence, GroupMetric.values());
    overGroups();
    toPrivileged();
    add("generalizedEntropyIndex", generalizedEntropyIndex(ALPHA));
    add("theilIndex", generalizedEntropyIndex(1));
    add("betweenGroupGeneralizedEntropyIndex", betweenGroups(ALPHA));
    add("betweenGroupTheilIndex", betweenGroups(1));
  }

  /** The names of all measures. */
  public static List<String> names() {
    TreeMap<String, CellCounts> none = new TreeMap<>();
    none.put("", new CellCounts(ConfusionCounts.NONE, ScoreBins.NONE));
    return List.copyOf(of(GroupCounts.of(none)).measures().keySet());
  }

  /** Without a privileged group; what is compared with one is undefined. */
  public static GroupFairness of(GroupCounts counts) {
    return new GroupFairness(counts, null, MetricFrame.DEFAULT_CONFIDENCE);
  }

  /**
   * With a privileged group, and all other rows as the unprivileged one.
   *
   * @throws IllegalArgumentException if there is no group of this name
   */
  public static GroupFairness of(GroupCounts counts, String privileged) {
    return new GroupFairness(counts, privileged, MetricFrame.DEFAULT_CONFIDENCE);
  }

  /**
   * The same with intervals of another confidence in {@link #frame}.
   *
   * @param privileged null if no group is
   * @param confidence between 0 and 1
   * @throws IllegalArgumentException as above, or if the confidence is not between 0 and 1
   */
  public static GroupFairness of(
      GroupCounts counts, @Nullable String privileged, double confidence) {
    return new GroupFairness(counts, privileged, confidence);
  }

  private void add(String name, Measure measure) {
    measures.put(name, measure.as(name));
  }

  private void overGroups() {
    String selection = SELECTION_RATE.metricName();
    String truePositives = TRUE_POSITIVE_RATE.metricName();
    String falsePositives = FALSE_POSITIVE_RATE.metricName();
    add("demographicParityDifference", frame.difference(selection));
    add("demographicParityRatio", frame.ratio(selection));
    add(
        "equalizedOddsDifference",
        both(frame.difference(truePositives), frame.difference(falsePositives), Math::max));
    add(
        "equalizedOddsRatio",
        both(frame.ratio(truePositives), frame.ratio(falsePositives), Math::min));
    add("equalOpportunityDifference", frame.difference(truePositives));
    add("equalOpportunityRatio", frame.ratio(truePositives));
  }

  private void toPrivileged() {
    Measure selection = toPrivileged(SELECTION_RATE);
    Measure truePositives = toPrivileged(TRUE_POSITIVE_RATE);
    Measure falsePositives = toPrivileged(FALSE_POSITIVE_RATE);
    add("disparateImpact", disparateImpact());
    add("statisticalParityDifference", selection);
    add("truePositiveRateDifference", truePositives);
    add("falsePositiveRateDifference", falsePositives);
    add("falseNegativeRateDifference", toPrivileged(FALSE_NEGATIVE_RATE));
    add("averageOddsDifference", both(truePositives, falsePositives, (t, f) -> (t + f) / 2));
    add(
        "averageAbsOddsDifference",
        both(truePositives, falsePositives, (t, f) -> (Math.abs(t) + Math.abs(f)) / 2));
    add("predictiveParityDifference", toPrivileged(POSITIVE_PREDICTIVE_VALUE));
    add("treatmentEqualityDifference", toPrivileged(FALSE_NEGATIVES_PER_FALSE_POSITIVE));
  }

  private Measure disparateImpact() {
    return compare(
        SELECTION_RATE,
        (unprivileged, privileged) ->
            Measure.ratio(
                "disparateImpact",
                unprivileged,
                privileged,
                "no row of the privileged group has a favourable prediction"));
  }

  private Measure toPrivileged(GroupMetric metric) {
    return compare(
        metric,
        (unprivileged, privileged) -> Measure.of(metric.metricName(), unprivileged - privileged));
  }

  private interface Comparison {
    Measure of(double unprivileged, double privileged);
  }

  private Measure compare(GroupMetric metric, Comparison comparison) {
    if (privileged == null) {
      return Measure.undefined(metric.metricName(), "no privileged group was named");
    }
    Measure other =
        metric.of(counts.allBut(privileged).confusion(), MetricFrame.DEFAULT_CONFIDENCE);
    Measure own = frame.byGroup(metric.metricName(), privileged);
    if (!other.isDefined()) {
      return Measure.undefined(metric.metricName(), "in the unprivileged group: " + other.reason());
    }
    if (!own.isDefined()) {
      return Measure.undefined(metric.metricName(), "in the privileged group: " + own.reason());
    }
    return comparison.of(other.get(), own.get());
  }

  private static Measure both(Measure one, Measure other, DoubleBinaryOperator of) {
    if (!one.isDefined() || !other.isDefined()) {
      return one.isDefined() ? other : one;
    }
    return Measure.of(one.name(), of.applyAsDouble(one.get(), other.get()));
  }

  /**
   * The entropy of the benefits 1 + prediction - label over all rows: 2 for a falsely favourable
   * prediction, 1 for a right one, 0 for a falsely unfavourable one.
   *
   * @param alpha how much large benefits count; 1 is the Theil index
   */
  public Measure generalizedEntropyIndex(double alpha) {
    ConfusionCounts all = counts.overall().confusion();
    return GeneralizedEntropy.of(
        alpha,
        new double[] {2, 1, 0},
        new double[] {
          all.falsePositives(), all.truePositives() + all.trueNegatives(), all.falseNegatives()
        });
  }

  /**
   * The same where everyone has the mean benefit of the group; of groups that were left out none.
   */
  private Measure betweenGroups(double alpha) {
    List<ConfusionCounts> groups = new ArrayList<>();
    counts.groups().values().forEach(cell -> groups.add(cell.confusion()));
    groups.removeIf(group -> group.total() == 0);
    return GeneralizedEntropy.of(
        alpha,
        groups.stream()
            .mapToDouble(c -> 1 + (c.falsePositives() - c.falseNegatives()) / c.total())
            .toArray(),
        groups.stream().mapToDouble(ConfusionCounts::total).toArray());
  }

  /** All measures by their names. */
  public Map<String, Measure> measures() {
    return Collections.unmodifiableMap(measures);
  }

  /**
   * A measure.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Measure get(String name) {
    Measure measure = measures.get(name);
    if (measure == null) {
      throw new IllegalArgumentException(
          "cannot find %s: expected one of %s"
              .formatted(name, String.join(", ", measures.keySet())));
    }
    return measure;
  }

  /** The metrics that the measures are made of, by group. */
  public MetricFrame frame() {
    return frame;
  }

  /**
   * The measures for JSON: numbers by their names, null where undefined, and {@code undefined} with
   * the reasons by name.
   */
  public Map<String, Object> toMap() {
    MeasureMaps maps = new MeasureMaps();
    Map<String, Object> map = new LinkedHashMap<>();
    map.putAll(maps.of("", this::get, List.copyOf(measures.keySet())));
    map.put("undefined", maps.reasons());
    return map;
  }
}
