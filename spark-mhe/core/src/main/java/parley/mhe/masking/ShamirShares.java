package parley.mhe.masking;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * Shares of 32-byte secrets, of which any t give the secret and t - 1 nothing: values of a
 * polynomial of degree t - 1 modulo 2^256 - 189, the largest prime of 256 bits, whose constant is
 * the secret. Shamir, How to share a secret, 1979 (https://doi.org/10.1145/359168.359176).
 * Stateless, thread-safe.
 */
final class ShamirShares {
  static final BigInteger PRIME = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(189));

  private ShamirShares() {}

  /** A secret that can be shared: the first below the prime among those that a seed gives. */
  static Seed secret(Seed seed, byte[] context) {
    for (int tries = 0; ; tries++) {
      Seed drawn = seed.derive("parley/mask/secret/1", context, number(tries));
      if (value(drawn).compareTo(PRIME) < 0) {
        return drawn;
      }
    }
  }

  /**
   * Shares of a secret.
   *
   * @param randomness gives the other coefficients; for this secret alone
   * @param threshold t, at least 2
   * @param points where the shares are, 1 or more, each once
   * @return 32 bytes for each point
   */
  static SortedMap<Integer, byte[]> split(
      Seed secret, Seed randomness, int threshold, Iterable<Integer> points) {
    BigInteger[] coefficients = new BigInteger[requireThreshold(threshold)];
    coefficients[0] = value(secret);
    for (int i = 1; i < threshold; i++) {
      coefficients[i] = value(secret(randomness, number(i)));
    }
    return evaluate(coefficients, points);
  }

  /** Values of a polynomial, its constant first. */
  static SortedMap<Integer, byte[]> evaluate(BigInteger[] coefficients, Iterable<Integer> points) {
    TreeMap<Integer, byte[]> shares = new TreeMap<>();
    for (int point : points) {
      BigInteger x = BigInteger.valueOf(requirePoint(point));
      BigInteger value = BigInteger.ZERO;
      for (int i = coefficients.length - 1; i >= 0; i--) {
        value = value.multiply(x).add(coefficients[i]).mod(PRIME);
      }
      if (shares.put(point, bytes(value)) != null) {
        throw new IllegalArgumentException(
            "cannot share a secret: two shares at one point, expected each once, got " + point);
      }
    }
    return shares;
  }

  /**
   * The secret of t shares.
   *
   * @param shares at least t; those of the t least points are used
   * @throws ProtocolException when there are fewer, or one is none
   */
  static Seed combine(int threshold, SortedMap<Integer, byte[]> shares) {
    requireThreshold(threshold);
    if (shares.size() < threshold) {
      throw new ProtocolException(
          "cannot rebuild a secret: too few shares, expected "
              + threshold
              + ", got "
              + shares.size());
    }
    int[] points = shares.keySet().stream().limit(threshold).mapToInt(Integer::intValue).toArray();
    BigInteger secret = BigInteger.ZERO;
    for (int i : points) {
      BigInteger over = BigInteger.ONE;
      BigInteger under = BigInteger.ONE;
      for (int j : points) {
        if (j != i) {
          over = over.multiply(BigInteger.valueOf(j)).mod(PRIME);
          under = under.multiply(BigInteger.valueOf((long) j - i)).mod(PRIME);
        }
      }
      BigInteger value = share(i, shares);
      secret = secret.add(value.multiply(over).mod(PRIME).multiply(under.modInverse(PRIME)));
    }
    return Seed.of(bytes(secret.mod(PRIME)));
  }

  private static BigInteger share(int point, Map<Integer, byte[]> shares) {
    requirePoint(point);
    byte[] bytes = Objects.requireNonNull(shares.get(point));
    BigInteger value = new BigInteger(1, bytes);
    if (bytes.length != Seed.BYTES || value.compareTo(PRIME) >= 0) {
      throw new ProtocolException(
          "cannot rebuild a secret: the share at "
              + point
              + " is none, expected 32 bytes below 2^256 - 189, got "
              + bytes.length
              + " bytes");
    }
    return value;
  }

  private static int requireThreshold(int threshold) {
    if (threshold < 2) {
      throw new IllegalArgumentException(
          "cannot share a secret: one share would tell it, expected a threshold of at least 2, got "
              + threshold);
    }
    return threshold;
  }

  private static int requirePoint(int point) {
    if (point < 1) {
      throw new ProtocolException(
          "cannot share a secret: expected points of at least 1, got " + point);
    }
    return point;
  }

  private static BigInteger value(Seed secret) {
    return new BigInteger(1, secret.export(SecretAccess.forKeyStore()));
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] bytes(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] out = new byte[Seed.BYTES];
    int from = Math.max(0, signed.length - Seed.BYTES);
    System.arraycopy(signed, from, out, Seed.BYTES - (signed.length - from), signed.length - from);
    return out;
  }
}
