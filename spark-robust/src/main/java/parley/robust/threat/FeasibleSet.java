package parley.robust.threat;

import java.util.Arrays;

/**
 * Moves rows inside what a threat model allows. Rows and their boxes lie behind each other in
 * arrays. For one thread; nothing is allocated after construction.
 *
 * <p>Every row must lie within the bounds of its features; then so does its whole way, and what is
 * cut off at the bounds never takes a row farther from where it started.
 */
public final class FeasibleSet {
  private final ThreatModel threat;
  private final int features;
  private final double epsilon;

  /** Room for an order of the features by what they count. */
  private final double[] scratch;

  public FeasibleSet(ThreatModel threat) {
    this.threat = threat;
    features = threat.numFeatures();
    epsilon = threat.perturbationEpsilon();
    scratch = new double[features];
  }

  /**
   * The lowest and highest values that features may take: no farther than the radius, within their
   * bounds, and as they are where they cannot be attacked.
   *
   * @param origins count rows
   * @param lower receives count rows
   * @param upper receives count rows
   */
  public void boxes(double[] origins, int count, double[] lower, double[] upper) {
    for (int i = 0, at = 0; i < count; i++) {
      for (int j = 0; j < features; j++, at++) {
        double x = origins[at];
        double room = threat.isAttackable(j) ? epsilon : 0;
        lower[at] = Math.max(x - room, Math.min(x, threat.clipLo(j)));
        upper[at] = Math.min(x + room, Math.max(x, threat.clipHi(j)));
      }
    }
  }

  /**
   * Moves a row uphill by a step, in the direction in which a step of that length in the norm gains
   * most, and back into the feasible set.
   *
   * @param origins where rows started
   * @param rows where they are; the row is moved
   * @param gradients of what is to grow; a negative step goes downhill
   * @param from where the row starts in each array
   */
  public void step(
      double[] origins,
      double[] rows,
      double[] gradients,
      double[] lower,
      double[] upper,
      int from,
      double step) {
    switch (threat.norm()) {
      case LINF -> stepByEntry(rows, gradients, lower, upper, from, step);
      case L2 -> {
        stepByLength(rows, gradients, lower, upper, from, step);
        shorten(origins, rows, from);
        clip(rows, lower, upper, from);
      }
      case L1 -> {
        stepByFewest(rows, gradients, lower, upper, from, step);
        threshold(origins, rows, from);
      }
    }
  }

  /**
   * Moves a row that is anywhere into the feasible set.
   *
   * @param from where the row starts in each array
   */
  public void project(double[] origins, double[] rows, double[] lower, double[] upper, int from) {
    switch (threat.norm()) {
      case LINF -> clip(rows, lower, upper, from);
      case L2 -> {
        shorten(origins, rows, from);
        clip(rows, lower, upper, from);
      }
      case L1 -> {
        clip(rows, lower, upper, from);
        threshold(origins, rows, from);
      }
    }
  }

  private void stepByEntry(
      double[] rows, double[] gradients, double[] lower, double[] upper, int from, double step) {
    for (int at = from; at < from + features; at++) {
      double moved = rows[at] + step * Math.signum(gradients[at]);
      rows[at] = Math.max(lower[at], Math.min(upper[at], moved));
    }
  }

  private void stepByLength(
      double[] rows, double[] gradients, double[] lower, double[] upper, int from, double step) {
    double largest = 0;
    for (int at = from; at < from + features; at++) {
      if (upper[at] > lower[at]) {
        largest = Math.max(largest, Math.abs(gradients[at]));
      }
    }
    if (!(largest > 0)) {
      return;
    }
    // Divided by the largest first: squares of tiny gradients would vanish.
    double sum = 0;
    for (int at = from; at < from + features; at++) {
      if (upper[at] > lower[at]) {
        double g = gradients[at] / largest;
        sum += g * g;
      }
    }
    double factor = step / Math.sqrt(sum);
    for (int at = from; at < from + features; at++) {
      if (upper[at] > lower[at]) {
        rows[at] += factor * (gradients[at] / largest);
      }
    }
  }

  /** Spends the step on the features with the largest derivatives that have room in their box. */
  private void stepByFewest(
      double[] rows, double[] gradients, double[] lower, double[] upper, int from, double step) {
    for (int j = 0; j < features; j++) {
      double g = step > 0 ? gradients[from + j] : -gradients[from + j];
      scratch[j] = g;
    }
    double left = Math.abs(step);
    while (left > 0) {
      int best = -1;
      double most = 0;
      for (int j = 0; j < features; j++) {
        double gain = Math.abs(scratch[j]);
        if (gain > most && room(rows, lower, upper, from + j, scratch[j]) > 0) {
          most = gain;
          best = j;
        }
      }
      if (best < 0) {
        return;
      }
      double spent = Math.min(left, room(rows, lower, upper, from + best, scratch[best]));
      rows[from + best] += Math.copySign(spent, scratch[best]);
      left -= spent;
      scratch[best] = 0;
    }
    clip(rows, lower, upper, from);
  }

  private static double room(
      double[] rows, double[] lower, double[] upper, int at, double direction) {
    return direction > 0 ? upper[at] - rows[at] : rows[at] - lower[at];
  }

  private void clip(double[] rows, double[] lower, double[] upper, int from) {
    for (int at = from; at < from + features; at++) {
      rows[at] = Math.max(lower[at], Math.min(upper[at], rows[at]));
    }
  }

  private void shorten(double[] origins, double[] rows, int from) {
    double length = Norm.L2.distance(rows, from, origins, from, features);
    if (length > epsilon) {
      double factor = epsilon / length;
      for (int at = from; at < from + features; at++) {
        rows[at] = origins[at] + factor * (rows[at] - origins[at]);
      }
    }
  }

  /**
   * Takes the same amount off every change, down to none, until they sum to the radius: the nearest
   * point of the ball (Duchi et al. 2008, https://doi.org/10.1145/1390156.1390191), and of the box
   * too for a row in it, since changes only shrink.
   */
  private void threshold(double[] origins, double[] rows, int from) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      scratch[j] = Math.abs(rows[from + j] - origins[from + j]);
      sum += scratch[j];
    }
    if (sum <= epsilon) {
      return;
    }
    Arrays.sort(scratch);
    double above = 0;
    double off = 0;
    for (int k = 1; k <= features; k++) {
      double change = scratch[features - k];
      above += change;
      if (change - (above - epsilon) / k <= 0) {
        break;
      }
      off = (above - epsilon) / k;
    }
    for (int at = from; at < from + features; at++) {
      double change = rows[at] - origins[at];
      double kept = Math.abs(change) - off;
      rows[at] = kept > 0 ? origins[at] + Math.copySign(kept, change) : origins[at];
    }
  }
}
