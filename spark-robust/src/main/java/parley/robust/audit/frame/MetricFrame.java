package parley.robust.audit.frame;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import parley.measure.Measure;

/**
 * Metrics overall and by group, and how far groups are apart: <a
 * href="https://fairlearn.org/main/user_guide/assessment/index.html">Fairlearn's MetricFrame</a>.
 * What a group does not have is undefined with its reason, and so is what is compared with it;
 * groups are never left out silently. Immutable, so safe for use by several threads.
 */
public final class MetricFrame {
  /** Of the intervals, unless another is asked for. */
  public static final double DEFAULT_CONFIDENCE = 0.95;

  private final List<CountMetric> metrics;
  private final Map<String, Measure> overall = new LinkedHashMap<>();
  private final Map<String, SortedMap<String, Measure>> byGroup = new LinkedHashMap<>();
  private final SortedMap<String, MetricFrame> controls = new TreeMap<>();
  private final List<String> warnings;

  private MetricFrame(GroupCounts counts, double confidence, List<CountMetric> metrics) {
    this.metrics = metrics;
    warnings = counts.warnings();
    ConfusionCounts all = counts.overall().confusion();
    for (CountMetric metric : metrics) {
      overall.put(metric.metricName(), metric.of(all, confidence));
      SortedMap<String, Measure> groups = new TreeMap<>();
      counts
          .groups()
          .forEach((name, cell) -> groups.put(name, metric.of(cell.confusion(), confidence)));
      byGroup.put(metric.metricName(), groups);
    }
    counts
        .controls()
        .forEach(
            (name, within) -> controls.put(name, new MetricFrame(within, confidence, metrics)));
  }

  /** All of {@link GroupMetric} with 95 % intervals. */
  public static MetricFrame of(GroupCounts counts) {
    return of(counts, DEFAULT_CONFIDENCE, GroupMetric.values());
  }

