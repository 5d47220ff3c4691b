package parley.robust.attack;

import org.apache.spark.ml.param.Param;
import parley.robust.model.ModelStage;
import parley.robust.threat.HasThreat;
import parley.robust.threat.ThreatParams;

/**
 * What all attacks can be told. Stages are not safe for use by several threads while Params are
 * being set.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface AttackStage<S extends AttackStage<S>> extends HasThreat<S>, ModelStage<S> {

  /** Where this stage keeps its common Params. */
  CommonParams commonParams();

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

  @Override
  default ThreatParams threatParams() {
    return commonParams().threatParams;
  }
}
