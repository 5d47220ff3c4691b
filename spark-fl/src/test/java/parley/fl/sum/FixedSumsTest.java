package parley.fl.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against sums of BigDecimals. */
class FixedSumsTest {
  private static BigInteger units(double value, int bits) {
    BigDecimal two = BigDecimal.valueOf(2).pow(Math.abs(bits));
    BigDecimal exact = new BigDecimal(value);
    return (bits < 0 ? exact.divide(two) : exact.multiply(two))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  @Test
  void add_anySizeAndSign_theSumOfWholeUnits() {
    Random random = new Random(7);
    for (int bits : new int[] {-20, 0, 30, 60, 110}) {
      FixedSums sums = new FixedSums(3, bits);
      BigInteger expected = BigInteger.ZERO;
      for (int i = 0; i < 3000; i++) {
        double value =
            Math.scalb(
                random.nextDouble() - 0.5, random.nextInt(160) - 60 - Math.max(0, bits - 60));
        assertThat(sums.holds(value)).isTrue();
        sums.add(1, value);
        expected = expected.add(units(value, bits));
      }
      assertThat(sums.toIntegers()).containsExactly(BigInteger.ZERO, expected, BigInteger.ZERO);
    }
  }

  @Test
  void add_halves_toEven() {
    FixedSums sums = new FixedSums(4, 1);
    double[] values = {0.25, 0.75, -0.25, -0.75};
    for (int k = 0; k < 4; k++) {
      sums.add(k, values[k]);
    }
    assertThat(sums.toIntegers())
        .containsExactly(BigInteger.ZERO, BigInteger.TWO, BigInteger.ZERO, BigInteger.valueOf(-2));
  }

  @Test
  void merge_anySplit_sameBits() {
    Random random = new Random(9);
    FixedSums whole = new FixedSums(1, 60);
    FixedSums[] parts = {new FixedSums(1, 60), new FixedSums(1, 60), new FixedSums(1, 60)};
    for (int i = 0; i < 999; i++) {
      double value = random.nextGaussian() * 1e9;
      whole.add(0, value);
      parts[random.nextInt(3)].add(0, value);
    }
    assertThat(parts[2].merge(parts[0]).merge(parts[1]).toIntegers())
        .containsExactly(whole.toIntegers());
  }

  @Test
  void addProduct_exactWhereTheUnitHoldsIt() {
    FixedSums sums = new FixedSums(1, 60);
    double a = 123456.78901234;
    double b = -98765.4321;
    sums.addProduct(0, a, b);
    BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b));
    BigDecimal got =
        new BigDecimal(sums.toIntegers()[0]).divide(new BigDecimal(BigInteger.ONE.shiftLeft(60)));
    assertThat(got.subtract(exact).abs()).isLessThan(BigDecimal.valueOf(1e-18));
  }

  @Test
  void add_tooLargeOrNotFinite_refused() {
    FixedSums sums = new FixedSums(1, 60);
    for (double value : new double[] {0x1p154, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(sums.holds(value)).isFalse();
      assertThatThrownBy(() -> sums.add(0, value)).isInstanceOf(ArithmeticException.class);
    }
    assertThat(sums.holds(0x1p153)).isTrue();
  }

  @Test
  void addUnits_anySign_theSumOfThem() {
    FixedSums sums = new FixedSums(2, 40);
    BigInteger expected = BigInteger.ZERO;
    for (long units : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 5, -(1L << 40), 1L << 62}) {
      sums.addUnits(1, units);
      expected = expected.add(BigInteger.valueOf(units));
    }
    assertThat(sums.toIntegers()).containsExactly(BigInteger.ZERO, expected);
  }
}
