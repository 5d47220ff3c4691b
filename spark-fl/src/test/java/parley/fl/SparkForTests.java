package parley.fl;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The reference data as DataFrames. */
public final class SparkForTests {
  public static final StructType SCHEMA =
      new StructType()
          .add("provider", DataTypes.StringType)
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private SparkForTests() {}

  /** Training or test rows; training row k names provider k mod count. */
  public static Dataset<Row> frame(
      SparkSession spark, ReferenceData data, int remainder, boolean test, int providers) {
    List<Row> rows = new ArrayList<>();
    for (int i : data.select(remainder, test)) {
      rows.add(
          RowFactory.create(
              "p" + rows.size() % providers, Vectors.dense(data.row(i)), data.label(i)));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }
}
