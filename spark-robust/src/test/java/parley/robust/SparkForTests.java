package parley.robust;

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
          .add("id", DataTypes.LongType)
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private SparkForTests() {}

  /** All rows with their numbers as ids. */
  public static Dataset<Row> frame(SparkSession spark, ReferenceData data) {
    return frame(spark, data, data.all());
  }

  /** The given rows with their numbers as ids. */
  public static Dataset<Row> frame(SparkSession spark, ReferenceData data, int[] numbers) {
    List<Row> rows = new ArrayList<>();
    for (int i : numbers) {
      rows.add(RowFactory.create((long) i, Vectors.dense(data.row(i)), data.label(i)));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }
}
