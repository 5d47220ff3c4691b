package parley.mhe.party.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.ledger.LedgerRecords;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;

/**
 * What a provider's ledger says was asked of it so far. Immutable, thread-safe.
 *
 * @param providers all providers of the session: without the share of each its models are useless
 * @param rounds rounds that were answered
 * @param openingsUsed decryptions and key switches that were answered
 * @param openingsLeft how many more the plan allows
 * @param lastAnswer when the newest answer was entered, by the clock of the provider's machine
 * @param heads the head after each answer, from that of the empty ledger on
 */
public record StoreUsage(
    List<String> providers,
    long rounds,
    long openingsUsed,
    long openingsLeft,
    Optional<Instant> lastAnswer,
    List<LedgerHead> heads) {

  static StoreUsage of(PartyPlan plan, List<byte[]> records) {
    Ledger ledger = new Ledger(plan);
    List<LedgerHead> heads = new ArrayList<>(List.of(ledger.head()));
    for (byte[] record : records) {
      LedgerRecords.replay(ledger, record);
      if (!ledger.head().equals(heads.get(heads.size() - 1))) {
        heads.add(ledger.head());
      }
    }
    long used = 0;
    for (PlanStep step : plan.steps()) {
      used += ledger.openings(step.name());
    }
    Optional<Instant> last =
        ledger.lastAnswerMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(ledger.lastAnswerMillis()));
    return new StoreUsage(
        plan.providers(), ledger.rounds(), used, plan.openings() - used, last, List.copyOf(heads));
  }

  /** How far the ledger goes. */
  public LedgerHead head() {
    return heads.get(heads.size() - 1);
  }

  /** Whether the ledger is the one of an earlier head, or has grown out of it. */
  public boolean continues(LedgerHead earlier) {
    return heads.contains(earlier);
  }
}
