package parley.fl.statistic.glm;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import parley.fl.statistic.linear.solve.Symmetric;

/**
 * The expected information bent to how the score really changed over the last steps, by updates of
 * Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, Numerical Optimization, 6.1): with
 * links other than the canonical one it stands for the observed information, which would have to be
 * opened besides. For one thread at a time.
 */
public final class Secants {
  private static final int MOST = 8;

  private record Pair(double[] step, double[] change) {}

  private final Deque<Pair> pairs = new ArrayDeque<>();

  /** Notes a step and by how much it lowered the score. */
  public void add(double[] step, double[] change) {
    double along = dot(step, change);
    if (along > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change))) {
      pairs.addLast(new Pair(step, change));
    }
    if (pairs.size() > MOST) {
      pairs.removeFirst();
    }
  }

  /** The information, bent. */
  public Symmetric bend(Symmetric information) {
    int n = information.size();
    double[][] b = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i][j] = information.at(i, j).doubleValue();
      }
    }
    for (Iterator<Pair> all = pairs.iterator(); all.hasNext(); ) {
      update(b, all.next());
    }
    BigDecimal[][] entries = new BigDecimal[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        entries[i][j] = new BigDecimal(b[i][j]);
      }
    }
    return new Symmetric(entries);
  }

  private static void update(double[][] b, Pair pair) {
    int n = b.length;
    double[] moved = new double[n];
    for (int i = 0; i < n; i++) {
      moved[i] = dot(b[i], pair.step);
    }
    double expected = dot(moved, pair.step);
    double seen = dot(pair.change, pair.step);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i][j] += pair.change[i] * pair.change[j] / seen - moved[i] * moved[j] / expected;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
