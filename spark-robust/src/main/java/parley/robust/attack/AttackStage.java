package parley.robust.attack;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What all attacks can be told. Stages are not safe for use by several threads while Params are
 * being set.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface AttackStage<S extends AttackStage<S>> extends Params {

  /** This stage. */
  S self();

  /** Where this stage keeps its common Params. */
  CommonParams commonParams();

  /** The classifier under attack; not a Param, but saved with the stage. */
  S setModel(Model<?> value);

  /**
   * The classifier under attack.
   *
   * @throws IllegalStateException if none was set
   */
  Model<?> model();

  /** Column of feature vectors; default {@code features}. */
  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /** Column of true labels, 0 to the number of classes less one; default {@code label}. */
  default S setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  /** Column for attacked vectors; default {@code adversarial}. */
  default S setAdversarialCol(String value) {
    set(adversarialCol(), value);
    return self();
  }

  /** Column for whether the attack succeeds; default {@code success}. */
  default S setSuccessCol(String value) {
    set(successCol(), value);
    return self();
  }

  /** Column for the distance moved, in the attack's norm; default {@code distance}. */
  default S setDistanceCol(String value) {
    set(distanceCol(), value);
    return self();
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

  default Param<String> featuresCol() {
    return commonParams().featuresCol;
  }

  default Param<String> labelCol() {
    return commonParams().labelCol;
  }

  default Param<String> adversarialCol() {
    return commonParams().adversarialCol;
  }

  default Param<String> successCol() {
    return commonParams().successCol;
  }

  default Param<String> distanceCol() {
    return commonParams().distanceCol;
  }

  default Param<String> norm() {
    return commonParams().norm;
  }

  default DoubleParam perturbationEpsilon() {
    return commonParams().perturbationEpsilon;
  }

  default DoubleArrayParam clipLo() {
    return commonParams().clipLo;
  }

  default DoubleArrayParam clipHi() {
    return commonParams().clipHi;
  }

  default IntArrayParam attackableFeatures() {
    return commonParams().attackableFeatures;
  }
}
