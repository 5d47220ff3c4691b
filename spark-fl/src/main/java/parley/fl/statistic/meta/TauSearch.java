package parley.fl.statistic.meta;

import java.util.ArrayList;
import java.util.List;

/**
 * The root of a function of tau2 that costs a round at each point: by the line, then by the
 * parabola through the last points, of tau2 as a function of the value (Brent, Algorithms for
 * Minimization without Derivatives, chapter 4). For one thread at a time.
 */
final class TauSearch {
  private static final double TOLERANCE = 1e-9;

  private final List<double[]> points = new ArrayList<>();
  private double next;
  private boolean done;

  /** Starts at a point. */
  TauSearch(double start) {
    next = start;
  }

  /** The next point; after the end, the root. */
  double next() {
    return next;
  }

  boolean done() {
    return done;
  }

  /** A point whose value is known without a round. */
  void know(double tau2, double value) {
    points.add(new double[] {tau2, value});
  }

  /**
   * Takes the value at {@link #next}, which is above 0 below the root.
   *
   * @param guess of the root, where there is only this point
   */
  void found(double value, double guess) {
    double at = next;
    if (at == 0 && value <= 0) {
      done = true;
      return;
    }
    points.add(new double[] {at, value});
    double root = points.size() == 1 ? guess : interpolated();
    next = Math.max(0, Double.isFinite(root) ? root : at);
    done = Math.abs(next - at) <= TOLERANCE * next;
  }

  private double interpolated() {
    int n = points.size();
    double[] a = points.get(n - 1);
    double[] b = points.get(n - 2);
    double line = a[0] - a[1] * (a[0] - b[0]) / (a[1] - b[1]);
    if (n < 3) {
      return line;
    }
    double[] c = points.get(n - 3);
    double parabola =
        a[0] * b[1] * c[1] / ((a[1] - b[1]) * (a[1] - c[1]))
            + b[0] * a[1] * c[1] / ((b[1] - a[1]) * (b[1] - c[1]))
            + c[0] * a[1] * b[1] / ((c[1] - a[1]) * (c[1] - b[1]));
    boolean near = Math.abs(parabola - line) <= Math.abs(line - a[0]) + Math.abs(a[0] - b[0]);
    return Double.isFinite(parabola) && near ? parabola : line;
  }
}
