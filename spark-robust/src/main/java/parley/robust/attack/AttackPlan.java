package parley.robust.attack;

import java.io.Serializable;
import parley.robust.model.ModelView;
import parley.robust.threat.ThreatModel;

/** What is sent to the tasks of an attack. Immutable, so safe for use by several threads. */
interface AttackPlan extends Serializable {

  ModelView view();

  ThreatModel threat();

  /** What one task attacks its rows with. */
  Attacker start();

  /** Works on one block after the other. For one thread. */
  interface Attacker {

    /**
     * Fills adversarial and success of the block's rows; what one gets does not depend on others.
     */
    void attack(AttackBlock block);
  }
}
