package parley.ml.persist;

import java.util.List;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.json.JsonRecords;

/**
 * Saves a model: {@code metadata/} as Spark's stages do, one row of Parquet in {@code data/} with
 * what the fit left as JSON.
 */
public final class FittedWriter extends MLWriter {
  static final StructType SCHEMA = new StructType().add("fitted", DataTypes.StringType, false);

  private final Params model;
  private final Object fitted;

  /**
   * @param fitted a record
   */
  public FittedWriter(Params model, Object fitted) {
    this.model = model;
    this.fitted = fitted;
  }

  @Override
  public void saveImpl(String path) {
    String json = JsonRecords.write(fitted, "the model");
    MlPersistence.saveMetadata(model, path, sparkSession());
    sparkSession()
        .createDataFrame(List.of(RowFactory.create(json)), SCHEMA)
        .coalesce(1)
        .write()
        .parquet(path + "/data");
  }
}
