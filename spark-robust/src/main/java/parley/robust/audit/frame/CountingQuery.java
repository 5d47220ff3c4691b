package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.ml.column.Columns;

/**
 * The one pass. Rows are grouped by the sensitive and control columns; each group's counts are sums
 * of fixed width, which Spark adds up in place on the executors, before anything is sent (a minimum
 * of strings would make it sort the rows instead, so values are told apart by hashes). What cannot
 * be used is counted too, and refused afterwards. Where scores are counted, rows are grouped by bin
 * as well, and the few rows that this leaves once more by group.
 *
 * <p>Weights are added up as decimals, which do not depend on the order.
 */
final class CountingQuery {
  private static final String KEY = "key";
  private static final String BIN = "bin";
  private static final String UNITS = "units";
  private static final String WEIGHTED = "weighted";
  private static final double HEAVIEST = 1e9;
  private static final DataType WEIGHT = DataTypes.createDecimalType(28, 18);

  /**
   * A mistake in a row.
   *
   * @param column where
   * @param what such as "has no value"
   * @param expected such as "a value in each"
   * @param is whether a row has it
   */
  record Problem(String column, String what, String expected, Column is) {}

  /** A sum over rows: its name, what the rows' is, and how those of parts are put together. */
  private record Total(String name, Column ofRows, Column ofParts) {}

  private final CountingPlan plan;
  private final StructType schema;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Total> totals = new ArrayList<>();

  /**
   * Checks the columns.
   *
   * @throws IllegalArgumentException if one is not there or does not fit
   */
  CountingQuery(CountingPlan plan, StructType schema) {
    this.plan = plan;
    this.schema = schema;
    Columns.values(schema, plan.labelCol());
    if (plan.threshold() == null) {
      Columns.values(schema, plan.predictionCol());
    } else {
      Columns.numbers(schema, plan.predictionCol());
    }
    keys().forEach(column -> Columns.values(schema, column));
    if (plan.weightCol() != null) {
      Columns.numbers(schema, plan.weightCol());
    }
    if (plan.scoreCol() != null) {
      Columns.numbers(schema, plan.scoreCol());
    }
    addProblems();
    addTotals();
  }

  private List<String> keys() {
    return Stream.concat(plan.controlCols().stream(), plan.sensitiveCols().stream()).toList();
  }

  private void addProblems() {
    String value = "a value in each";
    missing(plan.labelCol(), value);
    missing(plan.predictionCol(), value);
    if (plan.missingGroup() == null) {
      keys().forEach(key -> missing(key, value + ", or a group for them by setMissingGroup"));
    }
    AuditValue other = plan.unfavorable();
    if (other != null) {
      strangers(plan.labelCol(), other);
      if (plan.threshold() == null) {
        strangers(plan.predictionCol(), other);
      }
    }
    if (plan.weightCol() != null) {
      Column weight = column(plan.weightCol()).cast(DataTypes.DoubleType);
      problem(
          plan.weightCol(),
          "is no weight",
          "0 to 10^9",
          not(coalesce(weight.geq(0).and(weight.lt(HEAVIEST)), lit(false))));
    }
    if (plan.scoreCol() != null) {
      problem(plan.scoreCol(), "is outside 0 to 1", "scores from 0 to 1", not(isScore()));
    }
  }

  private void missing(String column, String expected) {
    problem(column, "has no value", expected, isMissing(column));
  }

  private void strangers(String column, AuditValue other) {
    problem(
        column,
        "is neither label",
        plan.favorable().text() + " or " + other.text(),
        not(isFavorable(column)).and(not(other.is(column(column), type(column)))));
  }

  private void problem(String column, String what, String expected, Column is) {
    problems.add(new Problem(column, what, expected, is));
  }

