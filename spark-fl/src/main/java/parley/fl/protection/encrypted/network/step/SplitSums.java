package parley.fl.protection.encrypted.network.step;

import java.math.BigInteger;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;

/**
 * Sums whose integers are wider than the ring of a network has room for: each integer goes in two
 * parts, x = high 2^{@value #LOW_BITS} + low with low from 0, and so does the sum, which comes out
 * exactly. For one thread at a time.
 */
public final class SplitSums implements SecureSum {
  /** Bits of the low part. */
  static final int LOW_BITS = 122;

  private static final int MOST_WHOLE_BITS = 180;
  private static final BigInteger LOW = BigInteger.ONE.shiftLeft(LOW_BITS);

  private final SecureSum carrier;

  /** Sums that go through another carrier, in parts where they are wide. */
  public SplitSums(SecureSum carrier) {
    this.carrier = carrier;
  }

  private static boolean isWide(SumSpec spec) {
    return spec.bound().bitLength() > MOST_WHOLE_BITS;
  }

  /** How a sum is carried: itself, or one of twice as many integers. */
  public static SumSpec carried(SumSpec spec) {
    if (!isWide(spec)) {
      return spec;
    }
    BigInteger high = spec.bound().shiftRight(LOW_BITS).add(BigInteger.ONE);
    return new SumSpec(
        spec.step(),
        spec.words(),
        2 * spec.length(),
        high.max(LOW),
        0,
        spec.opens(),
        spec.openings());
  }

  /** A provider's integers as they are carried. */
  public static BigInteger[] parts(SumSpec spec, BigInteger[] integers) {
    if (!isWide(spec)) {
      return integers;
    }
    BigInteger[] parts = new BigInteger[2 * integers.length];
    for (int i = 0; i < integers.length; i++) {
      parts[2 * i] = integers[i].shiftRight(LOW_BITS);
      parts[2 * i + 1] = integers[i].mod(LOW);
    }
    return parts;
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    BigInteger[] opened = carrier.open(carried(spec), arguments).integers();
    if (!isWide(spec)) {
      return new OpenedSum(spec, opened);
    }
    BigInteger[] whole = new BigInteger[spec.length()];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = opened[2 * i].shiftLeft(LOW_BITS).add(opened[2 * i + 1]);
    }
    return new OpenedSum(spec, whole);
  }
}
