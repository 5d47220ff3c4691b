package parley.ml.column;

import java.util.Arrays;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Checks of columns before any work. Stateless, so safe for use by several threads. All throw
 * {@link IllegalArgumentException} with the column's name.
 */
public final class Columns {
  private Columns() {}

  /** Checks that a column is there and holds vectors. */
  public static void vectors(StructType schema, String column) {
    expect(schema, column, "vectors", type(schema, column).equals(SQLDataTypes.VectorType()));
  }

  /**
   * Checks that a column holds vectors that, as far as its metadata tell, have the given length.
   */
  public static void vectors(StructType schema, String column, int length) {
    vectors(schema, column);
    int size = AttributeGroup.fromStructField(schema.apply(column)).size();
    if (size >= 0 && size != length) {
      throw new IllegalArgumentException(
          "cannot use column "
              + column
              + ": expected vectors of length "
              + length
              + ", got length "
              + size);
    }
  }

  /** Checks that a column is there and holds numbers. */
  public static void numbers(StructType schema, String column) {
    expect(schema, column, "numbers", type(schema, column) instanceof NumericType);
  }

  /** Checks that a column is there and holds values that have a name: numbers, strings and such. */
  public static void values(StructType schema, String column) {
    DataType type = type(schema, column);
    boolean named =
        type instanceof NumericType
            || type.equals(DataTypes.StringType)
            || type.equals(DataTypes.BooleanType)
            || type.equals(DataTypes.DateType);
    expect(schema, column, "numbers, strings, booleans or dates", named);
  }

  /** Checks that a column is there and holds whole numbers or strings. */
  public static void ids(StructType schema, String column) {
    DataType type = type(schema, column);
    boolean whole =
        type instanceof NumericType
            && !(type instanceof DecimalType)
            && !type.equals(DataTypes.DoubleType)
            && !type.equals(DataTypes.FloatType);
    expect(schema, column, "whole numbers or strings", whole || type.equals(DataTypes.StringType));
  }

  /** A column by its name, which may have dots in it. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** Checks that no column has the name of one that is to be added. */
  public static void free(StructType schema, String column) {
    if (Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "cannot add column " + column + ": the data has one of that name, expected none");
    }
  }

  private static DataType type(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "cannot find column "
              + column
              + ": expected one of "
              + String.join(", ", schema.fieldNames()));
    }
    return schema.apply(column).dataType();
  }

  private static void expect(StructType schema, String column, String expected, boolean is) {
    if (!is) {
      throw new IllegalArgumentException(
          "cannot use column "
              + column
              + ": expected "
              + expected
              + ", got "
              + schema.apply(column).dataType().simpleString());
    }
  }
}
