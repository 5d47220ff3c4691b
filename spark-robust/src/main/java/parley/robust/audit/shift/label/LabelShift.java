package parley.robust.audit.shift.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.measure.Interval;
import parley.measure.Measure;
import parley.robust.audit.shift.rows.ShiftColumns;
import parley.robust.audit.shift.statistics.LabelShiftWeights;

/**
 * How much more frequent each class has become, estimated from predictions alone (black box shift
 * estimation): true only if the classes' looks did not change. Immutable, so safe for use by
 * several threads.
 *
 * @param classes names
 * @param referenceShares shares of true classes in the reference
 * @param weights by class: its share in the data over that in the reference, with intervals
 * @param estimatedShares by class: its estimated share in the data
 * @param reason why there are no figures; empty if there are
 */
public record LabelShift(
    List<String> classes,
    List<Measure> referenceShares,
    List<Measure> weights,
    List<Measure> estimatedShares,
    String reason) {
  /** Takes copies. */
  public LabelShift {
    classes = List.copyOf(classes);
    referenceShares = List.copyOf(referenceShares);
    weights = List.copyOf(weights);
    estimatedShares = List.copyOf(estimatedShares);
  }

  /** Whether a class is estimated to be less than absent, which the assumption rules out. */
  public boolean contradictsItself() {
    return weights.stream()
        .anyMatch(weight -> weight.interval() != null && weight.interval().upper() < 0);
  }

  public static LabelShift of(
      LabelConfusion confusion, Dataset<Row> data, String prediction, double confidence) {
    Column predicted = ShiftColumns.text(data.schema(), prediction).as("predicted");
    Map<String, Long> counts = new TreeMap<>();
    data.select(predicted)
        .na()
        .drop()
        .groupBy("predicted")
        .count()
        .limit(LabelConfusion.MOST_CLASSES + 1)
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    List<String> classes = confusion.classes(counts.keySet());
    if (confusion.cells().isEmpty() || classes.size() > LabelConfusion.MOST_CLASSES) {
      return none(
          "predictions and labels have more than %d values, or no row has both: expected classes"
              .formatted(LabelConfusion.MOST_CLASSES));
    }
    if (counts.isEmpty()) {
      return none("the data have no predictions");
    }
    long[][] table = confusion.table(classes);
    long[] found = classes.stream().mapToLong(name -> counts.getOrDefault(name, 0L)).toArray();
    List<Measure> weights = LabelShiftWeights.of(classes, table, found, confidence);
    List<Measure> shares = new ArrayList<>();
    List<Measure> estimated = new ArrayList<>();
    double rows = confusion.cells().stream().mapToLong(LabelConfusion.Cell::rows).sum();
    for (int j = 0; j < classes.size(); j++) {
      double share = 0;
      for (long[] row : table) {
        share += row[j] / rows;
      }
      shares.add(Measure.of("reference share of " + classes.get(j), share));
      estimated.add(times(weights.get(j), share, "estimated share of " + classes.get(j)));
    }
    return new LabelShift(classes, shares, weights, estimated, "");
  }

  private static LabelShift none(String reason) {
    return new LabelShift(List.of(), List.of(), List.of(), List.of(), reason);
  }

  private static Measure times(Measure weight, double share, String name) {
    Interval interval = weight.interval();
    return interval == null
        ? weight.as(name)
        : Measure.of(
            name,
            weight.get() * share,
            new Interval(
                interval.lower() * share, interval.upper() * share, interval.confidence()));
  }
}
