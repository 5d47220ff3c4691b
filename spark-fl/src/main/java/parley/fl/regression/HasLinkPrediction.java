package parley.fl.regression;

import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage whose predictions have a linear predictor, to which a column may be added.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasLinkPrediction<S extends HasLinkPrediction<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  LinkPredictionParams linkPredictionParams();

  /**
   * Column of numbers that is added to the linear predictor, empty for none, as by default. One
   * that is missing or holds no numbers is refused before any work.
   */
  default S setOffsetCol(String value) {
    set(offsetCol(), value);
    return self();
  }

  /** Column for the linear predictor, empty for none, as by default. */
  default S setLinkPredictionCol(String value) {
    set(linkPredictionCol(), value);
    return self();
  }

  default Param<String> offsetCol() {
    return linkPredictionParams().offsetCol;
  }

  default Param<String> linkPredictionCol() {
    return linkPredictionParams().linkPredictionCol;
  }
}
