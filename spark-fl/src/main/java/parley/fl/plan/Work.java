package parley.fl.plan;

/**
 * Counts of elementary steps, which a machine's {@link MachineCosts} make seconds of. Immutable.
 *
 * @param transforms butterflies modulo scaling primes
 * @param wideTransforms butterflies modulo primes of 60 bits
 * @param products modular products and sums of coefficients
 * @param gaussians Gaussian or ternary samples
 * @param uniforms uniform samples modulo a prime
 */
public record Work(
    double transforms, double wideTransforms, double products, double gaussians, double uniforms) {
  /** Nothing to do. */
  public static final Work NONE = new Work(0, 0, 0, 0, 0);

  /** Both. */
  public Work plus(Work other) {
    return new Work(
        transforms + other.transforms,
        wideTransforms + other.wideTransforms,
        products + other.products,
        gaussians + other.gaussians,
        uniforms + other.uniforms);
  }

  /** So many times. */
  public Work times(double count) {
    return new Work(
        transforms * count,
        wideTransforms * count,
        products * count,
        gaussians * count,
        uniforms * count);
  }

  /** Seconds on one core. */
  double seconds(MachineCosts machine) {
    return transforms * machine.transform()
        + wideTransforms * machine.wideTransform()
        + products * machine.product()
        + gaussians * machine.gaussian()
        + uniforms * machine.uniform();
  }
}
