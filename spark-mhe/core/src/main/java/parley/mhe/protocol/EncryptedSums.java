package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/**
 * Numbers that are summed up under encryption and then opened: value k is coefficient X^k at a
 * scale of 2^f. Added up as ciphertexts, opened by a {@link CollectiveDecryption} of the first
 * coefficients alone. Stateless, thread-safe.
 *
 * <p>The error of an opened sum is Gaussian with deviation sigma sqrt(N) / 2^f, sigma that of the
 * smudging.
 */
public final class EncryptedSums {
  /** 7 of the 8 deviations that half a unit is: 3e-12 of honest numbers have more. */
  private static final double MOST_NOISE = .4375;

  private EncryptedSums() {}

  /**
   * Encrypts a provider's integers afresh, n a ciphertext; the caller owns the ciphertexts.
   *
   * @param key the collective public key
   * @param fractionBits f, at least 1
   * @param limbs limbs of the ciphertexts
   * @param seeds of this upload and nothing else
   */
  public static List<Ciphertext> encrypt(
      PublicKey key, BigInteger[] values, int fractionBits, int limbs, ShareSeeds seeds) {
    CkksContext context = key.context();
    int n = context.parameters().ringDimension();
    try (Scope scope = Scope.open()) {
      List<Polynomial> messages = new ArrayList<>();
      WireWriter hashes = new WireWriter();
      for (int from = 0; from < values.length; from += n) {
        BigInteger[] block = new BigInteger[Math.min(n, values.length - from)];
        for (int k = 0; k < block.length; k++) {
          block[k] = values[from + k].shiftLeft(fractionBits);
        }
        Polynomial message =
            Polynomial.ofCoefficients(context, limbs, positions(block.length), block);
        messages.add(message);
        hashes.add(message.hash());
      }
      ShareSeeds hiding = seeds.hiding(hashes.sha256());
      List<Ciphertext> blocks = new ArrayList<>();
      for (int b = 0; b < messages.size(); b++) {
        Seed seed = hiding.seed("sums", b);
        blocks.add(scope.keep(key.encrypt(messages.get(b), Math.scalb(1.0, fractionBits), seed)));
      }
      return blocks;
    }
  }

  /** The positions 0 to count - 1. */
  public static int[] positions(int count) {
    int[] positions = new int[count];
    for (int k = 0; k < count; k++) {
      positions[k] = k;
    }
    return positions;
  }

  /**
   * The least f at which an opened sum has an error below 2^-precisionBits (8 standard deviations).
   *
   * @param precisionBits bits wanted after the point
   */
  public static int fractionBits(Smudging smudging, int parties, int precisionBits) {
    return precisionBits + MaskRule.ceilLog2(8 * smudging.deviation() * Math.sqrt(parties));
  }

  /** The least f at which opened integers are exact: 8 deviations are below half a unit. */
  public static int exactFractionBits(Smudging smudging, int parties) {
    return fractionBits(smudging, parties, 1);
  }

  /**
   * Rounds the noise away from opened coefficients.
   *
   * @param fractionBits f, at least 1
   * @return the integers
   */
  public static BigInteger[] integers(BigInteger[] coefficients, int fractionBits) {
    BigInteger half = BigInteger.ONE.shiftLeft(fractionBits - 1);
    BigInteger[] integers = new BigInteger[coefficients.length];
    for (int k = 0; k < integers.length; k++) {
      integers[k] = coefficients[k].add(half).shiftRight(fractionBits);
    }
    return integers;
  }

  /**
   * Opens sums that were switched to the querier's key.
   *
   * @param querier the key
   * @param blocks the ciphertexts, in order; coefficient k of block b is number b n + k
   * @param count how many numbers; the coefficients after them must be 0
   * @return the integers
   * @throws ProtocolException if the noise is above {@value #MOST_NOISE} of a unit anywhere, or
   *     something is where nothing was put: then no number can be trusted
   */
  public static BigInteger[] open(KeyPair querier, List<Ciphertext> blocks, int count) {
    int n = querier.publicKey().context().parameters().ringDimension();
    if (blocks(count, n) != blocks.size()) {
      throw new IllegalArgumentException(
          "cannot open sums: expected "
              + blocks(count, n)
              + " ciphertexts for "
              + count
              + " numbers, got "
              + blocks.size());
    }
    BigInteger[] all = new BigInteger[count];
    for (int b = 0; b < blocks.size(); b++) {
      int fraction = Math.getExponent(blocks.get(b).scale());
      BigInteger[] coefficients;
      try (Polynomial phase = querier.phase(blocks.get(b))) {
        coefficients = phase.coefficients();
      }
      BigInteger[] integers = integers(coefficients, fraction);
      for (int k = 0; k < n; k++) {
        requireTrusted(coefficients[k].subtract(integers[k].shiftLeft(fraction)), fraction);
        int number = b * n + k;
        if (number < count) {
          all[number] = integers[k];
        } else if (integers[k].signum() != 0) {
          throw refuse("a number is where none was put, expected 0, got another");
        }
      }
    }
    return all;
  }

  private static void requireTrusted(BigInteger noise, int fractionBits) {
    if (noise.abs().doubleValue() > MOST_NOISE * Math.scalb(1.0, fractionBits)) {
      throw refuse(
          "there is more noise than the plan allows for, expected at most "
              + MOST_NOISE
              + " of a unit, got "
              + noise.abs().doubleValue() / Math.scalb(1.0, fractionBits));
    }
  }

  private static ProtocolException refuse(String problem) {
    return new ProtocolException("cannot open sums: " + problem);
  }

  /** Ciphertexts that so many numbers take in a ring of dimension n. */
  public static int blocks(int count, int ringDimension) {
    return (count + ringDimension - 1) / ringDimension;
  }
}
