package parley.mhe.ckks;

import java.nio.ByteBuffer;
import java.util.Objects;
import parley.error.ParleyException;

/**
 * What defines a CKKS ring: dimension n, a chain of primes for Q (the first one larger), and the
 * number of digits that the key switch cuts Q into; fewer digits mean more special primes P, so
 * smaller and faster keys but a larger modulus QP. Immutable and safe for use by several threads.
 */
public final class CkksParameters {
  /** For tests only: no security. n = 2^12, primes of 60 and 45 bits, 8 limbs. */
  public static final CkksParameters INSECURE_TEST_4096 =
      builder().logRingDimension(12).limbs(8).digits(4).insecure(true).build();

  /** For tests only: no security. n = 2^10, primes of 60 and 45 bits, 5 limbs. */
  public static final CkksParameters INSECURE_TOY =
      builder().logRingDimension(10).limbs(5).digits(5).insecure(true).build();

  /** 128 bits, n = 2^14, primes of 53 and 45 bits, 8 limbs, 8 digits: log QP 428. */
  public static final CkksParameters SECURE_14 =
      builder().logRingDimension(14).firstPrimeBits(53).limbs(8).digits(8).build();

  /** 128 bits, n = 2^15, primes of 60 and 45 bits, 11 limbs, 2 digits: the fastest. */
  public static final CkksParameters SECURE_15 =
      builder().logRingDimension(15).limbs(11).digits(2).build();

  private static final int VERSION = 1;
  private static final int BYTES = 8;

  private final int logRingDimension;
  private final int firstPrimeBits;
  private final int scaleBits;
  private final int limbs;
  private final int digits;
  private final boolean insecure;

  private CkksParameters(Builder b) {
    this.logRingDimension = b.logRingDimension;
    this.firstPrimeBits = b.firstPrimeBits;
    this.scaleBits = b.scaleBits;
    this.limbs = b.limbs;
    this.digits = b.digits;
    this.insecure = b.insecure;
  }

  /** A builder: n = 2^14, primes of 60 and 45 bits, 8 limbs, 8 digits, not marked insecure. */
  public static Builder builder() {
    return new Builder();
  }

  /** n. */
  public int ringDimension() {
    return 1 << logRingDimension;
  }

  /** log2 n. */
  public int logRingDimension() {
    return logRingDimension;
  }

  /** Values in one ciphertext, n/2. */
  public int slots() {
    return ringDimension() / 2;
  }

  /** Bits of q_0. */
  public int firstPrimeBits() {
    return firstPrimeBits;
  }

  /** Bits of the other primes of Q, and of the usual scale. */
  public int scaleBits() {
    return scaleBits;
  }

  /** Number of primes of Q. */
  public int limbs() {
    return limbs;
  }

  /** Digits asked for; {@link CkksContext#digits} tells how many were made. */
  public int digits() {
    return digits;
  }

  /** Whether less than 128 bits of security was allowed: tests only. */
  public boolean insecure() {
    return insecure;
  }

  /** Canonical form, read by {@link #fromBytes}. */
  public byte[] toBytes() {
    return new byte[] {
      'C',
      VERSION,
      (byte) logRingDimension,
      (byte) firstPrimeBits,
      (byte) scaleBits,
      (byte) limbs,
      (byte) digits,
      (byte) (insecure ? 1 : 0)
    };
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ParleyException if the bytes are not parameters of this version
   */
  public static CkksParameters fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length != BYTES || in.get() != 'C' || in.get() != VERSION || bytes[7] >> 1 != 0) {
      throw new ParleyException(
          "cannot read parameters: expected "
              + BYTES
              + " bytes of version "
              + VERSION
              + ", got "
              + bytes.length
              + " bytes");
    }
    try {
      return builder()
          .logRingDimension(in.get())
          .firstPrimeBits(in.get())
          .scaleBits(in.get())
          .limbs(in.get())
          .digits(in.get())
          .insecure(in.get() == 1)
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParleyException("cannot read parameters: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CkksParameters p
        && logRingDimension == p.logRingDimension
        && firstPrimeBits == p.firstPrimeBits
        && scaleBits == p.scaleBits
        && limbs == p.limbs
        && digits == p.digits
        && insecure == p.insecure;
  }

  @Override
  public int hashCode() {
    return Objects.hash(logRingDimension, firstPrimeBits, scaleBits, limbs, digits, insecure);
  }

  @Override
  public String toString() {
    return (insecure ? "INSECURE " : "")
        + "CKKS n=2^"
        + logRingDimension
        + ", primes "
        + firstPrimeBits
        + "/"
        + scaleBits
        + " bits, "
        + limbs
        + " limbs, "
        + digits
        + " digits";
  }

  /** Collects and checks; not safe for use by several threads. */
  public static final class Builder {
    private int logRingDimension = 14;
    private int firstPrimeBits = 60;
    private int scaleBits = 45;
    private int limbs = 8;
    private int digits = 8;
    private boolean insecure;

    private Builder() {}

    /** log2 n, 10 to 16. */
    public Builder logRingDimension(int value) {
      logRingDimension = value;
      return this;
    }

    /** Bits of the first prime, at least those of the scale, at most 60. */
    public Builder firstPrimeBits(int value) {
      firstPrimeBits = value;
      return this;
    }

    /** Bits of the other primes, 20 to 59. */
    public Builder scaleBits(int value) {
      scaleBits = value;
      return this;
    }

    /** Number of primes of Q, 1 to 64. */
    public Builder limbs(int value) {
      limbs = value;
      return this;
    }

    /** Digits of the key switch, 1 to the number of limbs. */
    public Builder digits(int value) {
      digits = value;
      return this;
    }

    /** Allows less than 128 bits of security: tests only. */
    public Builder insecure(boolean value) {
      insecure = value;
      return this;
    }

    /**
     * The parameters; whether they are secure is checked where a context is opened.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public CkksParameters build() {
      check("ring dimension's logarithm", logRingDimension, 10, 16);
      check("bits of the scale", scaleBits, 20, 59);
      check("bits of the first prime", firstPrimeBits, scaleBits, 60);
      check("number of limbs", limbs, 1, 64);
      check("number of digits", digits, 1, limbs);
      return new CkksParameters(this);
    }

    private static void check(String what, int value, int low, int high) {
      if (value < low || value > high) {
        throw new IllegalArgumentException(
            "cannot build parameters: "
                + what
                + " out of range, expected "
                + low
                + " to "
                + high
                + ", got "
                + value);
      }
    }
  }
}
