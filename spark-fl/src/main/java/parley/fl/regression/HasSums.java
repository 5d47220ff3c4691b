package parley.fl.regression;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage that fits a model of coefficients from exact sums.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasSums<S extends HasSums<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  SumParams sumParams();

  /**
   * {@code encrypted} (default), or {@code plain}: the driver sees each provider's sums. Another
   * word is refused before any work.
   */
  default S setProtection(String value) {
    set(protection(), value);
    return self();
  }

  /**
   * Whether to fit an intercept, which is not penalised; default {@value
   * parley.fl.Defaults#FIT_INTERCEPT}.
   */
  default S setFitIntercept(boolean value) {
    set(fitIntercept(), value);
    return self();
  }

  default Param<String> protection() {
    return sumParams().protection;
  }

  default BooleanParam fitIntercept() {
    return sumParams().fitIntercept;
  }
}
