package parley.cli;

import java.util.Locale;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;

/**
 * How far a fit is, on standard error: a line each tenth of its iterations with the time that is
 * left, or with {@code --verbose} a line a round. Called by one thread.
 */
final class Progress implements FitListener {
  private static final int LINES = 10;

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
    } else {
      console.say(String.format(Locale.ROOT, "ready to train after %.1f s", since(start)));
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
    } else if (round.iteration() >= 0) {
      if (firstIteration == 0) {
        firstIteration = System.nanoTime() - (long) (round.seconds() * 1e9);
      }
      // An iteration is over when the next one's first round is.
      done = Math.max(done, round.iteration());
      int step = Math.max(1, iterations / LINES);
      if (done >= told + step) {
        told = done;
        tell(iterations);
      }
    }
  }

  @Override
  public void done(FitReport report) {
    if (!verbose) {
      done = report.iterations();
      tell(report.iterations());
    }
  }

  private void tell(int iterations) {
    double left = done == 0 ? 0 : since(firstIteration) / done * (iterations - done);
    console.say(
        String.format(
            Locale.ROOT,
            "iteration %d of %d, %s a provider, %s",
            done,
            iterations,
            bytes(bytes),
            done == iterations
                ? String.format(Locale.ROOT, "%.0f s", since(start))
                : String.format(Locale.ROOT, "about %.0f s left", left)));
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