  private Column isMissing(String column) {
    Column value = column(column);
    DataType type = type(column);
    return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)
        ? value.isNull().or(isnan(value))
        : value.isNull();
  }

  private Column isFavorable(String column) {
    return plan.favorable().is(column(column), type(column));
  }

  /** NaN is larger than 1 for Spark. */
  private Column isScore() {
    return coalesce(column(score()).between(lit(0.0), lit(1.0)), lit(false));
  }

  private String score() {
    return Objects.requireNonNull(plan.scoreCol());
  }

  private static Column column(String name) {
    return Columns.column(name);
  }

  private DataType type(String column) {
    return schema.apply(column).dataType();
  }

  private void addTotals() {
    Column label = label();
    Column prediction = prediction();
    List<Column> kinds = List.of(lit(true), label, prediction, label.and(prediction));
    for (int k = 0; k < kinds.size(); k++) {
      summed("rows" + k, count(when(kinds.get(k), 1)));
    }
    if (plan.weightCol() != null) {
      Column usable = usableWeight();
      for (int k = 0; k < kinds.size(); k++) {
        summed(
            "weight" + k,
            sum(when(kinds.get(k), usable.cast(WEIGHT)).otherwise(lit(0).cast(WEIGHT))));
      }
    }
    List<String> twoValued =
        plan.threshold() == null
            ? List.of(plan.labelCol(), plan.predictionCol())
            : List.of(plan.labelCol());
    for (String column : twoValued) {
      Column hash =
          when(not(isFavorable(column)), plan.favorable().hash(column(column), type(column)));
      String place = "" + totals.size();
      totals.add(new Total("min" + place, min(hash), min("min" + place)));
      totals.add(new Total("max" + place, max(hash), max("max" + place)));
    }
    for (int k = 0; k < problems.size(); k++) {
      summed("problem" + k, count(when(problems.get(k).is(), 1)));
    }
  }

  private Column usableWeight() {
    Column weight = column(Objects.requireNonNull(plan.weightCol())).cast(DataTypes.DoubleType);
    return when(weight.geq(0).and(weight.lt(HEAVIEST)), weight).otherwise(0.0);
  }

  private Column label() {
    return isFavorable(plan.labelCol());
  }

  private Column prediction() {
    if (plan.threshold() == null) {
      return isFavorable(plan.predictionCol());
    }
    Column score = column(plan.predictionCol());
    Column threshold = lit(plan.threshold().doubleValue());
    // A float is compared with the nearest float: else .7f would be below .7.
    Column reached =
        type(plan.predictionCol()).equals(DataTypes.FloatType)
            ? score.geq(threshold.cast(DataTypes.FloatType))
            : score.geq(threshold);
    return plan.scoresOfOther() ? not(reached) : reached;
  }

  /** The score of the favourable label, from 0 to 1. */
  private Column favorableScore() {
    Column score = column(score()).cast(DataTypes.DoubleType);
    return plan.scoresOfOther() ? lit(1.0).minus(score) : score;
  }

  /** Labels as numbers, and scores that are higher the more favourable. */
  Dataset<Row> ranks(Dataset<Row> rows) {
    Column score = column(plan.predictionCol()).cast(DataTypes.DoubleType);
    Dataset<Row> wanted = plan.groups().isEmpty() ? rows : rows.where(isOfGroups());
    return wanted.select(
        when(label(), 1.0).otherwise(0.0).as("label"),
        (plan.scoresOfOther() ? score.multiply(-1) : score).as("score"));
  }

  private Column isOfGroups() {
    List<String> columns = plan.sensitiveCols();
    List<Column> names = new ArrayList<>();
    for (String column : columns) {
      Column name = AuditValue.name(column(column), type(column));
      Column value = when(not(isMissing(column)), name).otherwise(lit(plan.missingGroup()));
      names.add(columns.size() == 1 ? value : CellKey.escaped(value));
    }
    Column name =
        columns.size() == 1 ? names.get(0) : concat_ws(", ", names.toArray(Column[]::new));
    Column wanted = lit(false);
    for (AuditValue group : plan.groups()) {
      wanted = wanted.or(group.is(name, DataTypes.StringType));
    }
    return wanted;
  }

  /**
   * What is counted of each row, row by row: the values of the sensitive columns, whether label and
   * prediction are favourable, the number of its first problem or -1, and its score where scores
   * are counted. Nothing is moved between partitions.
   */
  Dataset<Row> each(Dataset<Row> rows) {
    List<Column> read = new ArrayList<>();
    for (String column : plan.sensitiveCols()) {
      Column name = AuditValue.name(column(column), type(column));
      read.add(when(not(isMissing(column)), name).otherwise(lit(plan.missingGroup())));
    }
    read.add(label());
    read.add(coalesce(prediction(), lit(false)));
    Column first = lit(-1);
    for (int k = problems.size() - 1; k >= 0; k--) {
      first = when(problems.get(k).is(), k).otherwise(first);
    }
    read.add(first);
    if (plan.bins() > 0) {
      read.add(favorableScore());
    }
    return rows.select(read.toArray(Column[]::new));
  }

  private void summed(String name, Column ofRows) {
    totals.add(new Total(name, ofRows, sum(name)));
  }

  /** What was looked for, in the order of the tally's counts. */
  List<Problem> problems() {
    return problems;
  }

  /** Runs it. */
  CountTally run(Dataset<Row> rows) {
    List<String> columns = keys();
    Column[] keys = new Column[columns.size()];
    Column[] names = new Column[columns.size()];
    for (int k = 0; k < keys.length; k++) {
      String column = columns.get(k);
      keys[k] = when(not(isMissing(column)), column(column)).as(KEY + k);
      names[k] = AuditValue.name(col(KEY + k), type(column)).as(KEY + k);
    }
    Dataset<Row> counted =
        plan.bins() == 0 ? aggregate(rows.groupBy(keys), false) : binned(rows, keys);
    List<Column> read = new ArrayList<>(List.of(names));
    totals.forEach(total -> read.add(col(total.name())));
    if (plan.bins() > 0) {
      read.add(col(BIN));
    }
    return CountTally.of(counted.select(read.toArray(Column[]::new)), plan, problems.size());
  }

  private Dataset<Row> binned(Dataset<Row> rows, Column[] keys) {
    Column score = when(isScore(), favorableScore()).otherwise(0.0);
    Column bin =
        least(floor(score.multiply(plan.bins())), lit((long) plan.bins() - 1))
            .cast(DataTypes.IntegerType);
    summed(UNITS, sum(rint(score.multiply(ScoreBins.UNITS)).cast(DataTypes.LongType)));
    if (plan.weightCol() != null) {
      summed(WEIGHTED, sum(usableWeight().multiply(score).cast(WEIGHT)));
    }
    List<Column> byBin = new ArrayList<>(List.of(keys));
    byBin.add(bin.as(BIN));
    Dataset<Row> fine = aggregate(rows.groupBy(byBin.toArray(Column[]::new)), false);
    Column[] groups = new Column[keys.length];
    for (int k = 0; k < keys.length; k++) {
      groups[k] = col(KEY + k);
    }
    return aggregate(fine.groupBy(groups), true);
  }

  private Dataset<Row> aggregate(RelationalGroupedDataset grouped, boolean parts) {
    List<Column> sums = new ArrayList<>();
    totals.forEach(t -> sums.add((parts ? t.ofParts() : t.ofRows()).as(t.name())));
    if (parts) {
      List<Column> bin = new ArrayList<>(List.of(col(BIN), col("rows0"), col("rows1"), col(UNITS)));
      if (plan.weightCol() != null) {
        bin.addAll(List.of(col("weight0"), col("weight1"), col(WEIGHTED)));
      }
      sums.add(collect_list(struct(bin.toArray(Column[]::new))).as(BIN));
    }
    return grouped.agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
  }
}
