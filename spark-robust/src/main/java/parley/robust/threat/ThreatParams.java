package parley.robust.threat;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The Params of a threat model. Immutable, so safe for use by several threads. */
public final class ThreatParams {
  final Param<String> norm;
  final DoubleParam perturbationEpsilon;
  final DoubleArrayParam clipLo;
  final DoubleArrayParam clipHi;
  final IntArrayParam attackableFeatures;

  /** The Params of a stage. */
  public ThreatParams(Params stage) {
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

  /** Sets the stage's defaults: L-inf, and no bounds. */
  public void setDefaults(HasThreat<?> stage) {
    stage.setDefault(norm, Norm.LINF.word());
    stage.setDefault(clipLo, new double[] {Double.NEGATIVE_INFINITY});
    stage.setDefault(clipHi, new double[] {Double.POSITIVE_INFINITY});
  }

  ThreatModel threat(Params stage, int features) {
    if (!stage.isDefined(perturbationEpsilon)) {
      throw new IllegalArgumentException(
          "cannot bound the perturbation: "
              + stage.uid()
              + " has no perturbationEpsilon, expected one by setPerturbationEpsilon");
    }
    ThreatModel threat =
        ThreatModel.of(
                Norm.of(stage.getOrDefault(norm)),
                (Double) stage.getOrDefault(perturbationEpsilon),
                features)
            .withClip(stage.getOrDefault(clipLo), stage.getOrDefault(clipHi));
    return stage.isDefined(attackableFeatures)
        ? threat.withAttackable(stage.getOrDefault(attackableFeatures))
        : threat;
  }
}
