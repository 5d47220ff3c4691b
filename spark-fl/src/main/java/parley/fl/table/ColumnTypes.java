package parley.fl.table;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Whether a table has the columns that a statistic reads. Stateless. */
final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * @throws IllegalArgumentException that names the column that is missing or of the wrong type
   */
  static void check(
      StructType schema, Columns columns, @Nullable String provider, @Nullable String id) {
    columns.numbers().forEach(name -> numeric(schema, name, "a statistic of numbers"));
    columns.categories().forEach(each -> text(schema, each.column(), "a category"));
    if (columns.weight() != null) {
      numeric(schema, columns.weight(), "row weights");
    }
    if (id != null) {
      text(schema, id, "row ids");
    }
    if (provider != null) {
      text(schema, provider, "providers");
    }
  }

  private static void numeric(StructType schema, String column, String what) {
    DataType type = type(schema, column);
    if (!(type instanceof NumericType)) {
      throw wrong(column, what, "numbers", type);
    }
  }

  private static void text(StructType schema, String column, String what) {
    DataType type = type(schema, column);
    if (!(type instanceof StringType)
        && !(type instanceof NumericType)
        && !(type instanceof BooleanType)) {
      throw wrong(column, what, "text, numbers or truth values", type);
    }
  }

  private static DataType type(StructType schema, String column) {
    for (String name : schema.fieldNames()) {
      if (name.equals(column)) {
        return schema.apply(name).dataType();
      }
    }
    throw new IllegalArgumentException(
        "cannot find column "
            + column
            + ": expected one of "
            + String.join(", ", schema.fieldNames())
            + ", got another");
  }

  private static IllegalArgumentException wrong(
      String column, String what, String expected, DataType got) {
    return new IllegalArgumentException(
        "cannot use column "
            + column
            + " for "
            + what
            + ": expected "
            + expected
            + ", got "
            + got.simpleString());
  }
}
