package parley.fl.param;

import org.apache.spark.ml.param.Param;

/**
 * A stage that learns from labelled rows.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasLabels<S extends HasLabels<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  LabelParams labelParams();

  /**
   * Column of labels, 0 or 1; default {@value parley.fl.Defaults#LABEL_COL}. A column that is
   * missing or holds no numbers is refused before any work, other labels where they are.
   */
  default S setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  /**
   * Column of row weights, numbers, empty for none; by default every row counts 1. A column that is
   * missing or holds no numbers is refused before any work.
   */
  default S setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  default Param<String> labelCol() {
    return labelParams().labelCol;
  }

  default Param<String> weightCol() {
    return labelParams().weightCol;
  }
}
