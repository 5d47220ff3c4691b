package parley.mhe.ckks;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * An open ring: the primes, roots and tables of some {@link CkksParameters}. Contexts of equal
 * parameters share one native ring, and what was made in one fits the other. Safe for use by
 * several threads.
 */
public final class CkksContext extends NativeOwner {
  private final CkksParameters parameters;
  private final long identity;
  private final long[] primes;
  private final long[] specialPrimes;
  private final int digits;
  private final int securityBits;
  private final byte[] fingerprint;
  private final BigInteger[] moduli;

  private CkksContext(CkksParameters parameters, long ring) {
    super("context", List.of(new NativeHandle(ring, Native::ringFree)));
    this.parameters = parameters;
    this.identity = Native.ringIdentity(ring);
    int limbs = parameters.limbs();
    int special = Native.ringSpecialLimbs(ring);
    long[] all = new long[limbs + special];
    Native.ringPrimes(ring, all);
    this.primes = java.util.Arrays.copyOf(all, limbs);
    this.specialPrimes = java.util.Arrays.copyOfRange(all, limbs, all.length);
    long[] roots = new long[all.length];
    Native.ringRoots(ring, roots);
    this.digits = Native.ringDigits(ring);
    this.fingerprint = fingerprint(parameters, digits, all, roots);
    this.moduli = new BigInteger[limbs + 1];
    moduli[0] = BigInteger.ONE;
    for (int i = 0; i < limbs; i++) {
      moduli[i + 1] = moduli[i].multiply(BigInteger.valueOf(primes[i]));
    }
    this.securityBits =
        Native.ringSecurityBits(ring) == 0
            ? 0
            : SecurityTable.bits(parameters.logRingDimension(), logQP());
  }

  /**
   * Opens the ring of these parameters.
   *
   * @throws ParleyException if they are beyond the limits of 2018 and not marked insecure (a party
   *     begins no session beyond today's, see {@link #securityBits}), if no such primes exist, or
   *     if this machine's transforms differ from OpenFHE's, which the first opening compares for
   *     every prime
   */
  public static CkksContext open(CkksParameters p) {
    try {
      return new CkksContext(
          p,
          Native.ringOpen(
              p.logRingDimension(),
              p.firstPrimeBits(),
              p.scaleBits(),
              p.limbs(),
              p.digits(),
              p.insecure()));
    } catch (ParleyException e) {
      throw new ParleyException("cannot open context for " + p + ": " + e.getMessage(), e);
    }
  }

  /** The parameters it was opened with. */
  public CkksParameters parameters() {
    return parameters;
  }

  /** The primes of Q, q_0 first. */
  public long[] primes() {
    return primes.clone();
  }

  /** The special primes P of the key switch. */
  public long[] specialPrimes() {
    return specialPrimes.clone();
  }

  /** Number of primes of Q. */
  public int limbs() {
    return primes.length;
  }

  /** Number of special primes. */
  public int specialLimbs() {
    return specialPrimes.length;
  }

  /** Digits of the key switch: pairs in a {@link SwitchingKey}. */
  public int digits() {
    return digits;
  }

  /** log2 of QP, the modulus that security is judged by. */
  public double logQP() {
    double sum = 0;
    for (long q : primes) {
      sum += Math.log(q);
    }
    for (long p : specialPrimes) {
      sum += Math.log(p);
    }
    return sum / Math.log(2);
  }

  /**
   * Classical estimate for ternary secrets, see {@link SecurityTable}: 128 for that or more; a few
   * bits less for parameters that were within the limits of 2018 and are not within today's, which
   * open so that what was made with them stays readable; 0 for insecure ones.
   */
  public int securityBits() {
    return securityBits;
  }

  /** SHA-256 over n, all primes, their roots of unity, digits and scale bits. */
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  /** Q_l, the product of the first {@code limbs} primes. */
  public BigInteger modulus(int limbs) {
    checkLimbs(limbs);
    return moduli[limbs];
  }

  long prime(int limb) {
    return primes[limb];
  }

  void checkLimbs(int limbs) {
    if (limbs < 1 || limbs > primes.length) {
      throw new ParleyException(
          "cannot make polynomial: number of limbs out of range, expected 1 to "
              + primes.length
              + ", got "
              + limbs);
    }
  }

  void checkSame(CkksContext other) {
    if (identity != other.identity) {
      throw new ParleyException(
          "cannot combine: operands of different rings, expected "
              + parameters
              + ", got "
              + other.parameters);
    }
  }

  @Override
  public String toString() {
    return parameters + ", log QP " + Math.round(logQP()) + ", " + securityBits + " bits";
  }

  private static byte[] fingerprint(CkksParameters p, int digits, long[] primes, long[] roots) {
    ByteBuffer all = ByteBuffer.allocate(4 * 6 + 16 * primes.length).order(ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {'P', 'R', 'L', 'Y'});
    all.putInt(p.ringDimension()).putInt(p.limbs()).putInt(digits).putInt(p.scaleBits());
    all.putInt(primes.length);
    for (long q : primes) {
      all.putLong(q);
    }
    for (long r : roots) {
      all.putLong(r);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(all.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot hash: the JDK lacks SHA-256", e);
    }
  }
}
