package parley.fl.protection.encrypted.network.packing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Slots that repeat with a period kappa, and their polynomial: 2 kappa coefficients at multiples of
 * n / (2 kappa), real slots alone. The canonical embedding of Cheon et al., <a
 * href="https://eprint.iacr.org/2016/421">ePrint 2016/421</a>, in the subring of X^(n / (2 kappa)).
 * Immutable and thread-safe.
 */
public final class PatternTransform {
  private final int period;
  private final double[] cosine;
  private final int[] powers;

  /** The transform of a period that is a power of two. */
  public PatternTransform(int period) {
    this.period = period;
    this.cosine = new double[4 * period];
    for (int k = 0; k < cosine.length; k++) {
      cosine[k] = StrictMath.cos(2 * StrictMath.PI * k / cosine.length);
    }
    this.powers = new int[period];
    powers[0] = 1;
    for (int q = 1; q < period; q++) {
      powers[q] = powers[q - 1] * 5 % cosine.length;
    }
  }

  /** The integers at multiples of n / (2 kappa) for a number a slot, at a scale. */
  public BigInteger[] coefficients(double[] slots, double scale) {
    BigInteger[] out = new BigInteger[2 * period];
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int q = 0; q < period; q++) {
        sum += slots[q] * cosine(q, i);
      }
      out[i] = round(sum / period, scale);
    }
    return out;
  }

  /** The slots of these coefficients, as numbers at a scale: what is imaginary is left out. */
  public double[] slots(BigInteger[] coefficients, double scale) {
    double[] values = new double[coefficients.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = coefficients[i].doubleValue() / scale;
    }
    double[] out = new double[period];
    for (int q = 0; q < period; q++) {
      for (int i = 0; i < values.length; i++) {
        out[q] += values[i] * cosine(q, i);
      }
    }
    return out;
  }

  private double cosine(int slot, int coefficient) {
    return cosine[(int) ((long) powers[slot] * coefficient % cosine.length)];
  }

  static BigInteger round(double value, double scale) {
    return new BigDecimal(value)
        .multiply(new BigDecimal(scale))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }
}
