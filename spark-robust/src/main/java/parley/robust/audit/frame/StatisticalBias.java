package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import parley.error.InvalidDataException;
import parley.measure.Measure;
import parley.ml.column.Columns;
import parley.robust.data.LargestGroups;

/**
 * The statistical bias of an estimate: the mean of prediction less truth, with Student's t interval
 * (<a href="https://doi.org/10.1093/biomet/6.1.1">Student 1908</a>), overall and by group. Two
 * passes over the rows: the first finds the largest error, by which errors are scaled, so that the
 * second can add up whole numbers and its sums be equal to the bit whatever the partitions. Not
 * safe for use by several threads.
 */
public final class StatisticalBias {
  private static final String KEY = "key";

  private String labelCol = "label";
  private String predictionCol = "prediction";
  private List<String> sensitiveCols = List.of();
  private double confidence = MetricFrame.DEFAULT_CONFIDENCE;

  /** Column of true numbers; default {@code label}. */
  public StatisticalBias setLabelCol(String value) {
    labelCol = value;
    return this;
  }

  /** Column of predicted numbers; default {@code prediction}. */
  public StatisticalBias setPredictionCol(String value) {
    predictionCol = value;
    return this;
  }

  /** Columns whose values, or combinations of values, are the groups; default: no groups. */
  public StatisticalBias setSensitiveCols(String... values) {
    sensitiveCols = List.of(values);
    return this;
  }

  /** Of the intervals; default .95. */
  public StatisticalBias setConfidence(double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "cannot measure bias: expected a confidence between 0 and 1, got " + value);
    }
    confidence = value;
    return this;
  }

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if a column is not there or does not fit
   * @throws InvalidDataException if there are no rows, or a number or a group is missing
   */
  public BiasFrame run(Dataset<?> rows) {
    Columns.numbers(rows.schema(), labelCol);
    Columns.numbers(rows.schema(), predictionCol);
    sensitiveCols.forEach(column -> Columns.values(rows.schema(), column));
    Dataset<Row> data = rows.toDF();
    double scale = scale(data);
    LargestGroups<CellKey, BiasSums> groups = sums(data, scale);
    SortedMap<String, Measure> byGroup = new TreeMap<>();
    BiasSums all = groups.others();
    for (LargestGroups.Group<CellKey, BiasSums> group : groups.largest()) {
      all = all.plus(group.value());
      if (!sensitiveCols.isEmpty()) {
        byGroup.put(group.key().group(), group.value().bias(1 / scale, confidence));
      }
    }
    List<String> warnings =
        groups.leftOut() == 0
            ? List.of()
            : List.of(
                "%d groups with %d rows together are left out, because %d others are larger"
                    .formatted(groups.leftOut(), groups.others().rows(), GroupCounter.MAX_GROUPS));
    return new BiasFrame(all.bias(1 / scale, confidence), byGroup, warnings);
  }

  private Column error() {
    return Columns.column(predictionCol)
        .cast(DataTypes.DoubleType)
        .minus(Columns.column(labelCol).cast(DataTypes.DoubleType));
  }

  /** A power of 2 by which no error is above 1. */
  private double scale(Dataset<Row> rows) {
    Column finite = coalesce(abs(error()).lt(Double.POSITIVE_INFINITY), lit(false));
    List<Column> found = new ArrayList<>();
    found.add(max(when(finite, abs(error()))));
    found.add(count(when(not(finite), 1)));
    for (String column : sensitiveCols) {
      found.add(count(when(isMissing(rows, column), 1)));
    }
    Row row = rows.agg(count(lit(1)), found.toArray(Column[]::new)).first();
    if (row.getLong(0) == 0) {
      throw new InvalidDataException(
          "cannot measure bias: there are no rows, expected one or more");
    }
    if (row.getLong(2) > 0) {
      throw new InvalidDataException(
          "cannot measure bias: columns %s and %s have no finite difference in %d of %d rows, expected numbers in each"
              .formatted(predictionCol, labelCol, row.getLong(2), row.getLong(0)));
    }
    for (int k = 0; k < sensitiveCols.size(); k++) {
      if (row.getLong(3 + k) > 0) {
        throw new InvalidDataException(
            "cannot measure bias: column %s has no value in %d of %d rows, expected a value in each"
                .formatted(sensitiveCols.get(k), row.getLong(3 + k), row.getLong(0)));
      }
    }
    double largest = row.getDouble(1);
    return largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest) - 1);
  }

  private static Column isMissing(Dataset<Row> rows, String column) {
    Column value = Columns.column(column);
    boolean floating =
        List.of(DataTypes.DoubleType, DataTypes.FloatType)
            .contains(rows.schema().apply(column).dataType());
    return floating ? value.isNull().or(isnan(value)) : value.isNull();
  }

  private LargestGroups<CellKey, BiasSums> sums(Dataset<Row> rows, double scale) {
    Column scaled = error().multiply(scale);
    List<Column> sums = new ArrayList<>();
    for (Column value : List.of(scaled, scaled.multiply(scaled))) {
      Column high = rint(value.multiply(BiasSums.HIGH));
      Column low = rint(value.multiply(BiasSums.HIGH).minus(high).multiply(BiasSums.LOW));
      sums.add(sum(high.cast(DataTypes.LongType)));
      sums.add(sum(low.cast(DataTypes.LongType)));
    }
    Column[] keys = new Column[sensitiveCols.size()];
    List<Column> read = new ArrayList<>();
    for (int k = 0; k < keys.length; k++) {
      keys[k] = Columns.column(sensitiveCols.get(k)).as(KEY + k);
      read.add(AuditValue.name(col(KEY + k), rows.schema().apply(sensitiveCols.get(k)).dataType()));
    }
    for (int k = 0; k < sums.size(); k++) {
      sums.set(k, sums.get(k).as("sum" + k));
      read.add(col("sum" + k));
    }
    read.add(col("rows"));
    int width = keys.length;
    return rows.groupBy(keys)
        .agg(count(lit(1)).as("rows"), sums.toArray(Column[]::new))
        .select(read.toArray(Column[]::new))
        .javaRDD()
        .mapPartitions(
            part -> {
              LargestGroups<CellKey, BiasSums> groups = none();
              part.forEachRemaining(row -> add(groups, row, width));
              return List.of(groups).iterator();
            })
        .fold(none(), LargestGroups::merge);
  }

  private static LargestGroups<CellKey, BiasSums> none() {
    return new LargestGroups<>(GroupCounter.MAX_GROUPS, BiasSums.NONE);
  }

  private static void add(LargestGroups<CellKey, BiasSums> groups, Row row, int width) {
    List<String> values = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      values.add(row.getString(k));
    }
    BiasSums sums =
        BiasSums.of(
            row.getLong(width + 4),
            row.getLong(width),
            row.getLong(width + 1),
            row.getLong(width + 2),
            row.getLong(width + 3));
    groups.add(new CellKey("", CellKey.name(values)), sums.rows(), sums);
  }
}
