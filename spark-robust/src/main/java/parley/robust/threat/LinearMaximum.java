package parley.robust.threat;

import java.util.Arrays;

/**
 * The largest value of a linear function over what a threat model allows, exactly. For one thread;
 * nothing is allocated after construction.
 */
public final class LinearMaximum {
  private final Norm norm;
  private final double epsilon;
  private final int features;
  private final boolean[] taken;

  public LinearMaximum(ThreatModel threat) {
    norm = threat.norm();
    epsilon = threat.perturbationEpsilon();
    features = threat.numFeatures();
    taken = new boolean[features];
  }

  /**
   * Finds the feasible point that maximises w x.
   *
   * @param weights w
   * @param origin the row
   * @param lower of its box, as {@link FeasibleSet#boxes} gives it
   * @param upper of its box
   * @param point receives the maximum's place
   * @return w x there
   */
  public double find(
      double[] weights, double[] origin, double[] lower, double[] upper, double[] point) {
    System.arraycopy(origin, 0, point, 0, features);
    switch (norm) {
      case LINF -> corner(weights, lower, upper, point);
      case L2 -> along(weights, origin, lower, upper, point);
      case L1 -> byLargest(weights, origin, lower, upper, point);
    }
    double value = 0;
    for (int j = 0; j < features; j++) {
      value += weights[j] * point[j];
    }
    return value;
  }

  private void corner(double[] weights, double[] lower, double[] upper, double[] point) {
    for (int j = 0; j < features; j++) {
      if (weights[j] != 0) {
        point[j] = weights[j] > 0 ? upper[j] : lower[j];
      }
    }
  }

  /** Every unit of change gains |w|, so the largest come first. */
  private void byLargest(
      double[] weights, double[] origin, double[] lower, double[] upper, double[] point) {
    Arrays.fill(taken, false);
    double left = epsilon;
    while (left > 0) {
      int best = -1;
      for (int j = 0; j < features; j++) {
        if (!taken[j]
            && weights[j] != 0
            && upper[j] > lower[j]
            && (best < 0 || Math.abs(weights[j]) > Math.abs(weights[best]))) {
          best = j;
        }
      }
      if (best < 0) {
        return;
      }
      taken[best] = true;
      double change = Math.min(left, room(weights, origin, lower, upper, best));
      point[best] += Math.copySign(change, weights[best]);
      left -= change;
    }
  }

  /**
   * The optimum moves features in proportion to their weights, but for those held at the edge of
   * their box; the factor follows from what these leave of the radius. Holding a feature leaves
   * more for the others and raises the factor, so one that is held stays held.
   */
  private void along(
      double[] weights, double[] origin, double[] lower, double[] upper, double[] point) {
    Arrays.fill(taken, false);
    double factor;
    boolean more;
    do {
      double free = 0;
      double left = epsilon * epsilon;
      for (int j = 0; j < features; j++) {
        double room = room(weights, origin, lower, upper, j);
        if (taken[j]) {
          left -= room * room;
        } else {
          free += weights[j] * weights[j];
        }
      }
      factor = free > 0 ? Math.sqrt(Math.max(left, 0) / free) : 0;
      more = false;
      for (int j = 0; j < features; j++) {
        if (!taken[j] && factor * Math.abs(weights[j]) > room(weights, origin, lower, upper, j)) {
          taken[j] = true;
          more = true;
        }
      }
    } while (more);
    for (int j = 0; j < features; j++) {
      double change =
          taken[j] ? room(weights, origin, lower, upper, j) : factor * Math.abs(weights[j]);
      point[j] += Math.copySign(change, weights[j]);
    }
  }

  private static double room(
      double[] weights, double[] origin, double[] lower, double[] upper, int j) {
    return weights[j] > 0 ? upper[j] - origin[j] : origin[j] - lower[j];
  }
}
