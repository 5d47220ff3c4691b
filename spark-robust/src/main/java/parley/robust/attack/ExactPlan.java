package parley.robust.attack;

import parley.robust.model.LinearView;
import parley.robust.threat.ThreatModel;

/** The worst case of a linear model, class by class. */
record ExactPlan(LinearView view, ThreatModel threat) implements AttackPlan {

  @Override
  public Attacker start() {
    return new ExactAttacker(this);
  }
}
