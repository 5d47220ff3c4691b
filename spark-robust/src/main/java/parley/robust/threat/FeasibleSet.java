package parley.robust.threat;

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

  /** Of each feature: what a step may follow, or how far it was moved. */
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
        shorten(origins, rows, lower, upper, from);
      }
      case L1 -> {
        stepByFewest(rows, gradients, lower, upper, from, step);
        threshold(origins, rows, lower, upper, from);
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
      case L2 -> shorten(origins, rows, lower, upper, from);
      case L1 -> threshold(origins, rows, lower, upper, from);
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

  /**
   * Spends the step on the features with the largest derivatives that have room in their box. All
   * that come before the last of them go a step beyond their box: what is cut off when the row
   * returns to the ball must not push them back from its edge.
   */
  private void stepByFewest(
      double[] rows, double[] gradients, double[] lower, double[] upper, int from, double step) {
    double up = Math.signum(step);
    for (int j = 0; j < features; j++) {
      int at = from + j;
      scratch[j] = upper[at] > lower[at] ? up * gradients[at] : 0;
    }
    double left = Math.abs(step);
    while (left > 0) {
      int best = 0;
      for (int j = 1; j < features; j++) {
        if (Math.abs(scratch[j]) > Math.abs(scratch[best])) {
          best = j;
        }
      }
      double direction = scratch[best];
      if (direction == 0) {
        return;
      }
      double room = room(rows, lower, upper, from + best, direction);
      double change = room > left ? left : Math.abs(step);
      rows[from + best] += Math.copySign(change, direction);
      left -= Math.min(left, Math.max(room, 0));
      scratch[best] = 0;
    }
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

  /**
   * Multiplies every change with the same share, within the box, so that their length is the
   * radius: the nearest point of ball and box, x = origin + clip(change / (1 + mu), box) with mu at
   * least 0 by the conditions of Karush, Kuhn and Tucker. What the box cuts off leaves room for the
   * other changes, so the share starts too small, and grows with every feature that is found at the
   * edge of its box; one that is there stays there.
   */
  private void shorten(double[] origins, double[] rows, double[] lower, double[] upper, int from) {
    double within = 0;
    double whole = 0;
    for (int j = 0; j < features; j++) {
      scratch[j] = rows[from + j] - origins[from + j];
      double moved = Math.min(Math.abs(scratch[j]), reach(origins, lower, upper, from, j));
      within += moved * moved;
      whole += scratch[j] * scratch[j];
    }
    double share = 1;
    if (Math.sqrt(within) > epsilon) {
      share = epsilon / Math.sqrt(whole);
      for (int atEdge = 0, before = -1; atEdge > before; ) {
        before = atEdge;
        atEdge = 0;
        double held = 0;
        double free = 0;
        for (int j = 0; j < features; j++) {
          double reach = reach(origins, lower, upper, from, j);
          if (share * Math.abs(scratch[j]) > reach) {
            atEdge++;
            held += reach * reach;
          } else {
            free += scratch[j] * scratch[j];
          }
        }
        if (atEdge > before && free > 0) {
          share = Math.sqrt(Math.max(0, epsilon * epsilon - held) / free);
        }
      }
    }
    for (int j = 0; j < features; j++) {
      int at = from + j;
      double moved = origins[at] + share * scratch[j];
      rows[at] = Math.max(lower[at], Math.min(upper[at], moved));
    }
  }

  /** How far the box lets a feature go in the direction of its change. */
  private double reach(double[] origins, double[] lower, double[] upper, int from, int j) {
    int at = from + j;
    return scratch[j] > 0 ? upper[at] - origins[at] : origins[at] - lower[at];
  }

  /**
   * Takes the same amount off every change, down to none and within the box, until they sum to the
   * radius: the nearest point of ball and box (after Duchi et al. 2008,
   * https://doi.org/10.1145/1390156.1390191, and Croce and Hein 2021,
   * https://arxiv.org/abs/2103.01208). The amount is found by halving, down to the last bit.
   */
  private void threshold(
      double[] origins, double[] rows, double[] lower, double[] upper, int from) {
    double low = 0;
    double high = 0;
    for (int j = 0; j < features; j++) {
      scratch[j] = Math.abs(rows[from + j] - origins[from + j]);
      high = Math.max(high, scratch[j]);
    }
    if (changes(origins, rows, lower, upper, from, 0) <= epsilon) {
      high = 0;
    }
    double middle = (low + high) / 2;
    while (middle > low && middle < high) {
      if (changes(origins, rows, lower, upper, from, middle) > epsilon) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    for (int j = 0; j < features; j++) {
      int at = from + j;
      double kept = Math.max(scratch[j] - high, 0);
      double moved = origins[at] + Math.copySign(kept, rows[at] - origins[at]);
      rows[at] = Math.max(lower[at], Math.min(upper[at], moved));
    }
  }

  /** What the changes, which are in scratch, sum to with an amount off each. */
  private double changes(
      double[] origins, double[] rows, double[] lower, double[] upper, int from, double off) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      int at = from + j;
      double room = rows[at] > origins[at] ? upper[at] - origins[at] : origins[at] - lower[at];
      sum += Math.max(0, Math.min(room, scratch[j] - off));
    }
    return sum;
  }
}
