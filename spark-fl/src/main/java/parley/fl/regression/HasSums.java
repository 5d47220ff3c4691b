package parley.fl.regression;

import org.apache.spark.ml.param.BooleanParam;
import parley.fl.param.HasRelease;
import parley.fl.param.ProtectionParams;
import parley.fl.param.ReleaseParams;

/**
 * A stage that fits a model of coefficients, from exact sums unless it is told to seal it.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasSums<S extends HasSums<S>> extends HasRelease<S> {

  /** Where this stage keeps these Params. */
  SumParams sumParams();

  @Override
  default ProtectionParams protectionParams() {
    return sumParams().protection;
  }

  @Override
  default ReleaseParams releaseParams() {
    return sumParams().release;
  }

  /**
   * Whether to fit an intercept, which is not penalised; default {@value
   * parley.fl.Defaults#FIT_INTERCEPT}.
   */
  default S setFitIntercept(boolean value) {
    set(fitIntercept(), value);
    return self();
  }

  default BooleanParam fitIntercept() {
    return sumParams().fitIntercept;
  }
}
