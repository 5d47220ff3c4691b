package parley.fl.classification;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import parley.fl.param.ParamGroup;

/**
 * A stage whose sigmoid can be one fixed polynomial. Unless one of these Params is set, Nesterov's
 * algorithm takes polynomials that are fitted to where the rows lie.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasSigmoid<S extends HasSigmoid<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  SigmoidParams sigmoidParams();

  /**
   * Degree of the polynomial, odd, best 5, 9 or 13; default {@value
   * parley.fl.family.logistic.LogisticDefaults#DEGREE}, with a plan the plan's. An even one, and
   * one whose polynomial diverges, are refused before any work.
   */
  default S setDegree(int value) {
    set(degree(), value);
    return self();
  }

  /**
   * Ends of the interval around 0 that the polynomial stands for the sigmoid on, in units of the
   * margin, at most 64; default -{@value parley.fl.family.logistic.LogisticDefaults#HALF_WIDTH} and
   * {@value parley.fl.family.logistic.LogisticDefaults#HALF_WIDTH}, with a plan the plan's. One
   * that is not around 0 is refused before any work.
   */
  default S setInterval(double[] value) {
    set(interval(), value);
    return self();
  }

  /**
   * {@code leastSquares} (default) or {@code chebyshev}. Another word is refused before any work.
   */
  default S setApproximation(String value) {
    set(approximation(), value);
    return self();
  }

  default IntParam degree() {
    return sigmoidParams().degree;
  }

  default DoubleArrayParam interval() {
    return sigmoidParams().interval;
  }

  default Param<String> approximation() {
    return sigmoidParams().approximation;
  }
}
