package parley.fl.stat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Results as a frame of one row, as Spark's tests give them. Stateless. */
final class Frames {
  private Frames() {}

  static Dataset<Row> ofOneRow(StructType schema, Object... values) {
    return SparkSession.active().createDataFrame(List.of(RowFactory.create(values)), schema);
  }
}
