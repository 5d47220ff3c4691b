package parley.fl.survival;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage that fits a Cox model.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasCox<S extends HasCox<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  CoxParams coxParams();

  /**
   * {@code encrypted} (default), or {@code plain}: the driver sees each provider's sums. Another
   * word is refused before any work.
   */
  default S setProtection(String value) {
    set(protection(), value);
    return self();
  }

  /**
   * Column that is 1 where a row ends with the event and 0 where it is censored, as in Spark's
   * {@code AFTSurvivalRegression}; default {@value CoxParams#CENSOR_COL}. One that is missing or
   * holds no numbers is refused before any work.
   */
  default S setCensorCol(String value) {
    set(censorCol(), value);
    return self();
  }

  /**
   * How events at one time of one provider are treated: {@code efron} (default) or {@code breslow}.
   * Another word is refused before any work.
   */
  default S setTies(String value) {
    set(ties(), value);
    return self();
  }

  /**
   * What has a baseline hazard of its own: {@code providers} (default), or {@code none}, which
   * brings all rows to one place and goes with the protection plain alone. Another word is refused
   * before any work.
   */
  default S setStrata(String value) {
    set(strata(), value);
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

  default Param<String> protection() {
    return coxParams().protection;
  }

  default Param<String> censorCol() {
    return coxParams().censorCol;
  }

  default Param<String> ties() {
    return coxParams().ties;
  }

  default Param<String> strata() {
    return coxParams().strata;
  }

  default IntParam maxIter() {
    return coxParams().maxIter;
  }

  default DoubleParam tol() {
    return coxParams().tol;
  }
}
