package parley.mhe.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
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
  private EncryptedSums() {}

  /**
   * Encrypts a provider's numbers afresh; the caller owns the ciphertext.
   *
   * @param key the collective public key
   * @param values at most n of them, finite
   * @param fractionBits f, from 0 to 1000
   * @param limbs limbs of the ciphertext
   * @param seed used for this and nothing else
   */
  public static Ciphertext encrypt(
      CkksContext context, PublicKey key, double[] values, int fractionBits, int limbs, Seed seed) {
    if (values.length == 0 || values.length > context.parameters().ringDimension()) {
      throw new IllegalArgumentException(
          "cannot encrypt numbers: expected 1 to "
              + context.parameters().ringDimension()
              + ", got "
              + values.length);
    }
    int[] positions = positions(values.length);
    BigInteger[] integers = new BigInteger[values.length];
    for (int k = 0; k < values.length; k++) {
      integers[k] = toInteger(values[k], fractionBits);
    }
    try (Scope scope = Scope.open()) {
      Polynomial message = Polynomial.ofCoefficients(context, limbs, positions, integers);
      return scope.keep(key.encrypt(message, Math.scalb(1.0, fractionBits), seed));
    }
  }

  private static BigInteger toInteger(double value, int fractionBits) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "cannot encrypt a number: it is not finite, expected a number, got " + value);
    }
    return new BigDecimal(value)
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits)))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigIntegerExact();
  }

  /** The positions 0 to count - 1. */
  public static int[] positions(int count) {
    int[] positions = new int[count];
    for (int k = 0; k < count; k++) {
      positions[k] = k;
    }
    return positions;
  }

  /** The numbers that opened coefficients stand for. */
  public static double[] decode(BigInteger[] coefficients, int fractionBits) {
    BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits));
    double[] values = new double[coefficients.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = new BigDecimal(coefficients[k]).divide(one).doubleValue();
    }
    return values;
  }

  /** The smudging for the sum of one ciphertext of each provider, s = 40. */
  public static Smudging smudging(CkksContext context, int parties, long openings, int count) {
    double fresh = NoiseBounds.freshEncryption(context.parameters().ringDimension(), parties);
    return Smudging.of(openings, count, NoiseBounds.sum(fresh, parties));
  }

  /**
   * The least f at which an opened sum has an error below 2^-precisionBits (8 standard deviations).
   *
   * @param precisionBits bits wanted after the point
   */
  public static int fractionBits(Smudging smudging, int parties, int precisionBits) {
    return precisionBits + MaskRule.ceilLog2(8 * smudging.deviation() * Math.sqrt(parties));
  }
}
