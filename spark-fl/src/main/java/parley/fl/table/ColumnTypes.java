package parley.fl.table;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.data.SchemaColumns;

/** Whether a table has the columns that a statistic reads. Stateless. */
final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * @throws IllegalArgumentException that names the column that is missing or of the wrong type
   */
  static void check(
      StructType schema, Columns columns, @Nullable String provider, @Nullable String id) {
    columns
        .numbers()
        .forEach(name -> SchemaColumns.checkNumbers(schema, name, "a statistic of numbers"));
    columns
        .categories()
        .forEach(each -> SchemaColumns.checkText(schema, each.column(), "a category"));
    if (columns.weight() != null) {
      SchemaColumns.checkNumbers(schema, columns.weight(), "row weights");
    }
    if (id != null) {
      SchemaColumns.checkText(schema, id, "row ids");
    }
    if (provider != null) {
      SchemaColumns.checkText(schema, provider, "providers");
    }
  }
}
