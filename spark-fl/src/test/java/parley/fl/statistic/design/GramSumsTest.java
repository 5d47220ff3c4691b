package parley.fl.statistic.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against sums of BigIntegers. */
class GramSumsTest {
  private static BigInteger units(double value) {
    return new BigDecimal(value)
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(GramSums.FRACTION_BITS)))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  @Test
  void add_fullBlocksOfAnySize_exactSumsOfRoundedProducts() {
    Random random = new Random(3);
    for (double size : new double[] {1e-9, 1, GramSums.LIMIT}) {
      double[][] values = new double[3][GramSums.BLOCK];
      BigInteger[] expected = new BigInteger[6];
      Arrays.fill(expected, BigInteger.ZERO);
      GramSums sums = new GramSums(3);
      for (int block = 0; block < 2; block++) {
        for (int r = 0; r < GramSums.BLOCK; r++) {
          for (int k = 0; k < 3; k++) {
            values[k][r] = k == 2 ? -Math.nextDown(size) : (random.nextDouble() * 2 - 1) * size;
          }
          int at = 0;
          for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
              expected[at] = expected[at].add(units(values[i][r]).multiply(units(values[j][r])));
              at++;
            }
          }
        }
        sums.add(values, GramSums.BLOCK);
      }
      assertThat(sums.toIntegers()).containsExactly(expected);
    }
  }

  @Test
  void add_beyondTheLimit_refused() {
    for (double value : new double[] {GramSums.LIMIT, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> new GramSums(1).add(new double[][] {{value}}, 1))
          .isInstanceOf(ArithmeticException.class);
    }
  }
}
