package parley.cli.audit;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.cli.table.Names;
import parley.cli.table.TypedTable;
import parley.cli.terminal.InputException;
import parley.fl.evaluation.BinaryMetrics;
import parley.robust.audit.frame.GroupBands;
import parley.robust.audit.frame.GroupCounter;
import parley.robust.audit.frame.GroupCounts;

/** The rows of a table, with scores turned into labels. For one thread. */
final class FairnessRows {
  private final FairnessOptions options;
  private final TypedTable table;
  private final Dataset<Row> rows;

  FairnessRows(SparkSession spark, FairnessOptions options) {
    this.options = options;
    table = options.read(spark);
    options.columns().forEach(this::require);
    rows = table.frame(Map.of());
    if (options.threshold() != null) {
      if (table.kinds().get(options.prediction()) != TypedTable.Kind.NUMBERS) {
        throw new InputException(
            "cannot use --threshold: expected numbers in column %s, got text"
                .formatted(options.prediction()));
      }
      table.checkFinite(options.prediction(), "scores");
    }
    if (options.weight() != null) {
      table.checkFinite(options.weight(), "weights");
    }
    options.banded().forEach(column -> table.checkFinite(column, "--bands"));
  }

  /** What to know of the values of the columns that are read. */
  List<String> warnings() {
    return table.warnings(options.columns());
  }

  private void require(String column) {
    if (!table.kinds().containsKey(column)) {
      throw new InputException(
          "cannot find column %s: expected one of %s"
              .formatted(column, Names.list(table.kinds().keySet())));
    }
  }

  /** Counts labels and predictions by group. */
  GroupCounts count() {
    GroupCounts counts = counter().count(banded());
    if (!counts.groups().containsKey(options.privileged())) {
      throw new InputException(
          "cannot find group %s: expected one of %s"
              .formatted(options.privileged(), Names.list(counts.groups().keySet())));
    }
    return counts;
  }

  /**
   * The area under the ROC curve of the scores as those of their label; empty where predictions are
   * labels, or one of the labels does not occur.
   */
  OptionalDouble areaUnderRoc() {
    if (options.threshold() == null) {
      return OptionalDouble.empty();
    }
    Dataset<Row> ranks = counter().ranks(banded());
    double area = BinaryMetrics.of(ranks, "label", "score", "label").auc();
    return Double.isNaN(area) ? OptionalDouble.empty() : OptionalDouble.of(area);
  }

  private GroupCounter counter() {
    GroupCounter counter =
        new GroupCounter()
            .setLabelCol(options.label())
            .setPredictionCol(options.prediction())
            .setFavorable(options.favorable())
            .setSensitiveCols(options.sensitive().toArray(String[]::new))
            .setControlCols(options.control().toArray(String[]::new))
            .setGroups(options.groups().toArray(String[]::new));
    Double threshold = options.threshold();
    String scoreOf = options.scoreOf();
    if (threshold != null && scoreOf != null) {
      counter.setThreshold(threshold).setScoreOf(scoreOf);
    }
    if (options.bins() != null) {
      counter.setBins(options.bins());
    }
    if (options.weight() != null) {
      counter.setWeightCol(options.weight());
    }
    if (options.missingGroup() != null) {
      counter.setMissingGroup(options.missingGroup());
    }
    return counter;
  }

  private Dataset<Row> banded() {
    Dataset<Row> banded = rows;
    for (String column : options.banded()) {
      banded = GroupBands.of(banded, column, options.edges(column));
    }
    return banded;
  }
}
