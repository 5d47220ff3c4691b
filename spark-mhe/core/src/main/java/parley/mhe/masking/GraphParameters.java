package parley.mhe.masking;

/**
 * How many neighbours each provider has, and how many of their shares give its secret: so that with
 * probability 1 - 2^-40 the honest ones that stay hang together and nobody has t colluding
 * neighbours, and with 1 - 2^-20 nobody keeps fewer than t. Bell et al.,
 * https://eprint.iacr.org/2020/704, theorem 3.10. Immutable, thread-safe.
 *
 * @param degree k, even; or count - 1, all with all
 * @param threshold t, the least that is safe
 * @param mostThreshold the largest that still survives the drop-outs
 */
public record GraphParameters(int degree, int threshold, int mostThreshold) {
  /** Below so many providers all mask with all. */
  public static final int LEAST_PROVIDERS = 50;

  private static final double LOG2 = Math.log(2);
  private static final int SECURITY_BITS = 40;
  private static final int FAILURE_BITS = 20;
  private static final double TINY = 1e-14;

  /**
   * The least degree.
   *
   * @param count of providers
   * @param colluding share of them that collude with the server, below 1/2
   * @param dropping share of them that may drop out
   * @throws IllegalArgumentException when no ring does, or half of them collude
   */
  public static GraphParameters of(int count, double colluding, double dropping) {
    if (!(colluding >= 0 && colluding < 0.5)) {
      throw new IllegalArgumentException(
          "cannot choose neighbours: a random graph stands fewer than half of the providers,"
              + " expected a share of colluders from 0 to below 0.5, got "
              + colluding
              + "; take all with all");
    }
    if (!(dropping >= 0 && dropping < 1)) {
      throw new IllegalArgumentException(
          "cannot choose neighbours: expected a share of drop-outs from 0 to below 1, got "
              + dropping);
    }
    int bad = (int) ((colluding + TINY) * count);
    int lost = (int) ((dropping + TINY) * count);
    int live = (int) Math.ceil((1 - dropping - TINY) * count);
    LogFactorials logs = new LogFactorials(count);
    double safe = -(SECURITY_BITS + 1) * LOG2;
    for (int k = 2; k < count - 1; k += 2) {
      if (logs.disconnected(count, k, bad + lost) >= safe) {
        continue;
      }
      int most = 0;
      while (logs.above(count, bad, k, most) > Math.scalb(1.0, -SECURITY_BITS - 1) / count) {
        most++;
      }
      int kept = k;
      while (kept > 0
          && logs.below(count, live, k, kept) > Math.scalb(1.0, -FAILURE_BITS) / count) {
        kept--;
      }
      if (most + 1 <= kept) {
        return new GraphParameters(k, Math.max(most + 1, 2), kept);
      }
    }
    throw new IllegalArgumentException(
        "cannot choose neighbours: no ring of "
            + count
            + " providers does, expected more of them or fewer colluders and drop-outs; take all"
            + " with all");
  }

  /** Logarithms of factorials, and tails of the hypergeometric distribution from them. */
  private static final class LogFactorials {
    private final double[] logs;

    LogFactorials(int most) {
      logs = new double[most + 2];
      for (int i = 2; i < logs.length; i++) {
        logs[i] = logs[i - 1] + Math.log(i);
      }
    }

    private double choose(int n, int k) {
      return logs[n] - logs[k] - logs[n - k];
    }

    /** log of a bound on the probability that those who stay fall apart. */
    double disconnected(int n, int k, int bad) {
      return k > bad
          ? Double.NEGATIVE_INFINITY
          : Math.log(n)
              + Math.log(n - k - 1)
              - LOG2
              + logs[bad]
              + logs[n - k]
              - logs[n]
              - logs[bad - k];
    }

    private double exactly(int n, int marked, int drawn, int x) {
      return x < 0 || x > marked || drawn - x > n - marked || x > drawn
          ? 0
          : Math.exp(choose(marked, x) + choose(n - marked, drawn - x) - choose(n, drawn));
    }

    /** Probability of more than x marked among those drawn. */
    double above(int n, int marked, int drawn, int x) {
      double sum = 0;
      for (int i = drawn; i > x; i--) {
        sum += exactly(n, marked, drawn, i);
      }
      return sum;
    }

    /** Probability of fewer than x marked among those drawn. */
    double below(int n, int marked, int drawn, int x) {
      double sum = 0;
      for (int i = 0; i < x; i++) {
        sum += exactly(n, marked, drawn, i);
      }
      return sum;
    }
  }
}
