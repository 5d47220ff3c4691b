package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.robust.model.DifferentiableView;
import parley.robust.threat.ThreatModel;

/**
 * Ascent of the loss by steps.
 *
 * @param step length of a step, in the norm
 * @param iterations steps of a restart, 1 or more
 * @param restarts 1 or more
 * @param randomStart whether restarts begin at a random place, else at the row
 * @param stopAtSuccess whether a row is done as soon as it is adversarial
 * @param byMargin whether the loss is the best other score less the label's, else the model's own
 * @param scaled with byMargin: whether the margin is over the first score less the third
 */
@DefaultSerializer(JavaSerializer.class)
record GradientPlan(
    DifferentiableView view,
    ThreatModel threat,
    double step,
    int iterations,
    int restarts,
    boolean randomStart,
    boolean stopAtSuccess,
    boolean byMargin,
    boolean scaled)
    implements AttackPlan {

  @Override
  public Attacker start() {
    return new GradientAttacker(this);
  }
}
