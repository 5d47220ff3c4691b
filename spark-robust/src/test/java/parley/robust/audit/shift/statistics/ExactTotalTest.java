package parley.robust.audit.shift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ExactTotalTest {
  @Test
  void value_numbersOfAnySize_isExactInAnyOrderAndSplit() {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1);
    double[] values = new double[2000];
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextDouble() - .5) * Math.pow(2, random.nextInt(120) - 60);
      expected = expected.add(new BigDecimal(values[i]));
    }
    ExactTotal forwards = new ExactTotal();
    ExactTotal[] parts = {new ExactTotal(), new ExactTotal(), new ExactTotal()};
    for (int i = 0; i < values.length; i++) {
      forwards.add(values[i]);
      parts[i % 3].add(values[values.length - 1 - i]);
    }

    assertThat(forwards.value().doubleValue()).isEqualTo(expected.doubleValue());
    assertThat(parts[0].merge(parts[1]).merge(parts[2]).value())
        .isEqualByComparingTo(forwards.value());
  }

  @Test
  void value_extremes_cancel() {
    ExactTotal total = new ExactTotal();
    for (double value : new double[] {Double.MAX_VALUE, 1, Double.MIN_VALUE, -Double.MAX_VALUE}) {
      total.add(value);
    }
    total.add(-1);

    assertThat(total.value().doubleValue()).isEqualTo(Double.MIN_VALUE);
    total.add(-2 * Double.MIN_VALUE);
    assertThat(total.value().doubleValue()).isEqualTo(-Double.MIN_VALUE);
  }

  /** Far from 0 a plain sum of squares would leave no digit of the variance. */
  @Test
  void variance_farFromZero_keepsItsDigits() {
    ExactTotal sum = new ExactTotal();
    ExactTotal squares = new ExactTotal();
    for (double value : new double[] {1e9, 1e9 + 1, 1e9 + 2}) {
      sum.add(value);
      squares.addProduct(value, value);
    }

    assertThat(sum.mean(3)).isEqualTo(1e9 + 1);
    assertThat(sum.variance(squares, 3)).isCloseTo(1, within(1e-15));
  }

  @Test
  void addProduct_overflow_isNotFinite() {
    ExactTotal total = new ExactTotal();
    total.addProduct(1e200, 1e200);

    assertThat(total.isFinite()).isFalse();
    assertThat(new ExactTotal().merge(total).isFinite()).isFalse();
  }
}
