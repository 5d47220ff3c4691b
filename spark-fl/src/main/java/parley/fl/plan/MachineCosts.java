package parley.fl.plan;

import java.lang.management.ManagementFactory;

/**
 * Seconds that elementary steps take on one core. Immutable and thread-safe.
 *
 * @param transform number theoretic transform modulo a scaling prime, below 2^47, where vector
 *     kernels serve; a butterfly (n log2 n of them a limb)
 * @param wideTransform the same modulo a prime of 60 bits
 * @param product modular product and sum, a coefficient
 * @param gaussian discrete Gaussian or ternary sample, a coefficient
 * @param uniform uniform sample modulo a prime, a coefficient
 * @param encode complex transform of the encoding, a coefficient
 * @param job a Spark job with all its tasks
 * @param bytesPerSecond writing and reading messages
 */
public record MachineCosts(
    double transform,
    double wideTransform,
    double product,
    double gaussian,
    double uniform,
    double encode,
    double job,
    double bytesPerSecond) {

  /**
   * Of one core while all of them work, since they share caches, memory and often execution units;
   * fitted to trainings (docs/parameters.md names machine and command).
   */
  static final MachineCosts REFERENCE =
      new MachineCosts(0.40e-9, 1.9e-9, 1.7e-9, 48e-9, 19e-9, 180e-9, 0.08, 1.5e9);

  private static final double REFERENCE_LOOP_SECONDS = 0.0150;
  private static final int LOOP = 4_000_000;
  private static final long MODULUS = (1L << 45) - 229;

  /**
   * The reference figures scaled by the speed of this machine, measured with a short loop of
   * modular products.
   */
  public static MachineCosts measured() {
    loop();
    double best = Double.MAX_VALUE;
    for (int k = 0; k < 5; k++) {
      long start = cpuTime();
      loop();
      best = Math.min(best, (cpuTime() - start) / 1e9);
    }
    return REFERENCE.scaled(best / REFERENCE_LOOP_SECONDS);
  }

  /** CPU time, so that other load does not make the machine look slow. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private MachineCosts scaled(double factor) {
    return new MachineCosts(
        transform * factor,
        wideTransform * factor,
        product * factor,
        gaussian * factor,
        uniform * factor,
        encode * factor,
        job * factor,
        bytesPerSecond / factor);
  }

  private static void loop() {
    long x = 3;
    for (int k = 0; k < LOOP; k++) {
      long low = x * (x + k);
      x = (low ^ Math.multiplyHigh(x, low)) & (MODULUS - 1);
    }
    if (x == -1) {
      throw new IllegalStateException("the loop's result is a residue and cannot be negative");
    }
  }
}
