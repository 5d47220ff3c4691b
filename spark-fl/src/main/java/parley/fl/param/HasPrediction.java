package parley.fl.param;

import org.apache.spark.ml.param.Param;

/**
 * A stage that predicts from features, or makes one that does.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasPrediction<S extends HasPrediction<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  PredictionParams predictionParams();

  /**
   * Column of feature vectors; default {@value parley.fl.Defaults#FEATURES_COL}. A column that is
   * missing or holds no vectors is refused before any work.
   */
  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /**
   * Column for predictions, empty for none; default {@value parley.fl.Defaults#PREDICTION_COL}. The
   * name of a column that is there is refused before any work.
   */
  default S setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  default Param<String> featuresCol() {
    return predictionParams().featuresCol;
  }

  default Param<String> predictionCol() {
    return predictionParams().predictionCol;
  }
}
