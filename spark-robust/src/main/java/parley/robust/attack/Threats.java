package parley.robust.attack;

import parley.robust.threat.Norm;
import parley.robust.threat.ThreatModel;

/** From a stage's Params to what they allow. */
final class Threats {
  private Threats() {}

  static ThreatModel of(AttackStage<?> stage, int features) {
    if (!stage.isDefined(stage.perturbationEpsilon())) {
      throw new IllegalArgumentException(
          "cannot attack: "
              + stage.uid()
              + " has no perturbationEpsilon, expected one by setPerturbationEpsilon");
    }
    ThreatModel threat =
        ThreatModel.of(
                Norm.of(stage.getOrDefault(stage.norm())),
                (Double) stage.getOrDefault(stage.perturbationEpsilon()),
                features)
            .withClip(stage.getOrDefault(stage.clipLo()), stage.getOrDefault(stage.clipHi()));
    return stage.isDefined(stage.attackableFeatures())
        ? threat.withAttackable(stage.getOrDefault(stage.attackableFeatures()))
        : threat;
  }
}
