package parley.cli.audit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.input.TableOptions;
import parley.cli.table.Names;
import parley.cli.table.TypedTable;
import parley.cli.terminal.InputException;
import parley.ml.column.Columns;
import parley.robust.audit.individual.ConsistencyEvaluator;
import parley.robust.audit.individual.LipschitzEvaluator;
import picocli.CommandLine.Option;

/** Which rows are compared with which, and how far they are apart. */
@SuppressWarnings("NullAway.Init")
final class IndividualOptions extends TableOptions {
  private static final String FEATURES = "parley features";
  private static final String ID = "parley id";

  /** The place in the table: the same in whatever partitions the rows come. */
  private static final String NUMBER = "parley number";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the rows, with named columns")
  private String data;

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "COLUMN",
      description = "the column of predictions or scores, from 0 to 1")
  private String prediction;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description =
          "a column that names the rows, each once (default: numbers in the order of the file)")
  private @Nullable String id;

  @Option(
      names = "--features",
      paramLabel = "A,B",
      description = "the columns by which rows are alike (default: all others)")
  private List<String> features = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "A,B", description = "columns to leave out")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "none|min-max",
      defaultValue = "min-max",
      description = "how features are brought to one scale for distances (default: min-max)")
  private String scale;

  @Option(
      names = "--neighbors",
      paramLabel = "K",
      defaultValue = "5",
      description = "for the consistency: nearest rows, the row itself one of them (default: 5)")
  private int neighbors;

  @Option(
      names = "--without-self",
      description =
          "for the consistency: K other rows, in place of K - 1 others and the row itself")
  private boolean withoutSelf;

  @Option(
      names = "--lipschitz",
      paramLabel = "L",
      defaultValue = "1",
      description = "how much predictions may differ for each unit of distance (default: 1)")
  private double constant;

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "10",
      description = "so many of the worst pairs are named, up to 1000 (default: 10)")
  private int worst;

  @Option(
      names = "--sample-rows",
      paramLabel = "N",
      defaultValue = "0",
      description = "compare so many rows with each other, chosen by hash (default: 0, all)")
  private int sampleRows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "what the choice of rows follows from (default: 0)")
  private long seed;

  /** The table's own name, for titles. */
  String dataName() {
    return Frames.lastName(data);
  }

  String prediction() {
    return prediction;
  }

  /** Checks what needs no data. */
  void check() {
    if (!List.of("none", "min-max").contains(scale)) {
      throw new InputException(
          "cannot use --scale: expected none or min-max, got '%s'".formatted(scale));
    }
    if (!features.isEmpty() && !exclude.isEmpty()) {
      throw new InputException(
          "cannot choose features: expected --features or --exclude, got both");
    }
    if (neighbors < (withoutSelf ? 1 : 2)) {
      throw new InputException(
          "cannot use --neighbors: expected 2 or more, or 1 or more with --without-self, got "
              + neighbors);
    }
    if (!(constant >= 0) || Double.isInfinite(constant)) {
      throw new InputException(
          "cannot use --lipschitz: expected a number of 0 or more, got " + constant);
    }
    if (worst < 0 || worst > 1000) {
      throw new InputException("cannot use --worst: expected 0 to 1000, got " + worst);
    }
    if (sampleRows < 0) {
      throw new InputException("cannot use --sample-rows: expected 0 or more, got " + sampleRows);
    }
  }

  ConsistencyEvaluator consistency() {
    return new ConsistencyEvaluator()
        .setFeaturesCol(FEATURES)
        .setPredictionCol(prediction)
        .setIdCol(ID)
        .setSampleRows(sampleRows)
        .setSeed(seed)
        .setNeighbors(neighbors)
        .setIncludeSelf(!withoutSelf);
  }

  LipschitzEvaluator lipschitz() {
    return new LipschitzEvaluator()
        .setFeaturesCol(FEATURES)
        .setPredictionCol(prediction)
        .setIdCol(ID)
        .setSampleRows(sampleRows)
        .setSeed(seed)
        .setConstant(constant)
        .setWorstPairs(worst);
  }

  /** The rows with one column of features, on the scale. */
  Dataset<Row> rows(SparkSession spark) {
    TypedTable csv = new TypedTable(spark, table(spark, data), id == null ? Set.of() : Set.of(id));
    Map<String, TypedTable.Kind> kinds = csv.kinds();
    List<String> names = new ArrayList<>(features.isEmpty() ? kinds.keySet() : Names.of(features));
    names.remove(prediction);
    names.remove(id);
    names.removeAll(Names.of(exclude));
    List<String> used = new ArrayList<>(names);
    used.addAll(Names.of(exclude));
    used.add(prediction);
    if (id != null) {
      used.add(id);
    }
    for (String name : used) {
      if (!kinds.containsKey(name)) {
        throw new InputException(
            "cannot find column %s: expected one of %s"
                .formatted(name, Names.list(kinds.keySet())));
      }
    }
    for (String name : names) {
      if (kinds.get(name) != TypedTable.Kind.NUMBERS) {
        throw new InputException(
            "cannot measure how alike rows are by column %s: expected numbers, got %s; --features or --exclude choose the columns"
                .formatted(name, kinds.get(name) == TypedTable.Kind.TEXT ? "text" : "no value"));
      }
      csv.checkFinite(name, "features");
    }
    if (names.isEmpty()) {
      throw new InputException(
          "cannot measure how alike rows are: no feature is left, expected one or more");
    }
    csv.checkFinite(prediction, "predictions");
    Dataset<Row> read = csv.numbered(NUMBER);
    Column[] scaled = scaled(read, names);
    Column number = Columns.column(id == null ? NUMBER : id);
    return read.select(
        number.as(ID),
        functions.array_to_vector(array(scaled)).as(FEATURES),
        Columns.column(prediction).as(prediction));
  }

  /** Refuses missing values; min-max is over all rows, and constant columns become 0. */
  private Column[] scaled(Dataset<Row> read, List<String> names) {
    List<Column> found = new ArrayList<>();
    for (String name : names) {
      Column value = Columns.column(name);
      found.add(count(when(value.isNull(), 1)));
      found.add(min(value));
      found.add(max(value));
    }
    Row range = read.agg(count(lit(1)), found.toArray(Column[]::new)).first();
    Column[] scaled = new Column[names.size()];
    for (int j = 0; j < scaled.length; j++) {
      if (range.getLong(1 + 3 * j) > 0) {
        throw new InputException(
            "cannot measure how alike rows are: column %s has no value in %d of %d rows, expected a value in each"
                .formatted(names.get(j), range.getLong(1 + 3 * j), range.getLong(0)));
      }
      Column value = Columns.column(names.get(j)).cast("double");
      if (scale.equals("none") || range.getLong(0) == 0) {
        scaled[j] = value;
      } else {
        double low = range.getDouble(2 + 3 * j);
        double high = range.getDouble(3 + 3 * j);
        scaled[j] = high > low ? value.minus(low).divide(high - low) : lit(0.0);
      }
    }
    return scaled;
  }
}
