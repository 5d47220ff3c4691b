package parley.fl.report;

import java.util.Locale;

/**
 * How far a fit is, in one line with the time that is left. The fit's thread tells it, any may ask
 * for the line.
 */
public final class ProgressLine implements FitListener {
  private static final int BAR = 10;

  private final long start = System.nanoTime();
  private String outside = "";
  private long firstIteration;
  private int done;
  private int iterations;
  private long bytes;

  @Override
  public synchronized void prepared(FitReport soFar) {
    outside = String.format(Locale.ROOT, "ready to train after %.1f s", since(start));
  }

  @Override
  public synchronized void roundDone(FitRound round, int all) {
    bytes += round.bytesPerProvider();
    iterations = all;
    if (round.iteration() < 0) {
      outside =
          String.format(
              Locale.ROOT, "%s, %.0f s", done == 0 ? "preparing" : "ending", since(start));
      return;
    }
    outside = "";
    if (firstIteration == 0) {
      firstIteration = System.nanoTime() - (long) (round.seconds() * 1e9);
    }
    // An iteration is over when the next one's first round is.
    done = Math.max(done, round.iteration());
  }

  @Override
  public synchronized void done(FitReport report) {
    outside = "";
    done = report.iterations();
    iterations = done;
  }

  /** Iterations that are over. */
  public synchronized int iterationsDone() {
    return done;
  }

  /**
   * The line as of now; empty before the first round.
   *
   * @param bar whether there is room for one
   */
  public synchronized String text(boolean bar) {
    if (iterations == 0 || !outside.isEmpty()) {
      return outside;
    }
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
    return where + (bar ? " " + bar() + " " : ", ") + sent + left;
  }

  private String bar() {
    int full = (int) ((long) BAR * done / iterations);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** So many bytes in words, as in "1.5 MB". */
  public static String bytes(long count) {
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}
