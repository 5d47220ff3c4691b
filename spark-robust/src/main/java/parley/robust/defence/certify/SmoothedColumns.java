package parley.robust.defence.certify;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.ml.column.Columns;

/**
 * The columns that a certified defence reads and adds. Immutable, so safe for several threads.
 *
 * @param features vectors
 * @param id whole numbers or strings
 * @param prediction double
 * @param abstained boolean
 * @param radius double
 * @param counts array of long
 */
public record SmoothedColumns(
    String features, String id, String prediction, String abstained, String radius, String counts) {

  /**
   * The schema with the new columns behind.
   *
   * @throws IllegalArgumentException if a column is missing, in the way or of the wrong type
   */
  public StructType append(StructType schema, int numFeatures) {
    Columns.vectors(schema, features, numFeatures);
    Columns.ids(schema, id);
    StructType result = add(schema, prediction, DataTypes.DoubleType);
    result = add(result, abstained, DataTypes.BooleanType);
    result = add(result, radius, DataTypes.DoubleType);
    return add(result, counts, DataTypes.createArrayType(DataTypes.LongType, false));
  }

  private static StructType add(StructType schema, String column, DataType type) {
    Columns.free(schema, column);
    return schema.add(column, type, false);
  }
}
