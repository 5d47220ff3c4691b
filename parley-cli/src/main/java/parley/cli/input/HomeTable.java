package parley.cli.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import parley.cli.table.TypedTable.Kind;
import parley.ml.column.Columns;

/**
 * A table whose rows lie in their providers' own files: this process learns names and types of its
 * columns, and no value. Immutable.
 *
 * @param frame numbers as doubles, all else as text; partition k is the k-th provider's file
 */
public record HomeTable(Dataset<Row> frame) {
  /**
   * Asks each provider's home for the columns of its file.
   *
   * @param names columns that stay text whatever stands in them
   */
  public static HomeTable open(SparkSession spark, String manifest, Set<String> names) {
    Dataset<Row> rows = typed(spark, manifest);
    StructType schema = rows.schema();
    if (names.stream().anyMatch(name -> isNumber(schema, name))) {
      // As it is written in a CSV file: 007 is no 7. Parquet's types are the file's own.
      StructType written = reader(spark, manifest).load().schema();
      rows = reader(spark, manifest).schema(asWritten(schema, written, names)).load();
    }
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      boolean number = field.dataType() instanceof NumericType && !names.contains(field.name());
      columns.add(Columns.column(field.name()).cast(number ? "double" : "string").as(field.name()));
    }
    return new HomeTable(rows.select(columns.toArray(Column[]::new)));
  }

  /** Rows with the types that each file's values have. */
  static Dataset<Row> typed(SparkSession spark, String manifest) {
    return reader(spark, manifest).option("inferSchema", true).load();
  }

  private static DataFrameReader reader(SparkSession spark, String manifest) {
    return spark.read().format("parley").option("manifest", manifest);
  }

  private static boolean isNumber(StructType schema, String column) {
    return List.of(schema.fieldNames()).contains(column)
        && schema.apply(column).dataType() instanceof NumericType;
  }

  private static StructType asWritten(StructType typed, StructType written, Set<String> names) {
    StructType both = new StructType();
    for (StructField field : typed.fields()) {
      DataType raw = written.apply(field.name()).dataType();
      both =
          both.add(
              field.name(),
              names.contains(field.name()) && raw instanceof StringType
                  ? DataTypes.StringType
                  : field.dataType());
    }
    return both;
  }

  /** What the columns hold, in order. */
  public Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (StructField field : frame.schema().fields()) {
      kinds.put(field.name(), field.dataType() instanceof NumericType ? Kind.NUMBERS : Kind.TEXT);
    }
    return kinds;
  }
}
