package parley.robust.audit.shift.statistics;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The exact sum of doubles of any size: it depends neither on their order nor on how they were
 * split, and is rounded once, at the end. Each summand is added in whole numbers to the words of a
 * long fixed-point number, as in U. Kulisch's accumulator (https://doi.org/10.1515/9783110301793).
 * For one thread at a time.
 */
@DefaultSerializer(JavaSerializer.class)
public final class ExactTotal implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int WORD_BITS = 32;
  private static final long WORD = (1L << WORD_BITS) - 1;

  /** Words for 2^-1074 to 2^1024, and one for the carry. */
  private static final int WORDS = 67;

  private static final int SMALLEST_EXPONENT = 1074;
  private static final int MANTISSA_BITS = 52;

  /** A summand adds less than 2^33 to a word. */
  private static final int ADDS_BEFORE_CARRY = 1 << 29;

  private static final MathContext PRECISION = new MathContext(60);

  private final long[] words = new long[WORDS];
  private int adds;
  private boolean infinite;

  /** Adds a number; one that is not finite makes the total infinite. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      infinite = true;
      return;
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
    long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << MANTISSA_BITS;
    }
    int place = (exponent - 1) / WORD_BITS;
    int shift = (exponent - 1) % WORD_BITS;
    long low = (mantissa & WORD) << shift;
    long high = (mantissa >>> WORD_BITS) << shift;
    long sign = value < 0 ? -1 : 1;
    words[place] += sign * (low & WORD);
    words[place + 1] += sign * ((low >>> WORD_BITS) + (high & WORD));
    words[place + 2] += sign * (high >>> WORD_BITS);
    if (++adds >= ADDS_BEFORE_CARRY) {
      carry();
    }
  }

  /** Adds the product of two numbers without rounding it. */
  public void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    if (Double.isFinite(product)) {
      add(Math.fma(a, b, -product));
    }
  }

  /** Adds another's total to this one; returns this. */
  public ExactTotal merge(ExactTotal other) {
    carry();
    other.carry();
    for (int i = 0; i < WORDS; i++) {
      words[i] += other.words[i];
    }
    adds = 2;
    infinite |= other.infinite;
    return this;
  }

  /** Whether every number added, and every product, was finite. */
  public boolean isFinite() {
    return !infinite;
  }

  /**
   * The total.
   *
   * @throws IllegalStateException if it is not finite
   */
  public BigDecimal value() {
    if (infinite) {
      throw new IllegalStateException("cannot read the total: it is not finite");
    }
    BigInteger sum = BigInteger.ZERO;
    for (int i = WORDS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(WORD_BITS).add(BigInteger.valueOf(words[i]));
    }
    int zeros = sum.signum() == 0 ? 0 : Math.min(sum.getLowestSetBit(), SMALLEST_EXPONENT);
    return new BigDecimal(sum.shiftRight(zeros))
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(SMALLEST_EXPONENT - zeros)), PRECISION);
  }

  /** The mean of a number of summands; 0 of none. */
  public double mean(long count) {
    return count == 0 ? 0 : value().divide(BigDecimal.valueOf(count), PRECISION).doubleValue();
  }

  /**
   * The variance, with the count less one below, of summands whose squares have another total.
   *
   * @param squares total of the squares
   * @param count of the summands, 2 or more
   */
  public double variance(ExactTotal squares, long count) {
    BigDecimal sum = value();
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal spread = squares.value().subtract(sum.multiply(sum).divide(n, PRECISION), PRECISION);
    return Math.max(0, spread.divide(BigDecimal.valueOf(count - 1), PRECISION).doubleValue());
  }

  /** Leaves each word but the highest within 32 bits. */
  private void carry() {
    for (int i = 0; i < WORDS - 1; i++) {
      long over = words[i] >> WORD_BITS;
      words[i] -= over << WORD_BITS;
      words[i + 1] += over;
    }
    adds = 0;
  }
}
