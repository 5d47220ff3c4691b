package parley.fl.data;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Columns of a schema, by name and type. Stateless, so safe for use by several threads. */
public final class SchemaColumns {
  private SchemaColumns() {}

  /**
   * Checks that a column is there and holds numbers.
   *
   * @param what for the error, such as "the label"
   * @throws IllegalArgumentException if not
   */
  public static void checkNumbers(StructType schema, String column, String what) {
    DataType type = type(schema, column);
    if (!(type instanceof NumericType)) {
      throw wrong(column, what, "numbers", type);
    }
  }

  /**
   * Checks that a column is there and holds what can be read as text.
   *
   * @param what for the error, such as "a category"
   * @throws IllegalArgumentException if not
   */
  public static void checkText(StructType schema, String column, String what) {
    DataType type = type(schema, column);
    if (!(type instanceof StringType)
        && !(type instanceof NumericType)
        && !(type instanceof BooleanType)) {
      throw wrong(column, what, "text, numbers or truth values", type);
    }
  }

  static DataType type(StructType schema, String column) {
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

  static IllegalArgumentException wrong(String column, String what, String expected, DataType got) {
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
