package parley.fl.param;

import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/**
 * A stage that brings features to one scale before it learns.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasStandardization<S extends HasStandardization<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  StandardizationParams standardizationParams();

  /**
   * {@code collective} (default; opens the sums for means and deviations), {@code ranges} (opens
   * nothing, needs ranges and a row bound) or {@code none}. Another word is refused before any
   * work.
   */
  default S setStandardization(String value) {
    set(standardization(), value);
    return self();
  }

  /**
   * For ranges: {lowest, highest} of each feature, in the features' own units; no default. Ranges
   * asked for without them are refused before any work.
   */
  default S setFeatureRanges(double[][] value) {
    set(featureRanges(), value);
    return self();
  }

  /**
   * For ranges: agreed bound on the number of all rows, above 0; no default. Ranges asked for
   * without it are refused before any work.
   */
  default S setRowBound(long value) {
    set(rowBound(), value);
    return self();
  }

  /**
   * Largest absolute value of a standardised feature, in standard deviations, above 0, infinite for
   * none; default {@value parley.fl.Defaults#FEATURE_CLIP}. Others are refused here.
   */
  default S setFeatureClip(double value) {
    set(featureClip(), value);
    return self();
  }

  default Param<String> standardization() {
    return standardizationParams().standardization;
  }

  default DoubleArrayArrayParam featureRanges() {
    return standardizationParams().featureRanges;
  }

  default LongParam rowBound() {
    return standardizationParams().rowBound;
  }

  default DoubleParam featureClip() {
    return standardizationParams().featureClip;
  }
}
