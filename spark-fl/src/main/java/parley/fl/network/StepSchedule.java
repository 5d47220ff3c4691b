package parley.fl.network;

import java.util.Arrays;
import java.util.Locale;

/** How steps change over a training. Immutable, so safe for use by several threads. */
public enum StepSchedule {
  /** Rising over the first iterations, then falling linearly towards 0. */
  FALLING {
    @Override
    public double factor(int iteration, int iterations) {
      double falling = 1 - (double) iteration / iterations;
      return iteration < RISE ? falling * (iteration + 1) / RISE : falling;
    }
  },
  /** Always the same. */
  CONSTANT {
    @Override
    public double factor(int iteration, int iterations) {
      return 1;
    }
  };

  private static final int RISE = 5;

  /**
   * What the steps are multiplied with.
   *
   * @param iteration from 0
   * @param iterations of the whole training
   */
  public abstract double factor(int iteration, int iterations);

  /** The name used for parameters and reports, such as {@code falling}. */
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The schedule of a name, whatever the case.
   *
   * @throws IllegalArgumentException if there is no such schedule
   */
  public static StepSchedule of(String name) {
    return Arrays.stream(values())
        .filter(s -> s.parameterName().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot choose the schedule: expected falling or constant, got " + name));
  }
}
