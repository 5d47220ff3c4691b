package parley.fl.regression;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage that fits a generalised linear model, with the names of Spark's Params.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasGlm<S extends HasGlm<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  GlmParams glmParams();

  /**
   * {@code gaussian} (default), {@code binomial}, {@code poisson}, {@code gamma}, {@code tweedie}
   * or {@code negativeBinomial}, which Spark has not; whatever the case. Another word is refused
   * before any work.
   */
  default S setFamily(String value) {
    set(family(), value);
    return self();
  }

  /**
   * {@code identity}, {@code log}, {@code logit}, {@code probit}, {@code cloglog}, {@code sqrt} or
   * {@code inverse}; default the family's: identity, logit, log, inverse, and log of {@code
   * negativeBinomial}. Tweedie's family needs one, or {@code linkPower}. One that does not go with
   * the family is refused before any work.
   */
  default S setLink(String value) {
    set(link(), value);
    return self();
  }

  /**
   * Of Tweedie's family, above 1 and not 2; default {@value GlmParams#VARIANCE_POWER}. As Spark's
   * it is not read with another family.
   */
  default S setVariancePower(double value) {
    set(variancePower(), value);
    return self();
  }

  /**
   * Tweedie's link as a power of the mean: 1 (identity), 0 (log), 0.5 (sqrt) or -1 (inverse).
   * Others are refused before any work. As Spark's it is not read with another family.
   */
  default S setLinkPower(double value) {
    set(linkPower(), value);
    return self();
  }

  /**
   * Of {@code negativeBinomial}, whose variance is mean + alpha mean^2; default {@value
   * GlmParams#ALPHA}. Not read with another family.
   */
  default S setAlpha(double value) {
    set(alpha(), value);
    return self();
  }

  /** There is no penalty: what is not 0, the default, is refused before any work. */
  default S setRegParam(double value) {
    set(regParam(), value);
    return self();
  }

  /**
   * Most rounds, halved steps counted, from 1 to 4000; default {@value
   * parley.fl.statistic.glm.GlmStatistic#DEFAULT_MAX_ITER}. A fit that needs more fails.
   */
  default S setMaxIter(int value) {
    set(maxIter(), value);
    return self();
  }

  /**
   * A step ends the rounds when each coefficient moves by less than this times its standard error,
   * between 0 and 1; default {@value parley.fl.statistic.glm.GlmStatistic#DEFAULT_TOL}.
   */
  default S setTol(double value) {
    set(tol(), value);
    return self();
  }

  default Param<String> family() {
    return glmParams().family;
  }

  default Param<String> link() {
    return glmParams().link;
  }

  default DoubleParam variancePower() {
    return glmParams().variancePower;
  }

  default DoubleParam linkPower() {
    return glmParams().linkPower;
  }

  default DoubleParam alpha() {
    return glmParams().alpha;
  }

  default DoubleParam regParam() {
    return glmParams().regParam;
  }

  default IntParam maxIter() {
    return glmParams().maxIter;
  }

  default DoubleParam tol() {
    return glmParams().tol;
  }
}
