package parley.cli;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import parley.robust.audit.frame.GroupCounter;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.data.Columns;

/** The rows of a CSV file, with scores turned into labels. For one thread. */
final class FairnessRows {
  private final FairnessOptions options;
  private final TypedCsv csv;
  private final Dataset<Row> rows;

  FairnessRows(SparkSession spark, FairnessOptions options) {
    this.options = options;
    csv = TypedCsv.read(spark, options.data());
    options.columns().forEach(this::require);
    rows = csv.frame(Map.of());
  }

  private void require(String column) {
    if (!csv.kinds().containsKey(column)) {
      throw new InputException(
          "cannot find column %s: expected one of %s"
              .formatted(column, String.join(", ", csv.kinds().keySet())));
    }
  }

  /** Counts labels and predictions by group. */
  GroupCounts count() {
    GroupCounter counter =
        new GroupCounter()
            .setLabelCol(options.label())
            .setPredictionCol(options.prediction())
            .setFavorable(options.favorable())
            .setSensitiveCols(options.sensitive().toArray(String[]::new))
            .setControlCols(options.control().toArray(String[]::new))
            .setGroups(options.groups().toArray(String[]::new));
    Double threshold = options.threshold();
    return counter.count(threshold == null ? rows : predicted(counter, threshold));
  }

  /**
   * A score at or above the threshold predicts the larger label where labels are numbers, else the
   * favourable one.
   */
  private Dataset<Row> predicted(GroupCounter counter, double threshold) {
    String prediction = options.prediction();
    if (csv.kinds().get(prediction) != TypedCsv.Kind.NUMBERS) {
      throw new InputException(
          "cannot use --threshold: expected numbers in column %s, got text".formatted(prediction));
    }
    double[] labels = csv.kinds().get(options.label()) == TypedCsv.Kind.NUMBERS ? labels() : null;
    Column score = Columns.column(prediction);
    Integer bins = options.bins();
    Dataset<Row> scored = rows;
    if (bins != null) {
      String column = FairnessOptions.SCORE;
      scored = scored.withColumn(column, ofFavorable(score, labels));
      counter.setScoreCol(column).setBins(bins);
    }
    if (labels == null) {
      counter.setThreshold(threshold);
      return scored;
    }
    Column label = when(score.geq(threshold), lit(labels[1])).otherwise(lit(labels[0]));
    return scored.withColumn(prediction, when(score.isNotNull(), label));
  }

  /** The least and the largest label. */
  private double[] labels() {
    Column label = Columns.column(options.label());
    Row range = rows.agg(min(label), max(label)).first();
    return range.isNullAt(0)
        ? new double[] {0, 0}
        : new double[] {range.getDouble(0), range.getDouble(1)};
  }

  /** Scores are of the larger label: where the smaller is the favourable one, 1 less them. */
  private Column ofFavorable(Column score, double @Nullable [] labels) {
    return labels != null && options.favors(labels[0]) && !options.favors(labels[1])
        ? lit(1).minus(score)
        : score;
  }
}
