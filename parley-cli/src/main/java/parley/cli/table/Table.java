package parley.cli.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.types.VariantType;
import parley.cli.table.text.CsvFile;
import parley.cli.table.text.FileSource;
import parley.cli.table.text.Numbers;
import parley.cli.table.text.ResourceSource;
import parley.cli.table.text.TableRow;
import parley.cli.terminal.InputException;
import parley.ml.column.Columns;

/**
 * Rows with named columns, all cells as text, in an order that does not depend on partitions: the
 * one way in which commands read files. Nothing is read but the header until rows are asked for,
 * and rows stay where Spark reads them.
 *
 * <p>A text file is one partition, in its own order; Parquet and ORC are in the order of their
 * files' names, and within a file as it is; a table that Spark knows by name has no order of its
 * own, so its rows are put in the order of their values. Immutable, so safe for several threads.
 */
public final class Table {
  private final String name;
  private final List<String> columns;
  private final Numbers numbers;
  private final JavaRDD<TableRow> rows;

  private Table(String name, List<String> columns, Numbers numbers, JavaRDD<TableRow> rows) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.numbers = numbers;
    this.rows = rows;
  }

  /**
   * Opens a table.
   *
   * @param location a file's path or address, or the name of a table
   * @throws InputException if it is missing, unreadable, empty, has no header, or a column without
   *     a name or with another's name
   */
  public static Table read(SparkSession spark, String location, ReadSettings settings) {
    return switch (settings.formatOf(location)) {
      case CSV -> csv(spark, location, place(location), settings);
      case PARQUET, ORC -> files(spark, location, settings);
      case TABLE -> table(spark, location, settings);
    };
  }

  private static Table csv(SparkSession spark, String name, URI place, ReadSettings settings) {
    CsvFile file =
        new CsvFile(
            name,
            new FileSource(place, spark.sparkContext().hadoopConfiguration()),
            settings.encodingOrUtf8(),
            settings.separatorOrComma());
    return new Table(name, file.columns(), settings.numbers(), rows(spark, file));
  }

  private static JavaRDD<TableRow> rows(SparkSession spark, CsvFile file) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(0), 1)
        .flatMap(one -> file.rows());
  }

  /** Reads a comma-separated file that comes with the program; its name is the last part. */
  public static Table resource(SparkSession spark, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    CsvFile file = new CsvFile(name, new ResourceSource(path), StandardCharsets.UTF_8, ',');
    return new Table(name, file.columns(), Numbers.PLAIN, rows(spark, file));
  }

  /** A path of this machine, however odd its name, or an address with a scheme. */
  public static URI place(String location) {
    try {
      return location.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")
          ? new URI(location)
          : Path.of(location).toAbsolutePath().toUri();
    } catch (URISyntaxException | InvalidPathException e) {
      throw new InputException(
          "cannot read " + location + ": expected a path or an address, " + e.getMessage(), e);
    }
  }

  private static Table files(SparkSession spark, String name, ReadSettings settings) {
    String format = settings.formatOf(name).name().toLowerCase(Locale.ROOT);
    String path = new org.apache.hadoop.fs.Path(place(name)).toString();
    Dataset<Row> frame = opened(name, () -> spark.read().format(format).load(path));
    List<Column> order =
        List.of(
            col("_metadata.file_path"),
            col("_metadata.file_block_start"),
            functions.monotonically_increasing_id());
    return typed(name, frame, order, settings);
  }

  private static Table table(SparkSession spark, String name, ReadSettings settings) {
    return typed(name, opened(name, () -> spark.table(name)), List.of(), settings);
  }

  private interface Opening {
    Dataset<Row> open();
  }

  /** Spark's own errors, of which some are checked and not declared, in a line. */
  private static Dataset<Row> opened(String name, Opening opening) {
    try {
      return opening.open();
    } catch (Exception e) {
      String reason = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
      String missing =
          reason.contains("PATH_NOT_FOUND") || reason.contains("TABLE_OR_VIEW_NOT_FOUND")
              ? "there is no such file or table"
              : reason;
      throw new InputException("cannot read " + name + ": " + missing, e);
    }
  }

  private static Table typed(
      String name, Dataset<Row> frame, List<Column> order, ReadSettings settings) {
    StructType schema = frame.schema();
    List<Column> cells = new ArrayList<>();
    for (StructField field : schema.fields()) {
      cells.add(text(field).as("c" + cells.size()));
    }
    int width = cells.size();
    if (width == 0) {
      throw new InputException("cannot read " + name + ": it has no columns");
    }
    List<Column> keys = new ArrayList<>();
    if (order.isEmpty()) {
      for (int c = 0; c < width; c++) {
        keys.add(col("c" + c));
      }
    }
    for (Column column : order) {
      keys.add(col("k" + keys.size()));
      cells.add(column.as("k" + (keys.size() - 1)));
    }
    JavaRDD<TableRow> rows =
        frame
            .select(cells.toArray(Column[]::new))
            .sort(keys.toArray(Column[]::new))
            .javaRDD()
            .zipWithIndex()
            .map(pair -> row(pair._1(), pair._2(), width));
    return new Table(name, List.of(schema.fieldNames()), settings.numbers(), rows);
  }

  private static Column text(StructField field) {
    Column column = Columns.column(field.name());
    DataType type = field.dataType();
    boolean plain =
        !(type instanceof ArrayType
            || type instanceof MapType
            || type instanceof StructType
            || type instanceof BinaryType
            || type instanceof VariantType
            || type instanceof UserDefinedType);
    return plain
        ? column.cast("string")
        : when(column.isNotNull(), lit("(a value of type " + type.typeName() + ")"));
  }

  private static TableRow row(Row row, long number, int width) {
    List<String> cells = new ArrayList<>(width);
    for (int c = 0; c < width; c++) {
      cells.add(row.isNullAt(c) ? "" : row.getString(c));
    }
    return new TableRow(number, 0, Collections.unmodifiableList(cells));
  }

  /** What the table is called in messages: as it was given. */
  public String name() {
    return name;
  }

  /** The columns' names in order. */
  public List<String> columns() {
    return columns;
  }

  Numbers numbers() {
    return numbers;
  }

  /** The rows in order; each use reads them anew. */
  JavaRDD<TableRow> rows() {
    return rows;
  }

  /**
   * The place of a column, from 0.
   *
   * @throws InputException if there is none of that name; the message lists those there are
   */
  public int indexOf(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new InputException(
          "cannot find column '%s' in %s: expected one of %s"
              .formatted(column, name, Names.some(columns, "columns")));
    }
    return index;
  }

  /** Refuses a first column without a name among columns that nobody chose by name. */
  void checkNamed(List<String> taken) {
    if (taken.contains(CsvFile.UNNAMED) && columns.get(0).equals(CsvFile.UNNAMED)) {
      throw new InputException(
          "cannot use column 1 of %s: it has no name, as where R or pandas wrote row numbers; leave it out with --exclude %s, or choose --features"
              .formatted(name, CsvFile.UNNAMED));
    }
  }
}
