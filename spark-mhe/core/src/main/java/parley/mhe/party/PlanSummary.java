package parley.mhe.party;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;

/** A plan in one line, for whoever has to approve it. Stateless. */
final class PlanSummary {
  private PlanSummary() {}

  static String of(PartyPlan plan) {
    List<String> opened = new ArrayList<>();
    for (PlanStep step : plan.steps()) {
      if (!(step instanceof OpeningStep opening)) {
        continue;
      }
      if (opening.protocol() == ProtocolKind.DECRYPTION) {
        opened.add(
            step.name() + " (" + step.openings() + " x " + opening.values() + " sums to all)");
      } else {
        opened.add(
            step.name()
                + " (at most "
                + step.openings()
                + " x "
                + step.rowsPerOpening(plan)
                + " rows to the querier)");
      }
    }
    return plan.algorithm()
        + " of "
        + plan.providers().size()
        + " providers "
        + plan.providers()
        + " with "
        + plan.arguments()
        + " that opens "
        + (opened.isEmpty() ? "nothing" : String.join(", ", opened));
  }
}
