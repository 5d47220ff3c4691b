package parley.ml.persist;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.ReadWriteUtils;
import org.apache.spark.sql.SparkSession;

/** The only place that calls what Spark keeps for itself when stages are saved and loaded. */
public final class MlPersistence {
  private MlPersistence() {}

  public static void saveMetadata(Params stage, String path, SparkSession spark) {
    DefaultParamsWriter.saveMetadata(stage, path, spark);
  }

  /** Whether Spark saves for the cache of one session, not for a user. */
  public static boolean isOfOneSession() {
    return Boolean.TRUE.equals(ReadWriteUtils.localSavingModeState().get());
  }

  /** The uid of the saved stage, which must be of the given class. */
  public static DefaultParamsReader.Metadata loadMetadata(
      String path, SparkSession spark, Class<?> stage) {
    return DefaultParamsReader.loadMetadata(path, spark, stage.getName());
  }

  /** What is saved of a stage of any class. */
  public static DefaultParamsReader.Metadata loadMetadata(String path, SparkSession spark) {
    return DefaultParamsReader.loadMetadata(path, spark, "");
  }

  public static void restoreParams(DefaultParamsReader.Metadata metadata, Params stage) {
    metadata.getAndSetParams(stage, metadata.getAndSetParams$default$2());
  }
}
