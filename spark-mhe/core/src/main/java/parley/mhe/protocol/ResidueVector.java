package parley.mhe.protocol;

import java.math.BigInteger;
import parley.mhe.ckks.CkksContext;

/**
 * A few integers modulo the first primes q_0 .. q_{limbs-1}, number by number: the coefficients of
 * a polynomial that a protocol needs, and no others. Immutable, thread-safe.
 */
public final class ResidueVector {
  private final int limbs;
  private final long[] residues;

  /** Takes over the array. */
  ResidueVector(int limbs, long[] residues) {
    if (limbs < 1 || residues.length % limbs != 0) {
      throw new IllegalArgumentException(
          "cannot hold residues: expected a multiple of "
              + limbs
              + " limbs, got "
              + residues.length);
    }
    this.limbs = limbs;
    this.residues = residues;
  }

  /**
   * The residues of integers.
   *
   * @param limbs number of primes
   */
  public static ResidueVector ofIntegers(CkksContext context, int limbs, BigInteger[] integers) {
    long[] primes = context.primes();
    long[] residues = new long[integers.length * limbs];
    for (int limb = 0; limb < limbs; limb++) {
      BigInteger prime = BigInteger.valueOf(primes[limb]);
      for (int i = 0; i < integers.length; i++) {
        residues[i * limbs + limb] = integers[i].mod(prime).longValueExact();
      }
    }
    return new ResidueVector(limbs, residues);
  }

  /**
   * Residues as {@link parley.mhe.ckks.Polynomial#residues} gives them: number by number, one word
   * a limb.
   *
   * @throws ProtocolException when one is not below its prime
   */
  public static ResidueVector of(CkksContext context, int limbs, long[] residues) {
    long[] primes = context.primes();
    if (limbs < 1 || limbs > primes.length || residues.length % limbs != 0) {
      throw new ProtocolException(
          "cannot take residues: wrong shape, expected a multiple of 1 to "
              + primes.length
              + " limbs, got "
              + residues.length
              + " words of "
              + limbs
              + " limbs");
    }
    for (int i = 0; i < residues.length; i++) {
      if (residues[i] < 0 || residues[i] >= primes[i % limbs]) {
        throw new ProtocolException(
            "cannot take residues: number "
                + i / limbs
                + " is not reduced, expected 0 to "
                + (primes[i % limbs] - 1)
                + ", got "
                + Long.toUnsignedString(residues[i]));
      }
    }
    return new ResidueVector(limbs, residues.clone());
  }

  /** How many primes each number is known modulo. */
  public int limbs() {
    return limbs;
  }

  /** How many numbers there are. */
  public int size() {
    return residues.length / limbs;
  }

  /** The words, number by number; a copy. */
  public long[] toArray() {
    return residues.clone();
  }

  /** The sum, number by number. */
  ResidueVector add(CkksContext context, ResidueVector other) {
    if (limbs != other.limbs || residues.length != other.residues.length) {
      throw new ProtocolException(
          "cannot add residues: different shapes, expected "
              + size()
              + " numbers of "
              + limbs
              + " limbs, got "
              + other.size()
              + " of "
              + other.limbs);
    }
    long[] primes = context.primes();
    long[] sum = new long[residues.length];
    for (int i = 0; i < sum.length; i++) {
      long prime = primes[i % limbs];
      long value = residues[i] + other.residues[i];
      sum[i] = value >= prime ? value - prime : value;
    }
    return new ResidueVector(limbs, sum);
  }

  /** The integers of least absolute value with these residues (Chinese remainders, centred). */
  public BigInteger[] toIntegers(CkksContext context) {
    long[] primes = context.primes();
    BigInteger modulus = context.modulus(limbs);
    BigInteger half = modulus.shiftRight(1);
    BigInteger[] unit = new BigInteger[limbs];
    for (int limb = 0; limb < limbs; limb++) {
      BigInteger prime = BigInteger.valueOf(primes[limb]);
      BigInteger others = modulus.divide(prime);
      unit[limb] = others.multiply(others.modInverse(prime));
    }
    BigInteger[] integers = new BigInteger[size()];
    for (int i = 0; i < integers.length; i++) {
      BigInteger value = BigInteger.ZERO;
      for (int limb = 0; limb < limbs; limb++) {
        value = value.add(unit[limb].multiply(BigInteger.valueOf(residues[i * limbs + limb])));
      }
      value = value.mod(modulus);
      integers[i] = value.compareTo(half) > 0 ? value.subtract(modulus) : value;
    }
    return integers;
  }
}
