package parley.fl.protection.encrypted.kind;

import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;

/** How many numbers a step of a training's plan opens. Stateless. */
public final class OpenedNumbers {
  private OpenedNumbers() {}

  /**
   * The numbers.
   *
   * @param rounds that were asked; what goes to the querier counts its rows alone
   */
  public static long of(OpeningStep step, int rounds) {
    return step.opens() == Opens.TO_ALL
        ? (long) step.values() * step.objects() * rounds
        : step.rows();
  }
}