  /**
   * Some metrics.
   *
   * @param confidence of the intervals, between 0 and 1
   * @param metrics one or more
   * @throws IllegalArgumentException if the confidence is not between 0 and 1, there is no metric,
   *     or two have the same name
   */
  public static MetricFrame of(GroupCounts counts, double confidence, CountMetric... metrics) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "cannot measure groups: expected a confidence between 0 and 1, got " + confidence);
    }
    long names = Arrays.stream(metrics).map(CountMetric::metricName).distinct().count();
    if (names == 0 || names < metrics.length) {
      throw new IllegalArgumentException(
          "cannot measure groups: expected one metric or more with names of their own, got "
              + Arrays.stream(metrics).map(CountMetric::metricName).toList());
    }
    return new MetricFrame(counts, confidence, List.of(metrics));
  }

  /** The metrics' names, in the order in which they were asked for. */
  public List<String> metrics() {
    return metrics.stream().map(CountMetric::metricName).toList();
  }

  /** A metric over all rows, those of groups that were left out included. */
  public Measure overall(String metric) {
    return known(overall, metric);
  }

  /** A metric of each group, by the groups' names. */
  public SortedMap<String, Measure> byGroup(String metric) {
    return Collections.unmodifiableSortedMap(known(byGroup, metric));
  }

  /**
   * A metric of a group.
   *
   * @throws IllegalArgumentException if there is no such metric or group
   */
  public Measure byGroup(String metric, String group) {
    return known(known(byGroup, metric), group);
  }

  /** The frames within each value of the control columns; empty without those. */
  public SortedMap<String, MetricFrame> controls() {
    return Collections.unmodifiableSortedMap(controls);
  }

  /** What the reader should know before trusting the figures. */
  public List<String> warnings() {
    return warnings;
  }

  /** The smallest value of the groups. */
  public Measure groupMin(String metric) {
    return compare(metric, groups -> Measure.of(metric, min(groups)));
  }

  /** The largest value of the groups. */
  public Measure groupMax(String metric) {
    return compare(metric, groups -> Measure.of(metric, max(groups)));
  }

  /** The largest value of the groups less the smallest. */
  public Measure difference(String metric) {
    return compare(metric, groups -> Measure.of(metric, max(groups) - min(groups)));
  }

  /** The largest distance of a group from the value over all rows. */
  public Measure differenceToOverall(String metric) {
    Measure all = overall(metric);
    return !all.isDefined()
        ? all
        : compare(
            metric,
            groups ->
                Measure.of(metric, Math.max(max(groups) - all.get(), all.get() - min(groups))));
  }

  /** The smallest value of the groups over the largest; undefined where all are 0. */
  public Measure ratio(String metric) {
    return compare(
        metric,
        groups -> Measure.ratio(metric, min(groups), max(groups), "it is 0 in every group"));
  }

  /**
   * Of each group's value and that over all rows the smaller over the larger, and of those ratios
   * the smallest.
   */
  public Measure ratioToOverall(String metric) {
    Measure all = overall(metric);
    return !all.isDefined()
        ? all
        : compare(
            metric,
            groups -> {
              double low = Math.min(min(groups), all.get());
              double high = Math.max(max(groups), all.get());
              return high == 0
                  ? Measure.undefined(metric, "it is 0 in every group")
                  : Measure.of(metric, Math.min(ratioOf(low, all.get()), ratioOf(all.get(), high)));
            });
  }

  /** The smaller over the larger; 1 where both are 0. */
  private static double ratioOf(double smaller, double larger) {
    return larger == 0 ? 1 : smaller / larger;
  }

  private Measure compare(String metric, Function<double[], Measure> comparison) {
    SortedMap<String, Measure> groups = known(byGroup, metric);
    for (Map.Entry<String, Measure> group : groups.entrySet()) {
      if (!group.getValue().isDefined()) {
        return Measure.undefined(
            metric, "in group " + group.getKey() + ": " + group.getValue().reason());
      }
    }
    return comparison.apply(groups.values().stream().mapToDouble(Measure::get).toArray());
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static <T> T known(Map<String, T> map, String name) {
    T value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "cannot find %s: expected one of %s".formatted(name, String.join(", ", map.keySet())));
    }
    return value;
  }

  /**
   * All of it, for JSON: {@code overall}, {@code byGroup}, {@code difference}, {@code
   * differenceToOverall}, {@code ratio}, {@code ratioToOverall}, {@code groupMin} and {@code
   * groupMax} with numbers by the metrics' names, null where undefined; {@code intervals} with two
   * numbers each for {@code overall} and {@code byGroup}; {@code undefined} with a reason for each
   * null, by its path; {@code controls} with a map of the same form for each control value; {@code
   * warnings}.
   */
  public Map<String, Object> toMap() {
    MeasureMaps maps = new MeasureMaps();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("overall", maps.of("overall", this::overall, metrics()));
    Map<String, Object> groups = new LinkedHashMap<>();
    for (String group : byGroup(metrics().get(0)).keySet()) {
      groups.put(group, maps.of("byGroup." + group, m -> byGroup(m, group), metrics()));
    }
    map.put("byGroup", groups);
    Map<String, Function<String, Measure>> comparisons = new LinkedHashMap<>();
    comparisons.put("difference", this::difference);
    comparisons.put("differenceToOverall", this::differenceToOverall);
    comparisons.put("ratio", this::ratio);
    comparisons.put("ratioToOverall", this::ratioToOverall);
    comparisons.put("groupMin", this::groupMin);
    comparisons.put("groupMax", this::groupMax);
    comparisons.forEach((name, of) -> map.put(name, maps.of(name, of, metrics())));
    map.put("intervals", maps.intervals());
    map.put("undefined", maps.reasons());
    if (!controls.isEmpty()) {
      Map<String, Object> within = new LinkedHashMap<>();
      controls.forEach((name, frame) -> within.put(name, frame.toMap()));
      map.put("controls", within);
    }
    map.put("warnings", warnings);
    return map;
  }
}
