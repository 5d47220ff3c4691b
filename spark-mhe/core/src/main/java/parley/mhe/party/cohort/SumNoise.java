package parley.mhe.party.cohort;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import parley.error.ParleyException;
import parley.mhe.random.DiscreteGaussian;
import parley.mhe.random.Seed;

/**
 * What a plan says that each provider adds to each of its integers before it encrypts them, but for
 * the three sums of a {@link Gate}: discrete Gaussian noise, independent for each. Over N providers
 * a sum has noise of deviation sigma sqrt(N); whoever knows the noise of all providers but one
 * still faces sigma. Immutable, thread-safe.
 *
 * @param sigma of the distribution, in units of the integers
 */
public record SumNoise(BigDecimal sigma) {
  /** Argument of the plan: sigma, in decimal. */
  public static final String ARGUMENT = "noise";

  /**
   * @throws ParleyException when it is no deviation, or out of range
   */
  public SumNoise {
    try {
      sigma = DiscreteGaussian.of(sigma).sigma();
    } catch (IllegalArgumentException e) {
      throw new ParleyException(
          "cannot add noise: expected a deviation above 0 to 2^20 with 6 decimals at most, got "
              + sigma,
          e);
    }
  }

  /**
   * That of a plan's arguments; empty where they have none.
   *
   * @throws ParleyException when it is no deviation
   */
  public static Optional<SumNoise> of(Map<String, String> arguments) {
    String text = arguments.get(ARGUMENT);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SumNoise(new BigDecimal(text)));
    } catch (NumberFormatException e) {
      throw new ParleyException("cannot add noise: expected a number, got " + text, e);
    }
  }

  /** Its deviation, as a plan's argument has it. */
  public String text() {
    return sigma.toPlainString();
  }

  /** Deviation of the noise in a sum over providers. */
  public double ofSum(int providers) {
    return sigma.doubleValue() * Math.sqrt(providers);
  }

  /**
   * The integers with noise.
   *
   * @param seed of these integers and nothing else: the same request has the same noise
   */
  public BigInteger[] addTo(BigInteger[] integers, Seed seed) {
    long[] noise = DiscreteGaussian.of(sigma).draw(seed, integers.length);
    BigInteger[] noisy = new BigInteger[integers.length];
    for (int k = 0; k < noisy.length; k++) {
      noisy[k] = integers[k].add(BigInteger.valueOf(noise[k]));
    }
    return noisy;
  }
}
