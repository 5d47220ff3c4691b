package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.robust.model.LinearView;
import parley.robust.threat.ThreatModel;

/** The worst case of a linear model, class by class. */
@DefaultSerializer(JavaSerializer.class)
record ExactPlan(LinearView view, ThreatModel threat) implements AttackPlan {

  @Override
  public Attacker start() {
    return new ExactAttacker(this);
  }
}
