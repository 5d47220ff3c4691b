package parley.robust.threat;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * A stage that is told a threat model by Params. Not safe for use by several threads while they are
 * being set.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasThreat<S extends HasThreat<S>> extends Params {

  /** This stage. */
  S self();

  /** Where this stage keeps the Params of its threat model. */
  ThreatParams threatParams();

  /**
   * The threat model that the Params say, for rows of a length.
   *
   * @throws IllegalArgumentException if they do not fit together or the rows
   */
  default ThreatModel threat(int features) {
    return threatParams().threat(this, features);
  }

  /** {@code linf} (default), {@code l2} or {@code l1}. */
  default S setNorm(String value) {
    set(norm(), value);
    return self();
  }

  /** Largest perturbation, in the norm and the features' units; must be set. */
  default S setPerturbationEpsilon(double value) {
    set(perturbationEpsilon(), value);
    return self();
  }

  /** The same bounds for every feature; by default there are none. */
  default S setClip(double lo, double hi) {
    set(clipLo(), new double[] {lo});
    set(clipHi(), new double[] {hi});
    return self();
  }

  /** Bounds for each feature; by default there are none. */
  default S setClip(Vector lo, Vector hi) {
    set(clipLo(), lo.toArray());
    set(clipHi(), hi.toArray());
    return self();
  }

  /** Places of the features that can be attacked, from 0; by default all can. */
  default S setAttackableFeatures(int... value) {
    set(attackableFeatures(), value);
    return self();
  }

  default Param<String> norm() {
    return threatParams().norm;
  }

  default DoubleParam perturbationEpsilon() {
    return threatParams().perturbationEpsilon;
  }

  default DoubleArrayParam clipLo() {
    return threatParams().clipLo;
  }

  default DoubleArrayParam clipHi() {
    return threatParams().clipHi;
  }

  default IntArrayParam attackableFeatures() {
    return threatParams().attackableFeatures;
  }
}
