package parley.cli;

import java.util.Locale;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;

/** A line a round on standard error. Called by one thread. */
final class Progress implements FitListener {
  private final Console console;
  private final boolean explain;

  /**
   * Progress of one fit.
   *
   * @param explain whether the parameters and the reasons for them are shown as well
   */
  Progress(Console console, boolean explain) {
    this.console = console;
    this.explain = explain;
  }

  @Override
  public void prepared(FitReport soFar) {
    if (explain) {
      console.say("Parameters");
      soFar.parameters().forEach(c -> console.say("  " + c.name() + ": " + c.value() + why(c)));
    }
  }

  private static String why(FitReport.Choice choice) {
    return choice.why().isEmpty() ? "" : " (" + choice.why() + ")";
  }

  @Override
  public void roundDone(FitRound round, int iterations) {
    String place =
        round.iteration() < 0
            ? ""
            : String.format(Locale.ROOT, "%d of %d ", round.iteration() + 1, iterations);
    String limbs =
        round.limbsAfter() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", limbs %d to %d", round.limbsBefore(), round.limbsAfter());
    console.say(
        String.format(
            Locale.ROOT,
            "%-28s %7.2f s%s, %s a provider",
            place + round.name(),
            round.seconds(),
            limbs,
            bytes(round.bytesPerProvider())));
  }

  private static String bytes(long count) {
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}
