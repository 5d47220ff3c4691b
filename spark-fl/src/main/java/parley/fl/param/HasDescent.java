package parley.fl.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/**
 * A stage that learns by steps along gradients.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasDescent<S extends HasDescent<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  DescentParams descentParams();

  /**
   * {@code nesterov} (default), {@code gradientDescent} or {@code fixedHessian}. Another word is
   * refused before any work.
   */
  default S setAlgorithm(String value) {
    set(algorithm(), value);
    return self();
  }

  /**
   * Training iterations, above 0; default {@value parley.fl.Defaults#MAX_ITER}, with a plan the
   * plan's. Others are refused here, another number than a plan's at the fit.
   */
  default S setMaxIter(int value) {
    set(maxIter(), value);
    return self();
  }

  /**
   * Strength of the ridge penalty in Spark's convention, 0 or more; by default 1 / rows. Others are
   * refused here.
   */
  default S setRegParam(double value) {
    set(regParam(), value);
    return self();
  }

  /**
   * Whether to fit an intercept, which is not penalised; default true. False needs {@code
   * standardization} none, as standardised features are less their means.
   */
  default S setFitIntercept(boolean value) {
    set(fitIntercept(), value);
    return self();
  }

  /**
   * With a fixed polynomial: iterations between two looks at the mean squared margin, which is
   * opened to all, 0 for never; default {@value parley.fl.Defaults#WATCH_EVERY}. Negative ones are
   * refused here.
   */
  default S setWatchEvery(int value) {
    set(watchEvery(), value);
    return self();
  }

  default Param<String> algorithm() {
    return descentParams().algorithm;
  }

  default IntParam maxIter() {
    return descentParams().maxIter;
  }

  default DoubleParam regParam() {
    return descentParams().regParam;
  }

  default BooleanParam fitIntercept() {
    return descentParams().fitIntercept;
  }

  default IntParam watchEvery() {
    return descentParams().watchEvery;
  }
}
