package parley.robust.attack;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import parley.robust.threat.ThreatParams;

/** The Params that all attacks have, and their defaults. Immutable, so safe for several threads. */
public final class CommonParams {
  final Param<String> featuresCol;
  final Param<String> labelCol;
  final Param<String> adversarialCol;
  final Param<String> successCol;
  final Param<String> distanceCol;
  final ThreatParams threatParams;

  CommonParams(Params stage) {
    featuresCol = new Param<>(stage, "featuresCol", "column of feature vectors");
    labelCol = new Param<>(stage, "labelCol", "column of true labels, from 0");
    adversarialCol = new Param<>(stage, "adversarialCol", "column for attacked vectors");
    successCol = new Param<>(stage, "successCol", "column for whether the attack succeeds");
    distanceCol =
        new Param<>(stage, "distanceCol", "column for the distance moved, in the attack's norm");
    threatParams = new ThreatParams(stage);
  }

  void setDefaults(AttackStage<?> stage) {
    stage.setDefault(featuresCol, "features");
    stage.setDefault(labelCol, "label");
    stage.setDefault(adversarialCol, "adversarial");
    stage.setDefault(successCol, "success");
    stage.setDefault(distanceCol, "distance");
    threatParams.setDefaults(stage);
  }
}
