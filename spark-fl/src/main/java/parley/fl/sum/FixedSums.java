package parley.fl.sum;

import java.math.BigInteger;

/**
 * Exact sums of doubles in whole units of 2^-u: each summand is rounded to the unit once, halves to
 * even, and added up in whole numbers of 256 bits. So a sum is the same to the bit for any order
 * and any split of its summands. For one thread at a time.
 */
public final class FixedSums {
  private static final int LIMBS = 8;
  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xffffffffL;

  /** Doubles from 2^53 on are whole. */
  private static final double WHOLE = 0x1p53;

  /** Of a limb's 63 bits a summand takes 33: so often may be added before carries are moved. */
  private static final int ADDS = 1 << 28;

  /** Bits of a unit's multiple, so that the sum of 2^40 of them stays within 256 bits. */
  private static final int MOST_BITS = 214;

  private final double scale;
  private final int length;
  private final long[] limbs;
  private int adds;

  /**
   * Sums of 0.
   *
   * @param length how many
   * @param fractionBits u of the unit 2^-u, -500 to 500
   */
  public FixedSums(int length, int fractionBits) {
    if (Math.abs(fractionBits) > 500) {
      throw new IllegalArgumentException(
          "cannot add up in units of 2^"
              + -fractionBits
              + ": expected 2^-500 to 2^500, got another");
    }
    this.length = length;
    this.scale = Math.scalb(1.0, fractionBits);
    this.limbs = new long[length * LIMBS];
  }

  /** Whether a summand can be added: it is finite, and its multiple of the unit below 2^214. */
  public boolean holds(double value) {
    double scaled = value * scale;
    return Math.abs(scaled) < 0x1p214;
  }

  /**
   * Adds to the sum number k.
   *
   * @throws ArithmeticException if it {@linkplain #holds cannot be added}
   */
  public void add(int k, double value) {
    double scaled = value * scale;
    if (!(Math.abs(scaled) < WHOLE)) {
      addWhole(k, scaled);
      return;
    }
    long whole = (long) Math.rint(scaled);
    limbs[k * LIMBS] += whole & LIMB_MASK;
    limbs[k * LIMBS + 1] += whole >> LIMB_BITS;
    counted();
  }

  /**
   * Adds the product of two doubles, which is not rounded but to the unit, each half of it once.
   */
  public void addProduct(int k, double a, double b) {
    double high = a * b;
    add(k, high);
    add(k, Math.fma(a, b, -high));
  }

  /** Adds whole units, for those who round themselves. */
  public void addUnits(int k, long units) {
    limbs[k * LIMBS] += units & LIMB_MASK;
    limbs[k * LIMBS + 1] += units >> LIMB_BITS;
    counted();
  }

  private void addWhole(int k, double scaled) {
    if (!(Math.abs(scaled) < 0x1p214)) {
      throw new ArithmeticException(
          "cannot add up: expected a number of at most " + MOST_BITS + " bits, got a larger one");
    }
    // From the bits: at 2^53 and above the mantissa is a whole number, shifted to its limbs.
    long bits = Double.doubleToRawLongBits(scaled);
    long sign = bits >> 63;
    int exponent = (int) (bits >>> 52 & 0x7ff) - 1075;
    long mantissa = bits & 0xfffffffffffffL | 1L << 52;
    int at = k * LIMBS + (exponent >> 5);
    int shift = exponent & 31;
    long low = mantissa << shift;
    long high = mantissa >>> 1 >>> (63 - shift);
    limbs[at] += ((low & LIMB_MASK) ^ sign) - sign;
    limbs[at + 1] += ((low >>> LIMB_BITS) ^ sign) - sign;
    limbs[at + 2] += (high ^ sign) - sign;
    counted();
  }

  private void counted() {
    if (++adds == ADDS) {
      carry();
    }
  }

  private void carry() {
    for (int k = 0; k < length; k++) {
      for (int i = 0; i < LIMBS - 1; i++) {
        int at = k * LIMBS + i;
        limbs[at + 1] += limbs[at] >> LIMB_BITS;
        limbs[at] &= LIMB_MASK;
      }
    }
    adds = 0;
  }

  /** Adds another's sums, of the same length and unit; returns these. */
  public FixedSums merge(FixedSums other) {
    carry();
    other.carry();
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] += other.limbs[i];
    }
    carry();
    return this;
  }

  /** The sums in units. */
  public BigInteger[] toIntegers() {
    carry();
    BigInteger[] out = new BigInteger[length];
    for (int k = 0; k < length; k++) {
      BigInteger value = BigInteger.valueOf(limbs[k * LIMBS + LIMBS - 1]);
      for (int i = LIMBS - 2; i >= 0; i--) {
        value = value.shiftLeft(LIMB_BITS).or(BigInteger.valueOf(limbs[k * LIMBS + i]));
      }
      out[k] = value;
    }
    return out;
  }
}
