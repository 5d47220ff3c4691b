package parley.cli.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.Numbers;
import parley.cli.table.text.TableRow;
import parley.cli.terminal.InputException;

/**
 * A table with a type a column: numbers if all its values are numbers, else text, and text too
 * where its values are names, such as codes of places. Immutable, so safe for several threads.
 */
public final class TypedTable {
  /** What a column holds. */
  public enum Kind {
    NUMBERS,
    TEXT,
    /** It has no value at all. */
    NOTHING
  }

  private final SparkSession spark;
  private final Table table;
  private final TableScan scan;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /**
   * Looks at each cell once.
   *
   * @param names columns that stay text whatever stands in them
   * @throws InputException if a row is malformed or ragged
   */
  public TypedTable(SparkSession spark, Table table, Set<String> names) {
    this.spark = spark;
    this.table = table;
    scan = TableScan.of(table, List.of(), table.columns());
    for (int c = 0; c < table.columns().size(); c++) {
      String column = table.columns().get(c);
      ColumnFacts facts = scan.facts(c);
      boolean numbers = facts.numbers() + facts.notFinite() == facts.present();
      kinds.put(
          column,
          facts.present() == 0
              ? Kind.NOTHING
              : numbers && !names.contains(column) ? Kind.NUMBERS : Kind.TEXT);
    }
  }

  /** What the columns hold, in order. */
  public Map<String, Kind> kinds() {
    return new LinkedHashMap<>(kinds);
  }

  /** How many rows there are. */
  public long rowCount() {
    return scan.rows();
  }

  /**
   * Refuses NaN and infinities in a column of numbers.
   *
   * @param role what the numbers are, such as "scores"
   */
  public void checkFinite(String column, String role) {
    ColumnFacts facts = scan.facts(table.indexOf(column));
    ColumnFacts.Cell first = facts.firstNotFinite();
    if (kinds.get(column) == Kind.NUMBERS && first != null) {
      throw new InputException(
          "cannot use %s: column %s has no value in %d of %d rows that is a finite number, the first is %s of %s with %s"
              .formatted(
                  role,
                  column,
                  facts.notFinite(),
                  scan.rows(),
                  first.place(),
                  table.name(),
                  first.text()));
    }
  }

  /** Warnings of values of text columns that differ in case or blanks only. */
  public List<String> warnings(Iterable<String> columns) {
    List<String> warnings = new ArrayList<>();
    for (String column : columns) {
      if (kinds.get(column) == Kind.TEXT) {
        ColumnFacts facts = scan.facts(table.indexOf(column));
        warnings.addAll(Variants.warnings(table.name(), column, facts.texts()));
      }
    }
    return warnings;
  }

  /**
   * The different values of a column as they are written, numbers by size before text.
   *
   * @throws InputException if there are none, or too many
   */
  public List<String> levels(String column) {
    ColumnFacts facts = scan.facts(table.indexOf(column));
    if (facts.hasMore() || facts.present() == 0) {
      throw new InputException(
          "cannot use column %s of %s as a category: expected 1 to %d different values, got %s"
              .formatted(
                  column,
                  table.name(),
                  ColumnFacts.MOST_VALUES,
                  facts.present() == 0 ? "none" : "more"));
    }
    List<String> levels = new ArrayList<>(facts.texts());
    levels.sort(table.numbers().order().thenComparing(Comparator.naturalOrder()));
    return levels;
  }

  /**
   * The different values of a column of numbers, in whichever form they are written.
   *
   * @throws InputException if there are none, or too many
   */
  public List<Double> numbers(String column) {
    return levels(column).stream().map(table.numbers()::value).toList();
  }

  /** Whether a column has a value, as it is written; true where there are too many to know. */
  public boolean has(String column, String value) {
    ColumnFacts facts = scan.facts(table.indexOf(column));
    return facts.hasMore() || facts.texts().contains(value);
  }

  /** The rows, numbers as doubles. A column without values holds what it holds elsewhere. */
  public Dataset<Row> frame(Map<String, Kind> elsewhere) {
    return frame(elsewhere, null);
  }

  /** The rows, with their places in the table, from 0, in one more column of whole numbers. */
  public Dataset<Row> numbered(String column) {
    return frame(Map.of(), column);
  }

  private Dataset<Row> frame(Map<String, Kind> elsewhere, @Nullable String number) {
    int width = table.columns().size();
    boolean[] numbers = new boolean[width];
    StructType schema = new StructType();
    for (int c = 0; c < width; c++) {
      String column = table.columns().get(c);
      Kind kind = kinds.getOrDefault(column, Kind.NOTHING);
      numbers[c] =
          (kind == Kind.NOTHING ? elsewhere.getOrDefault(column, kind) : kind) == Kind.NUMBERS;
      schema = schema.add(column, numbers[c] ? DataTypes.DoubleType : DataTypes.StringType);
    }
    boolean numbered = number != null;
    if (numbered) {
      schema = schema.add(number, DataTypes.LongType);
    }
    Numbers grammar = table.numbers();
    JavaRDD<Row> rows = table.rows().map(row -> typed(row, numbers, grammar, numbered));
    return spark.createDataFrame(rows, schema);
  }

  private static Row typed(TableRow row, boolean[] numbers, Numbers grammar, boolean numbered) {
    Object[] cells = new Object[numbers.length + (numbered ? 1 : 0)];
    if (numbered) {
      cells[numbers.length] = row.number();
    }
    for (int c = 0; c < numbers.length; c++) {
      String cell = row.cell(c);
      cells[c] = grammar.isMissing(cell) ? null : numbers[c] ? (Object) grammar.value(cell) : cell;
    }
    return RowFactory.create(cells);
  }
}
