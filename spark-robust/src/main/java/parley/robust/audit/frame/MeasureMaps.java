package parley.robust.audit.frame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.measure.Interval;
import parley.measure.Measure;

/**
 * Puts measures into maps for JSON, and notes on the way the intervals of those that have one, and
 * the reasons of those that are undefined. For one thread.
 */
public final class MeasureMaps {
  private final Map<String, List<Double>> intervals = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * Measures by their names.
   *
   * @param path of the map in the document, such as byGroup.a
   * @param of the measure of a name
   * @return a number each, a whole one for counts; null where undefined
   */
  public Map<String, @Nullable Number> of(
      String path, Function<String, Measure> of, List<String> names) {
    Map<String, @Nullable Number> map = new LinkedHashMap<>();
    for (String name : names) {
      map.put(name, number(path.isEmpty() ? name : path + "." + name, of.apply(name)));
    }
    return map;
  }

  private @Nullable Number number(String path, Measure measure) {
    String reason = measure.reason();
    if (reason != null) {
      reasons.put(path, reason);
      return null;
    }
    Interval interval = measure.interval();
    if (interval != null) {
      intervals.put(path, List.of(interval.lower(), interval.upper()));
    }
    double value = measure.get();
    return measure.name().equals(GroupMetric.COUNT.metricName()) ? (Number) (long) value : value;
  }

  /** Lower and upper end by path, of the measures so far. */
  public Map<String, List<Double>> intervals() {
    return intervals;
  }

  /** Why there is no value, by path, of the measures so far. */
  public Map<String, String> reasons() {
    return reasons;
  }
}
