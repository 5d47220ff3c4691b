package parley.mhe.layout;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.mhe.binding.Native;
import parley.mhe.ckks.Words;

/**
 * The canonical embedding on two real polynomials at once in fixed point of 256 bits, by integer
 * arithmetic alone: the same bits on every machine. Its native tables stay for the life of the
 * process, one a ring dimension. Immutable, thread-safe.
 */
final class WideTransform {
  /** Bits after the point of the factors. */
  static final int FACTOR_BITS = 254;

  private static final Map<Integer, WideTransform> MADE = new ConcurrentHashMap<>();

  private final int n;
  private final long tables;

  private WideTransform(int n) {
    this.n = n;
    this.tables = Native.wideTransformMake(Sizes.ceilLog2(n), cosines(n));
  }

  static WideTransform of(int ringDimension) {
    return MADE.computeIfAbsent(ringDimension, WideTransform::new);
  }

  /** cos(pi k / n) 2^254 for k = 0 .. n/2, to the nearest. */
  static long[] cosines(int n) {
    BigInteger[] quarter = Roots.quarterOfCosines(n, FACTOR_BITS);
    return Words.ofIntegers(quarter, FixedWords.WORDS);
  }

  /** The real parts of the n/2 slots of each, from n coefficients in fixed point. */
  long[][] slots(long[] first, long[] second) {
    long[][] slots = new long[2][n / 2 * FixedWords.WORDS];
    Native.wideSlots(tables, first, second, slots[0], slots[1]);
    return slots;
  }

  /** The n coefficients of each, rounded, from n/2 real slots with so many bits after the point. */
  long[][] coefficients(long[] first, long[] second, int fraction) {
    long[][] out = new long[2][n * FixedWords.WORDS];
    Native.wideCoefficients(tables, first, second, fraction, out[0], out[1]);
    return out;
  }
}
