package parley.fl.classification;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;

/** The Params of {@link HasProbability}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class ProbabilityParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> probabilityCol;
  final Param<String> rawPredictionCol;
  final DoubleParam threshold;

  /** A stage's Params, with their defaults. */
  ProbabilityParams(Params stage) {
    probabilityCol =
        new Param<>(stage, "probabilityCol", "column for the probabilities of 0 and 1");
    rawPredictionCol = new Param<>(stage, "rawPredictionCol", "column for margins (-m, m)");
    threshold =
        new DoubleParam(
            stage,
            "threshold",
            "probability above which the prediction is 1",
            ParamValidators.inRange(0, 1));
    stage.setDefault(probabilityCol, Defaults.PROBABILITY_COL);
    stage.setDefault(rawPredictionCol, Defaults.RAW_PREDICTION_COL);
    stage.setDefault(threshold, Defaults.THRESHOLD);
  }

  OutputColumns outputColumns(HasProbability<?> stage) {
    return new OutputColumns(
        stage.getOrDefault(rawPredictionCol),
        stage.getOrDefault(probabilityCol),
        stage.getOrDefault(stage.predictionCol()));
  }
}
