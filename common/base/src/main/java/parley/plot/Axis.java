package parley.plot;

/**
 * What a direction of a plot shows. Immutable, so safe for use by several threads.
 *
 * @param label what is measured, and in what
 * @param from value at its start
 * @param to value at its end, above the start
 * @param parts into how many equal parts ticks divide it, 1 or more
 */
public record Axis(String label, double from, double to, int parts) {
  private static final int PARTS = 5;

  /** Quotients that are whole but for rounding. */
  private static final double NEAR = 1e-9;

  /** Checks the ends. */
  public Axis {
    if (!(from < to) || Double.isInfinite(to - from) || parts < 1) {
      throw new IllegalArgumentException(
          "cannot draw an axis: expected a start below the end and 1 part or more, got %s, %s and %d"
              .formatted(from, to, parts));
    }
  }

  /** An axis in five parts. */
  public Axis(String label, double from, double to) {
    this(label, from, to, PARTS);
  }

  /** From 0 to 1 if that holds the values, else as far as they reach, with round ticks. */
  static Axis covering(String label, double lowest, double highest) {
    double lo = Math.min(0, lowest);
    double hi = Math.max(0, highest);
    if (lo == 0 && hi <= 1) {
      return new Axis(label, 0, 1);
    }
    double rough = (hi - lo) / PARTS;
    double unit = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = unit * (rough <= unit ? 1 : rough <= 2 * unit ? 2 : rough <= 5 * unit ? 5 : 10);
    double from = Math.floor(lo / step + NEAR) * step;
    int parts = (int) Math.ceil((hi - from) / step - NEAR);
    return new Axis(label, from, from + parts * step, parts);
  }

  double tick(int i) {
    double value = from + (to - from) * i / parts;
    // A zero that is off by rounding would be written out with all its digits.
    return Math.abs(value) < NEAR * (to - from) ? 0 : value;
  }

  /** Where a value is, 0 at the start and 1 at the end. */
  double share(double value) {
    return (value - from) / (to - from);
  }
}
