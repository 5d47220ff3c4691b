package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.robust.model.ModelView;
import parley.robust.model.Scorer;
import parley.robust.threat.ThreatModel;

/** The same perturbation for every row, cut off at the features' bounds. */
@DefaultSerializer(JavaSerializer.class)
record UniversalPlan(ModelView view, ThreatModel threat, double[] perturbation)
    implements AttackPlan {

  @Override
  public Attacker start() {
    Scorer scorer = view.scorer();
    int[][] predictions = {new int[0]};
    return block -> {
      int count = block.input.count;
      if (predictions[0].length < count) {
        predictions[0] = new int[block.input.capacity()];
      }
      shift(block.input.rows, count, block.adversarial);
      scorer.labels(block.adversarial, count, predictions[0]);
      for (int i = 0; i < count; i++) {
        block.success[i] = block.succeeds(i, predictions[0][i]);
      }
    };
  }

  /** Adds the perturbation to rows. */
  void shift(double[] rows, int count, double[] shifted) {
    int features = perturbation.length;
    for (int i = 0, at = 0; i < count; i++) {
      for (int j = 0; j < features; j++, at++) {
        double moved = rows[at] + perturbation[j];
        shifted[at] = Math.max(threat.clipLo(j), Math.min(threat.clipHi(j), moved));
      }
    }
  }
}
