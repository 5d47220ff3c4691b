package parley.robust.audit.shift.column;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.robust.audit.shift.rows.ShiftColumns;
import parley.robust.audit.shift.statistics.ExactTotal;

/**
 * The values of all numeric features of both samples, counted, and sorted over the partitions. Rows
 * are counted by distinct value, sorted by range, and read twice where they lie: first each
 * partition says how many rows and which first values it has, then each knows what is before and
 * after it. To the driver come some numbers a partition and feature, and the knots. Counts are
 * whole numbers and sums are exact: nothing depends on the partitions.
 */
final class SortedValues {
  private static final String FEATURE = "feature";
  private static final String VALUE = "value";
  private static final String REFERENCE = "reference";
  private static final String DATA = "data";

  private SortedValues() {}

  /**
   * A profile a column.
   *
   * @param reference rows; columns hold finite numbers or null
   * @param data the same; without rows to look at the reference alone
   * @param columns their names, one or more
   * @param quantiles of the reference's values that become knots
   */
  static List<NumericProfile> of(
      Dataset<Row> reference, Dataset<Row> data, List<String> columns, int quantiles) {
    int partitions = Integer.parseInt(conf(reference, "spark.sql.shuffle.partitions"));
    JavaRDD<Row> sorted =
        values(reference, columns, 1, 0)
            .unionAll(values(data, columns, 0, 1))
            .groupBy(FEATURE, VALUE)
            .agg(sum(REFERENCE).as(REFERENCE), sum(DATA).as(DATA))
            .repartitionByRange(partitions, col(FEATURE), col(VALUE))
            .sortWithinPartitions(FEATURE, VALUE)
            .javaRDD();
    List<Segment> segments =
        new ArrayList<>(
            sorted
                .mapPartitionsWithIndex((index, rows) -> segments(index, rows).iterator(), false)
                .collect());
    Plan plan = Plan.of(segments, columns.size(), quantiles);
    List<Part> parts =
        sorted
            .mapPartitionsWithIndex((index, rows) -> plan.scan(index, rows).iterator(), false)
            .collect();
    return plan.profiles(parts);
  }

  private static String conf(Dataset<Row> frame, String name) {
    return frame.sparkSession().conf().get(name);
  }

  /** Rows of feature, value and 1 for the sample that has it; without the missing values. */
  private static Dataset<Row> values(
      Dataset<Row> frame, List<String> columns, long inReference, long inData) {
    Column[] pairs = new Column[columns.size()];
    for (int f = 0; f < pairs.length; f++) {
      // Adding 0 makes -0 the same value as 0.
      pairs[f] =
          struct(
              lit(f).as(FEATURE),
              ShiftColumns.column(columns.get(f)).cast("double").plus(lit(0.0)).as(VALUE));
    }
    return frame
        .select(explode(array(pairs)).as("pair"))
        .select(
            col("pair." + FEATURE).as(FEATURE),
            col("pair." + VALUE).as(VALUE),
            lit(inReference).as(REFERENCE),
            lit(inData).as(DATA))
        .where(col(VALUE).isNotNull());
  }

  /** One feature's rows of one partition. */
  @DefaultSerializer(JavaSerializer.class)
  record Segment(int partition, int feature, long reference, long data, double first, double last)
      implements Serializable {}

  private static List<Segment> segments(int partition, Iterator<Row> rows) {
    List<Segment> segments = new ArrayList<>();
    int feature = -1;
    long reference = 0;
    long data = 0;
    double first = 0;
    double last = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.getInt(0) != feature) {
        if (feature >= 0) {
          segments.add(new Segment(partition, feature, reference, data, first, last));
        }
        feature = row.getInt(0);
        reference = 0;
        data = 0;
        first = row.getDouble(1);
      }
      last = row.getDouble(1);
      reference += row.getLong(2);
      data += row.getLong(3);
    }
    if (feature >= 0) {
      segments.add(new Segment(partition, feature, reference, data, first, last));
    }
    return segments;
  }

  /** What one partition found of one feature. */
  @DefaultSerializer(JavaSerializer.class)
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    final int feature;
    final Moments reference = new Moments();
    final Moments data = new Moments();
    final ExactTotal area = new ExactTotal();
    final List<Knot> knots = new ArrayList<>();
    long distance = -1;
    long upTo;
    long dataUpTo;

    Part(int feature) {
      this.feature = feature;
    }

    void merge(Part other) {
      reference.merge(other.reference);
      data.merge(other.data);
      area.merge(other.area);
      knots.addAll(other.knots);
      if (other.distance > distance) {
        distance = other.distance;
        upTo = other.upTo;
        dataUpTo = other.dataUpTo;
      }
    }
  }
}
