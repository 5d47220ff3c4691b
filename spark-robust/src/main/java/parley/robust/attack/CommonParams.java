package parley.robust.attack;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.robust.threat.Norm;

/** The Params that all attacks have, and their defaults. Immutable, so safe for several threads. */
public final class CommonParams {
  final Param<String> featuresCol;
  final Param<String> labelCol;
  final Param<String> adversarialCol;
  final Param<String> successCol;
  final Param<String> distanceCol;
  final Param<String> norm;
  final DoubleParam perturbationEpsilon;
  final DoubleArrayParam clipLo;
  final DoubleArrayParam clipHi;
  final IntArrayParam attackableFeatures;

  CommonParams(Params stage) {
    featuresCol = new Param<>(stage, "featuresCol", "column of feature vectors");
    labelCol = new Param<>(stage, "labelCol", "column of true labels, from 0");
    adversarialCol = new Param<>(stage, "adversarialCol", "column for attacked vectors");
    successCol = new Param<>(stage, "successCol", "column for whether the attack succeeds");
    distanceCol =
        new Param<>(stage, "distanceCol", "column for the distance moved, in the attack's norm");
    norm =
        new Param<>(
            stage,
            "norm",
            "how far a perturbation goes: linf, l2 or l1",
            ParamValidators.inArray(Norm.words()));
    perturbationEpsilon =
        new DoubleParam(
            stage,
            "perturbationEpsilon",
            "largest perturbation, in the norm and the features' units",
            ParamValidators.gt(0));
    clipLo =
        new DoubleArrayParam(
            stage, "clipLo", "lowest values of the features: one for all, or one for each");
    clipHi =
        new DoubleArrayParam(
            stage, "clipHi", "highest values of the features: one for all, or one for each");
    attackableFeatures =
        new IntArrayParam(
            stage,
            "attackableFeatures",
            "places of the features that can be attacked, from 0; all if it is not set");
  }

  void setDefaults(AttackStage<?> stage) {
    stage.setDefault(featuresCol, "features");
    stage.setDefault(labelCol, "label");
    stage.setDefault(adversarialCol, "adversarial");
    stage.setDefault(successCol, "success");
    stage.setDefault(distanceCol, "distance");
    stage.setDefault(norm, Norm.LINF.word());
    stage.setDefault(clipLo, new double[] {Double.NEGATIVE_INFINITY});
    stage.setDefault(clipHi, new double[] {Double.POSITIVE_INFINITY});
  }
}
