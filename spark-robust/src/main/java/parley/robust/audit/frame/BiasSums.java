package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.apache.commons.statistics.distribution.TDistribution;
import parley.measure.Interval;
import parley.measure.Measure;
import parley.robust.data.LargestGroups;

/**
 * Sums of numbers from -1 to 1 and of their squares, in units of 2^-61, exact whatever the order.
 * Immutable, so safe for use by several threads.
 *
 * @param rows how many numbers
 * @param sum of them
 * @param squares of their squares
 */
@DefaultSerializer(JavaSerializer.class)
record BiasSums(long rows, BigInteger sum, BigInteger squares)
    implements LargestGroups.Addable<BiasSums> {
  static final BiasSums NONE = new BiasSums(0, BigInteger.ZERO, BigInteger.ZERO);

  /** The high part of a number counts 2^-30, the low part what is left, 31 bits finer. */
  static final double HIGH = 0x1p30;

  static final double LOW = 0x1p31;
  private static final int LOW_BITS = 31;
  private static final BigDecimal UNIT = new BigDecimal(BigInteger.ONE.shiftLeft(61));
  private static final MathContext DIGITS = new MathContext(60);

  static BiasSums of(long rows, long high, long low, long highSquares, long lowSquares) {
    return new BiasSums(rows, exact(high, low), exact(highSquares, lowSquares));
  }

  private static BigInteger exact(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(LOW_BITS).add(BigInteger.valueOf(low));
  }

  @Override
  public BiasSums plus(BiasSums other) {
    return new BiasSums(rows + other.rows, sum.add(other.sum), squares.add(other.squares));
  }

  /**
   * Their mean.
   *
   * @param unit of the numbers, by which the result is multiplied
   */
  Measure bias(double unit, double confidence) {
    BigDecimal n = BigDecimal.valueOf(rows);
    BigDecimal total = new BigDecimal(sum).divide(UNIT, DIGITS);
    double mean = total.divide(n, DIGITS).doubleValue() * unit;
    if (rows < 2) {
      return Measure.of("statisticalBias", mean);
    }
    BigDecimal spread =
        new BigDecimal(squares)
            .divide(UNIT, DIGITS)
            .subtract(total.multiply(total).divide(n, DIGITS))
            .max(BigDecimal.ZERO);
    double variance = spread.divide(n.subtract(BigDecimal.ONE), DIGITS).doubleValue();
    double half =
        TDistribution.of(rows - 1).inverseSurvivalProbability((1 - confidence) / 2)
            * Math.sqrt(variance / rows)
            * unit;
    return Measure.of("statisticalBias", mean, new Interval(mean - half, mean + half, confidence));
  }
}
