package parley.robust.model;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Params;

/**
 * A stage about a classifier, which is not a Param but is saved with the stage. Not safe for use by
 * several threads while it is being set.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface ModelStage<S> extends Params {
  /** The classifier, any of Spark's. */
  S setModel(Model<?> value);

  /**
   * The classifier.
   *
   * @throws IllegalStateException if none was set
   */
  Model<?> model();
}
