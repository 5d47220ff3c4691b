package parley.fl.protection.encrypted.train;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parley.error.ParleyException;
import parley.fl.protection.encrypted.kind.OpenedNumbers;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.runtime.session.RoundRecord;

/**
 * What a training opened, for its report: the steps of the plan that open something and were
 * answered, with who learns how many numbers as the plan has it. For one thread.
 */
final class Openings {
  private final Map<String, String> words;
  private final Map<String, Set<Integer>> answered = new LinkedHashMap<>();
  private final Set<String> described = new HashSet<>();

  /**
   * Nothing so far.
   *
   * @param words what each step that opens something tells, by its name
   */
  Openings(Map<String, String> words) {
    this.words = words;
  }

  /** Takes down a round that was answered. */
  void add(RoundRecord round) {
    if (round.opened() != Opens.NOTHING) {
      answered.computeIfAbsent(round.step(), step -> new HashSet<>()).add(round.round());
    }
  }

  /**
   * Adds the steps that are over, each once.
   *
   * @param phases of the plan that are over
   */
  void describe(FitReport.Builder report, PartyPlan plan, Set<String> phases) {
    for (PlanStep step : plan.steps()) {
      Set<Integer> rounds = answered.get(step.name());
      if (step instanceof OpeningStep opening
          && rounds != null
          && phases.contains(step.phase())
          && described.add(step.name())) {
        report.opened(
            words(step.name()),
            step.opens() == Opens.TO_ALL ? Audience.ALL : Audience.QUERIER,
            OpenedNumbers.of(opening, rounds.size()),
            step.name());
      }
    }
  }

  /**
   * What a step's numbers are, for people.
   *
   * @throws ParleyException for a step without words
   */
  String words(String step) {
    String found = words.get(step);
    if (found == null) {
      throw new ParleyException(
          "cannot report what " + step + " opened: expected one of " + words.keySet());
    }
    return found;
  }
}
