package parley.fl.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/**
 * A stage whose training is protected, and told by which parameters and what comes out of it.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasProtection<S extends HasProtection<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  ProtectionParams protectionParams();

  /**
   * {@code encrypted} (default), or {@code plain}: the same algorithm in clear. Another word is
   * refused before any work.
   */
  default S setProtection(String value) {
    set(protection(), value);
    return self();
  }

  /**
   * Path of a plan to follow, made by {@code parley plan --out}, empty for none; by default
   * parameters are chosen at the fit. Iterations, degree and interval are the plan's unless set. A
   * file that holds no plan is refused before any work, a training that the plan is not for at the
   * fit.
   */
  default S setPlan(String value) {
    set(plan(), value);
    return self();
  }

  /**
   * How rows lie in ciphertexts: {@code auto} (default, the cheapest one), {@code diagonal} (a slot
   * a row), {@code row} (whole rows, for wide data) or {@code coefficient} (rows and weights as
   * coefficients, with two refreshes more an iteration). Another word is refused before any work.
   */
  default S setPacking(String value) {
    set(packing(), value);
    return self();
  }

  /**
   * log2 of the ring dimension, 13 to 16; by default the cheapest secure one. Others are refused,
   * here or at the fit.
   */
  default S setLogRingDimension(int value) {
    set(logRingDimension(), value);
    return self();
  }

  /**
   * Whether the querier gets the weights; default {@value parley.fl.Defaults#REVEAL_WEIGHTS}: a
   * sealed model.
   */
  default S setRevealWeights(boolean value) {
    set(revealWeights(), value);
    return self();
  }

  /**
   * Rows that one opening of a sealed model's predictions carries at most, and counts, above 0; by
   * default as many as there is room. Others are refused here.
   */
  default S setRowsPerOpening(int value) {
    set(rowsPerOpening(), value);
    return self();
  }

  default Param<String> protection() {
    return protectionParams().protection;
  }

  default Param<String> plan() {
    return protectionParams().plan;
  }

  default Param<String> packing() {
    return protectionParams().packing;
  }

  default IntParam logRingDimension() {
    return protectionParams().logRingDimension;
  }

  default BooleanParam revealWeights() {
    return protectionParams().revealWeights;
  }

  default IntParam rowsPerOpening() {
    return protectionParams().rowsPerOpening;
  }
}
