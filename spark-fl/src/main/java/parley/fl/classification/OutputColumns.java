package parley.fl.classification;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.activation.SigmoidPolynomial;

/**
 * The columns that a binary classifier adds; an empty name leaves one out, as in Spark.
 *
 * @param raw vectors (-margin, margin)
 * @param probability vectors (1 - p, p), p the exact sigmoid of the margin
 * @param prediction 0 or 1
 */
record OutputColumns(String raw, String probability, String prediction) {

  /** The schema with these columns behind. */
  StructType append(StructType schema) {
    StructType result = add(schema, raw, SQLDataTypes.VectorType());
    result = add(result, probability, SQLDataTypes.VectorType());
    return add(result, prediction, DataTypes.DoubleType);
  }

  /** The values for one margin, in the order of {@link #append}. */
  List<Object> values(double margin, double threshold) {
    double p = SigmoidPolynomial.exact(margin);
    List<Object> values = new ArrayList<>(3);
    if (!raw.isEmpty()) {
      values.add(Vectors.dense(-margin, margin));
    }
    if (!probability.isEmpty()) {
      values.add(Vectors.dense(1 - p, p));
    }
    if (!prediction.isEmpty()) {
      values.add(p > threshold ? 1.0 : 0.0);
    }
    return values;
  }

  private static StructType add(StructType schema, String column, DataType type) {
    if (column.isEmpty()) {
      return schema;
    }
    if (List.of(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "cannot add column " + column + ": the data has one of that name, expected none");
    }
    return schema.add(column, type, false);
  }
}
