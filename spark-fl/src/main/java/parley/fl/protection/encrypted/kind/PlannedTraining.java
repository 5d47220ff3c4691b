package parley.fl.protection.encrypted.kind;

import java.util.Map;
import parley.fl.plan.PlannedStep;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;

/**
 * A training that nobody has begun: what a kind would choose for so many rows, and what the rounds
 * of its plan would take. Immutable.
 */
public interface PlannedTraining {
  /** Parameters and layout, with reasons. */
  Choice choice();

  /** The plan that providers would accept, in a ring of the chosen parameters. */
  PartyPlan plan(CkksContext context);

  /** How often one of the plan's steps is asked, and what a provider sends each time. */
  PlannedStep planned(PlanStep step);

  /** What the steps that open something tell, see {@link EncryptedTraining#openings}. */
  Map<String, String> openings();

  /** Seconds of an iteration on one core with all providers in one process, without messages. */
  double iterationSeconds();
}
