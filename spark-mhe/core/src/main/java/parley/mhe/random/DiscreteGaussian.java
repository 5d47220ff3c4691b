package parley.mhe.random;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.LongSupplier;

/**
 * Integers x with probability proportional to exp(-x^2 / (2 sigma^2)), exactly: whole numbers alone
 * are compared, so that no rounding of a double shows in what comes out (Canonne, Kamath and
 * Steinke 2020, algorithms 1 to 3, https://arxiv.org/abs/2004.00010). Immutable, thread-safe.
 *
 * <p>How long a number takes depends on it a little, as does a lot else at who draws it.
 */
public final class DiscreteGaussian {
  /** Largest deviation: 2^20. */
  public static final BigDecimal MOST = BigDecimal.valueOf(1 << 20);

  /** Digits after the point that a deviation may have. */
  public static final int MOST_DECIMALS = 6;

  private final BigDecimal sigma;
  private final BigInteger numerator;
  private final BigInteger denominator;
  private final long scale;

  private DiscreteGaussian(BigDecimal sigma) {
    this.sigma = sigma;
    BigDecimal square = sigma.multiply(sigma);
    this.denominator = BigInteger.TEN.pow(Math.max(0, square.scale()));
    this.numerator = square.multiply(new BigDecimal(denominator)).toBigIntegerExact();
    this.scale = sigma.toBigInteger().longValueExact() + 1;
  }

  /**
   * The distribution.
   *
   * @param sigma its parameter, above 0 to 2^20, with 6 decimals at most; the standard deviation is
   *     a little below it, by less than 10^-6 from sigma 1 on
   */
  public static DiscreteGaussian of(BigDecimal sigma) {
    BigDecimal plain = sigma.stripTrailingZeros();
    if (plain.signum() <= 0 || plain.compareTo(MOST) > 0 || plain.scale() > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "cannot draw noise: expected a deviation above 0 to 2^20 with 6 decimals at most, got "
              + sigma);
    }
    return new DiscreteGaussian(plain);
  }

  /** Its parameter. */
  public BigDecimal sigma() {
    return sigma;
  }

  /** Integers that a seed determines, each with randomness of its own. */
  public long[] draw(Seed seed, int count) {
    LongSupplier words = new SeedWords(seed.derive("parley/discrete-gaussian/1"));
    long[] out = new long[count];
    for (int k = 0; k < count; k++) {
      out[k] = draw(words);
    }
    return out;
  }

  /**
   * One integer.
   *
   * @param words uniform words of 64 bits, as many as are asked for
   */
  long draw(LongSupplier words) {
    BigInteger t = BigInteger.valueOf(scale);
    // (|y| - a / (b t))^2 b / (2 a) = (|y| b t - a)^2 / (2 a b t^2), for sigma^2 = a / b.
    BigInteger below = numerator.multiply(denominator).multiply(t).multiply(t).shiftLeft(1);
    BigInteger step = denominator.multiply(t);
    while (true) {
      long y = laplace(scale, words);
      BigInteger off = BigInteger.valueOf(Math.abs(y)).multiply(step).subtract(numerator);
      if (exponential(off.multiply(off), below, words)) {
        return y;
      }
    }
  }

  /** An integer y with probability proportional to exp(-|y| / scale). */
  static long laplace(long scale, LongSupplier words) {
    BigInteger t = BigInteger.valueOf(scale);
    while (true) {
      BigInteger part = below(t, words);
      if (!exponential(part, t, words)) {
        continue;
      }
      long whole = 0;
      while (exponential(BigInteger.ONE, BigInteger.ONE, words)) {
        whole++;
      }
      long size = Math.addExact(part.longValueExact(), Math.multiplyExact(scale, whole));
      boolean negative = (words.getAsLong() & 1) == 1;
      if (!negative || size != 0) {
        return negative ? -size : size;
      }
    }
  }

  /** True with probability exp(-a / b), a not below 0. */
  static boolean exponential(BigInteger a, BigInteger b, LongSupplier words) {
    BigInteger left = a;
    while (left.compareTo(b) > 0) {
      if (!exponentialWithin(BigInteger.ONE, BigInteger.ONE, words)) {
        return false;
      }
      left = left.subtract(b);
    }
    return exponentialWithin(left, b, words);
  }

  /** The same for a / b up to 1: exp(-x) is the sum of (-x)^k / k!. */
  private static boolean exponentialWithin(BigInteger a, BigInteger b, LongSupplier words) {
    boolean odd = true;
    BigInteger bound = b;
    while (below(bound, words).compareTo(a) < 0) {
      odd = !odd;
      bound = bound.add(b);
    }
    return odd;
  }

  /** Uniform in 0 to bound - 1, by rejection. */
  private static BigInteger below(BigInteger bound, LongSupplier words) {
    int bits = bound.subtract(BigInteger.ONE).bitLength();
    while (true) {
      BigInteger value = BigInteger.ZERO;
      for (int left = bits; left > 0; left -= Long.SIZE) {
        long word = words.getAsLong() >>> Math.max(0, Long.SIZE - left);
        value = value.shiftLeft(Math.min(left, Long.SIZE)).or(unsigned(word));
      }
      if (value.compareTo(bound) < 0) {
        return value;
      }
    }
  }

  private static BigInteger unsigned(long word) {
    BigInteger signed = BigInteger.valueOf(word);
    return word < 0 ? signed.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : signed;
  }

  @Override
  public String toString() {
    return "DiscreteGaussian[sigma " + sigma.toPlainString() + "]";
  }
}
