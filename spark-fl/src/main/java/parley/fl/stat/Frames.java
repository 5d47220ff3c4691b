package parley.fl.stat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Results as frames, as Spark's tests give them. Stateless. */
public final class Frames {
  private Frames() {}

  /** A frame of one row. */
  public static Dataset<Row> ofOneRow(StructType schema, Object... values) {
    return of(schema, List.of(RowFactory.create(values)));
  }

  /** A frame of some rows, in their order. */
  public static Dataset<Row> of(StructType schema, List<Row> rows) {
    return SparkSession.active().createDataFrame(rows, schema);
  }
}
