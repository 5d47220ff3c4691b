package parley.cli;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.cli.table.InputException;
import parley.robust.data.Columns;

/**
 * A CSV file that Spark reads, whatever its size. A column holds numbers if all its values do;
 * empty cells, {@code ?} and {@code NA} are missing, as everywhere here. For one thread.
 */
final class TypedCsv {
  /** What a column holds. */
  enum Kind {
    NUMBERS,
    TEXT,
    /** It has no value at all. */
    NOTHING
  }

  private final Dataset<Row> text;
  private final Map<String, Kind> kinds;

  private TypedCsv(Dataset<Row> text, Map<String, Kind> kinds) {
    this.text = text;
    this.kinds = kinds;
  }

  /**
   * Looks at each cell once.
   *
   * @throws InputException if the file is missing, empty or ragged
   */
  static TypedCsv read(SparkSession spark, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("cannot read " + file + ": there is no such file");
    }
    Dataset<Row> cells =
        spark.read().option("header", true).option("mode", "FAILFAST").csv(file.toUri().toString());
    if (cells.columns().length == 0) {
      throw new InputException("cannot read " + file + ": the file is empty");
    }
    List<Column> values = new ArrayList<>();
    List<Column> counts = new ArrayList<>();
    for (String name : cells.columns()) {
      Column cell = Columns.column(name);
      Column value = when(cell.isin("", "?", "NA"), null).otherwise(cell);
      values.add(value.as(name));
      counts.add(count(value));
      counts.add(count(value.try_cast("double")));
    }
    Row found = counted(cells, counts, file);
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (int c = 0; c < cells.columns().length; c++) {
      long present = found.getLong(2 * c);
      kinds.put(
          cells.columns()[c],
          present == 0
              ? Kind.NOTHING
              : present == found.getLong(2 * c + 1) ? Kind.NUMBERS : Kind.TEXT);
    }
    return new TypedCsv(cells.select(values.toArray(Column[]::new)), kinds);
  }

  private static Row counted(Dataset<Row> cells, List<Column> counts, Path file) {
    try {
      return cells
          .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
          .head();
    } catch (Exception e) {
      for (Throwable at = e; at != null; at = at.getCause()) {
        if (String.valueOf(at.getMessage()).contains("MALFORMED_RECORD")) {
          throw new InputException(
              "cannot read %s: a row has more or fewer cells than the header".formatted(file), e);
        }
      }
      throw e;
    }
  }

  Map<String, Kind> kinds() {
    return kinds;
  }

  /** The rows, numbers as doubles. A column without values holds what it holds elsewhere. */
  Dataset<Row> frame(Map<String, Kind> elsewhere) {
    List<Column> columns = new ArrayList<>();
    kinds.forEach(
        (name, kind) -> {
          Kind known = kind == Kind.NOTHING ? elsewhere.getOrDefault(name, kind) : kind;
          columns.add(
              known == Kind.NUMBERS
                  ? Columns.column(name).cast("double").as(name)
                  : Columns.column(name));
        });
    return text.select(columns.toArray(Column[]::new));
  }
}
