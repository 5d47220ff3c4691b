package parley.fl.classification;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.HasPrediction;

/**
 * A stage that predicts one of two classes with a probability, or makes one that does.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasProbability<S extends HasProbability<S>> extends HasPrediction<S> {

  /** Where this stage keeps these Params. */
  ProbabilityParams probabilityParams();

  /**
   * Column for the probabilities of 0 and 1, empty for none; default {@value
   * parley.fl.Defaults#PROBABILITY_COL}. The name of a column that is there is refused before any
   * work.
   */
  default S setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return self();
  }

  /**
   * Column for margins (-m, m), empty for none; default {@value
   * parley.fl.Defaults#RAW_PREDICTION_COL}. The name of a column that is there is refused before
   * any work.
   */
  default S setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return self();
  }

  /**
   * Probability above which the prediction is 1, from 0 to 1; default {@value
   * parley.fl.Defaults#THRESHOLD}. Others are refused here.
   */
  default S setThreshold(double value) {
    set(threshold(), value);
    return self();
  }

  default Param<String> probabilityCol() {
    return probabilityParams().probabilityCol;
  }

  default Param<String> rawPredictionCol() {
    return probabilityParams().rawPredictionCol;
  }

  default DoubleParam threshold() {
    return probabilityParams().threshold;
  }
}
