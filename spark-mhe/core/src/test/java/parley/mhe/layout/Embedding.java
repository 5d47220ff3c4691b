package parley.mhe.layout;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The canonical embedding as its definition says, term by term in decimals of 150 digits: what the
 * transforms are compared with.
 */
final class Embedding {
  static final MathContext DIGITS = new MathContext(150);

  /** Machin: pi = 16 atan(1/5) - 4 atan(1/239). */
  private static final BigDecimal PI =
      arctanOfInverse(5)
          .multiply(BigDecimal.valueOf(16))
          .subtract(arctanOfInverse(239).multiply(BigDecimal.valueOf(4)));

  private final int n;
  private final BigDecimal[] cos;

  Embedding(int n) {
    this.n = n;
    this.cos = new BigDecimal[2 * n];
    for (int k = 0; k < 2 * n; k++) {
      BigDecimal x = PI.multiply(BigDecimal.valueOf(k)).divide(BigDecimal.valueOf(n), DIGITS);
      cos[k] = cosine(x);
    }
  }

  /** cos(pi k / n). */
  BigDecimal cosine(int k) {
    return cos[k];
  }

  /** Re m(zeta^(5^k)), zeta = e^(i pi / n), for k below n/2. */
  BigDecimal[] slots(BigInteger[] m) {
    BigDecimal[] slots = new BigDecimal[n / 2];
    for (int k = 0; k < n / 2; k++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int j = 0; j < n; j++) {
        sum = sum.add(new BigDecimal(m[j]).multiply(cosine(k, j)));
      }
      slots[k] = sum;
    }
    return slots;
  }

  /** The real polynomial with these slots. */
  BigDecimal[] coefficients(BigDecimal[] slots) {
    BigDecimal[] m = new BigDecimal[n];
    for (int j = 0; j < n; j++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int k = 0; k < n / 2; k++) {
        sum = sum.add(slots[k].multiply(cosine(k, j)));
      }
      m[j] = sum.multiply(BigDecimal.valueOf(2)).divide(BigDecimal.valueOf(n), DIGITS);
    }
    return m;
  }

  /** Of the angle of zeta^(5^k j). */
  private BigDecimal cosine(int k, int j) {
    BigInteger order = BigInteger.valueOf(2L * n);
    BigInteger power = BigInteger.valueOf(5).modPow(BigInteger.valueOf(k), order);
    return cos[power.multiply(BigInteger.valueOf(j)).mod(order).intValue()];
  }

  private static BigDecimal cosine(BigDecimal x) {
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int i = 1; term.abs().compareTo(BigDecimal.ONE.movePointLeft(140)) > 0; i++) {
      term =
          term.multiply(square, DIGITS)
              .divide(BigDecimal.valueOf((2L * i - 1) * 2 * i), DIGITS)
              .negate();
      sum = sum.add(term);
    }
    return sum;
  }

  private static BigDecimal arctanOfInverse(int x) {
    BigDecimal square = BigDecimal.valueOf((long) x * x);
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(x), DIGITS);
    BigDecimal sum = power;
    for (int i = 1; power.compareTo(BigDecimal.ONE.movePointLeft(145)) > 0; i++) {
      power = power.divide(square, DIGITS);
      BigDecimal term = power.divide(BigDecimal.valueOf(2L * i + 1), DIGITS);
      sum = i % 2 == 1 ? sum.subtract(term) : sum.add(term);
    }
    return sum.setScale(140, RoundingMode.HALF_EVEN);
  }
}
