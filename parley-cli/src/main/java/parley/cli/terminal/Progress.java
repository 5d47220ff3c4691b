package parley.cli.terminal;

import java.util.Locale;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;

/**
 * How far a fit is, on standard error: on a terminal one line with the time that is left, written
 * anew after each round, elsewhere a line each fifth of its iterations; with {@code --verbose} a
 * line a round. Called by one thread.
 */
final class Progress implements FitListener {
  private static final int LINES = 5;
  private static final int BAR = 10;

  private final Console console;
  private final boolean verbose;
  private final long start = System.nanoTime();
  private long firstIteration;
  private int done;
  private int told;
  private long bytes;

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
    if (verbose) {
      console.say("Parameters");
      soFar.parameters().forEach(c -> console.say("  " + c.name() + ": " + c.value() + why(c)));
      return;
    }
    String ready = String.format(Locale.ROOT, "ready to train after %.1f s", since(start));
    if (console.canShow()) {
      console.show(ready);
    } else {
      console.say(ready);
    }
  }

  private static String why(FitReport.Choice choice) {
    return choice.why().isEmpty() ? "" : " (" + choice.why() + ")";
  }

  @Override
  public void roundDone(FitRound round, int iterations) {
    bytes += round.bytesPerProvider();
    if (verbose) {
      tell(round, iterations);
      return;
    }
    if (round.iteration() < 0) {
      console.show(
          String.format(
              Locale.ROOT, "%s, %.0f s", done == 0 ? "preparing" : "ending", since(start)));
      return;
    }
    if (firstIteration == 0) {
      firstIteration = System.nanoTime() - (long) (round.seconds() * 1e9);
    }
    // An iteration is over when the next one's first round is.
    done = Math.max(done, round.iteration());
    if (console.canShow()) {
      console.show(line(iterations));
    } else if (done >= told + Math.max(1, iterations / LINES)) {
      told = done;
      console.say(line(iterations));
    }
  }

  @Override
  public void done(FitReport report) {
    if (!verbose) {
      done = report.iterations();
      console.say(line(report.iterations()));
    }
  }

  private String line(int iterations) {
    String where = String.format(Locale.ROOT, "iteration %d of %d", done, iterations);
    String sent = bytes(bytes) + " a provider";
    if (done == iterations) {
      return String.format(Locale.ROOT, "%s, %s, %.0f s", where, sent, since(start));
    }
    // By the iterations so far, the last ones as much as the first.
    String left =
        done == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", about %.0f s left",
                since(firstIteration) / done * (iterations - done));
    return where + (console.canShow() ? " " + bar(iterations) + " " : ", ") + sent + left;
  }

  private String bar(int iterations) {
    int full = (int) ((long) BAR * done / iterations);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
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
            bytes(round.bytesPerProvider())));
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static String bytes(long count) {
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}
