package parley.fl.param;

import org.apache.spark.ml.param.Param;

/**
 * A stage that can be fitted from opened sums or trained under encryption.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasRelease<S extends HasRelease<S>> extends HasProtection<S> {

  /** Where this stage keeps these Params. */
  ReleaseParams releaseParams();

  /**
   * {@code rounds} (default but of logistic regression): exact, from sums that the querier reads;
   * {@code querier}, of generalised linear models: the querier alone holds the coefficients of each
   * round, providers compute on encrypted ones; or {@code sealed}: by encrypted descent, so that
   * nobody sees the coefficients and the querier gets predictions, with {@code revealWeights} the
   * coefficients at the end. Another word is refused before any work.
   */
  default S setRelease(String value) {
    set(release(), value);
    return self();
  }

  default Param<String> release() {
    return releaseParams().release;
  }
}
