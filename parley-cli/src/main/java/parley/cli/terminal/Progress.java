package parley.cli.terminal;

import java.util.Locale;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.report.ProgressLine;

/**
 * How far a fit is, on standard error: on a terminal one line with the time that is left, written
 * anew after each round, elsewhere a line each fifth of its iterations; with {@code --verbose} a
 * line a round. Called by one thread.
 */
final class Progress implements FitListener {
  private static final int LINES = 5;

  private final Console console;
  private final boolean verbose;
  private final ProgressLine line = new ProgressLine();
  private int told;

  /**
   * Progress of one fit.
   *
   * @param verbose whether all rounds, the parameters and the reasons for them are shown
   */
  Progress(Console console, boolean verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  @Override
  public void prepared(FitReport soFar) {
    line.prepared(soFar);
    if (verbose) {
      console.say("Parameters");
      soFar.parameters().forEach(c -> console.say("  " + c.name() + ": " + c.value() + why(c)));
    } else if (console.canShow()) {
      console.show(line.text(true));
    } else {
      console.say(line.text(false));
    }
  }

  private static String why(FitReport.Choice choice) {
    return choice.why().isEmpty() ? "" : " (" + choice.why() + ")";
  }

  @Override
  public void roundDone(FitRound round, int iterations) {
    line.roundDone(round, iterations);
    int done = line.iterationsDone();
    if (verbose) {
      tell(round, iterations);
    } else if (console.canShow()) {
      console.show(line.text(true));
    } else if (round.iteration() >= 0 && done >= told + Math.max(1, iterations / LINES)) {
      told = done;
      console.say(line.text(false));
    }
  }

  @Override
  public void done(FitReport report) {
    line.done(report);
    if (!verbose) {
      console.say(line.text(false));
    }
  }

  private void tell(FitRound round, int iterations) {
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
            ProgressLine.bytes(round.bytesPerProvider())));
  }
}
