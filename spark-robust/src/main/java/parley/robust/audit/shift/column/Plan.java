package parley.robust.audit.shift.column;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Where in the order of all values each partition's begin. Not changed after it was made, so safe
 * for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
final class Plan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows of a feature before a partition, and the value after it; NaN where there is none. */
  @DefaultSerializer(JavaSerializer.class)
  private record Start(int partition, int feature, long reference, long data, double after)
      implements Serializable {}

  private final int quantiles;
  private final long[] reference;
  private final long[] data;
  private final ArrayList<Start> starts = new ArrayList<>();

  private Plan(int features, int quantiles) {
    this.quantiles = quantiles;
    reference = new long[features];
    data = new long[features];
  }

  static Plan of(List<SortedValues.Segment> segments, int features, int quantiles) {
    Plan plan = new Plan(features, quantiles);
    List<SortedValues.Segment> sorted = new ArrayList<>(segments);
    sorted.sort(
        Comparator.comparingInt(SortedValues.Segment::feature)
            .thenComparingInt(SortedValues.Segment::partition));
    for (int i = 0; i < sorted.size(); i++) {
      SortedValues.Segment s = sorted.get(i);
      boolean last = i + 1 == sorted.size() || sorted.get(i + 1).feature() != s.feature();
      plan.starts.add(
          new Start(
              s.partition(),
              s.feature(),
              plan.reference[s.feature()],
              plan.data[s.feature()],
              last ? Double.NaN : sorted.get(i + 1).first()));
      plan.reference[s.feature()] += s.reference();
      plan.data[s.feature()] += s.data();
    }
    for (int f = 0; f < features; f++) {
      checkSizes(plan.reference[f], plan.data[f]);
    }
    return plan;
  }

  private static void checkSizes(long reference, long data) {
    if (Math.multiplyHigh(reference, Math.max(1, data)) != 0 || reference * Math.max(1, data) < 0) {
      throw new IllegalArgumentException(
          "cannot compare samples: expected sizes with a product below 2^63, got %d and %d"
              .formatted(reference, data));
    }
  }

  /** Reads one partition's values, sorted by feature and value. */
  List<SortedValues.Part> scan(int partition, Iterator<Row> rows) {
    List<SortedValues.Part> parts = new ArrayList<>();
    Scan scan = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      int feature = row.getInt(0);
      if (scan == null || scan.part.feature != feature) {
        if (scan != null) {
          parts.add(scan.end());
        }
        scan = new Scan(start(partition, feature));
      }
      scan.next(row.getDouble(1), row.getLong(2), row.getLong(3));
    }
    if (scan != null) {
      parts.add(scan.end());
    }
    return parts;
  }

  private Start start(int partition, int feature) {
    for (Start start : starts) {
      if (start.partition == partition && start.feature == feature) {
        return start;
      }
    }
    throw new IllegalStateException(
        "cannot go on: partition %d changed between two passes".formatted(partition));
  }

  /** The features' profiles; partitions' parts come in the order of values. */
  List<NumericProfile> profiles(List<SortedValues.Part> parts) {
    List<NumericProfile> profiles = new ArrayList<>();
    for (int f = 0; f < reference.length; f++) {
      SortedValues.Part all = new SortedValues.Part(f);
      for (SortedValues.Part part : parts) {
        if (part.feature == f) {
          all.merge(part);
        }
      }
      profiles.add(
          new NumericProfile(
              all.reference, all.data, all.upTo, all.dataUpTo, all.area, List.copyOf(all.knots)));
    }
    return profiles;
  }

  /** The state of one feature's reading in one partition. */
  private final class Scan {
    private final SortedValues.Part part;
    private final double after;
    private final long size;
    private final long dataSize;
    private long upTo;
    private long dataUpTo;
    private int quantile;
    private boolean begun;
    private double value;

    Scan(Start start) {
      part = new SortedValues.Part(start.feature);
      after = start.after;
      size = reference[start.feature];
      dataSize = data[start.feature];
      upTo = start.reference;
      dataUpTo = start.data;
      skipQuantiles();
    }

    void next(double next, long inReference, long inData) {
      if (begun) {
        gap(next);
      }
      begun = true;
      value = next;
      part.reference.add(next, inReference);
      part.data.add(next, inData);
      long below = upTo;
      long dataBelow = dataUpTo;
      upTo += inReference;
      dataUpTo += inData;
      if (quantile <= quantiles && NumericProfile.rank(quantile, quantiles, size) <= upTo) {
        part.knots.add(new Knot(next, below, upTo, dataBelow, dataUpTo));
        skipQuantiles();
      }
      long distance = Math.abs(upTo * dataSize - dataUpTo * size);
      if (distance > part.distance) {
        part.distance = distance;
        part.upTo = upTo;
        part.dataUpTo = dataUpTo;
      }
    }

    /** Between this value and the next both distributions are flat. */
    private void gap(double next) {
      part.area.addProduct(Math.abs(upTo * dataSize - dataUpTo * size), next - value);
    }

    private void skipQuantiles() {
      while (quantile <= quantiles && NumericProfile.rank(quantile, quantiles, size) <= upTo) {
        quantile++;
      }
    }

    SortedValues.Part end() {
      if (begun && !Double.isNaN(after)) {
        gap(after);
      }
      return part;
    }
  }
}
