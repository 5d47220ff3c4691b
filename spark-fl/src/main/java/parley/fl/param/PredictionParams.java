package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;

/** The Params of {@link HasPrediction}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class PredictionParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> featuresCol;
  final Param<String> predictionCol;

  /** A stage's Params, with their defaults. */
  public PredictionParams(Params stage) {
    featuresCol = new Param<>(stage, "featuresCol", "column of feature vectors");
    predictionCol = new Param<>(stage, "predictionCol", "column for predictions");
    stage.setDefault(featuresCol, Defaults.FEATURES_COL);
    stage.setDefault(predictionCol, Defaults.PREDICTION_COL);
  }
}
