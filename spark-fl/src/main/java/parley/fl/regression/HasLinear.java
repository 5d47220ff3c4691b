package parley.fl.regression;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage that fits a linear regression from exact sums.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasLinear<S extends HasLinear<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  LinearParams linearParams();

  /**
   * Strength of the penalty, at least 0; default {@value parley.fl.Defaults#LINEAR_REG_PARAM}. As
   * Spark's it is divided by the label's standard deviation. Others are refused here.
   */
  default S setRegParam(double value) {
    set(regParam(), value);
    return self();
  }

  /**
   * From 0 for ridge (default {@value parley.fl.Defaults#ELASTIC_NET_PARAM}) to 1 for lasso. Others
   * are refused here.
   */
  default S setElasticNetParam(double value) {
    set(elasticNetParam(), value);
    return self();
  }

  /**
   * Whether the penalty is on the coefficients of standardised features; default {@value
   * parley.fl.Defaults#PENALISE_STANDARDIZED}. Without a penalty it changes nothing.
   */
  default S setStandardization(boolean value) {
    set(standardization(), value);
    return self();
  }

  /**
   * Standard errors: {@code classical} (default), {@code hc1}, or {@code cluster}, where a provider
   * is a cluster; the last two tell the providers the coefficients and go with no penalty. Another
   * word is refused before any work.
   */
  default S setErrors(String value) {
    set(errors(), value);
    return self();
  }

  /**
   * Iterations of a sealed training, above 0; default {@value parley.fl.Defaults#LINEAR_MAX_ITER}.
   * Features that depend on each other take more. Others are refused here.
   */
  default S setMaxIter(int value) {
    set(maxIter(), value);
    return self();
  }

  default IntParam maxIter() {
    return linearParams().maxIter;
  }

  default DoubleParam regParam() {
    return linearParams().regParam;
  }

  default DoubleParam elasticNetParam() {
    return linearParams().elasticNetParam;
  }

  default BooleanParam standardization() {
    return linearParams().standardization;
  }

  default Param<String> errors() {
    return linearParams().errors;
  }
}
