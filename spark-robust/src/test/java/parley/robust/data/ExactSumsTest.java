package parley.robust.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

class ExactSumsTest {
  @Test
  void sums_inAnyOrderAndGrouping_areEqualToTheBit() {
    double[] values = values();
    ExactSums forward = new ExactSums(1);
    ExactSums backward = new ExactSums(1);
    ExactSums[] groups = {new ExactSums(1), new ExactSums(1), new ExactSums(1)};
    double plain = 0;
    double reversed = 0;
    for (int i = 0; i < values.length; i++) {
      forward.add(values, i);
      backward.add(values, values.length - 1 - i);
      groups[i % 3].add(values, i);
      plain += values[i];
      reversed += values[values.length - 1 - i];
    }
    double sum = forward.toDoubles()[0];
    assertThat(backward.toDoubles()[0]).isEqualTo(sum);
    assertThat(groups[2].merge(groups[0]).merge(groups[1]).toDoubles()[0]).isEqualTo(sum);
    assertThat(plain).as("what doubles would do").isNotEqualTo(reversed);
    BigDecimal exact = BigDecimal.ZERO;
    for (double value : values) {
      exact = exact.add(new BigDecimal(value));
    }
    assertThat(sum).isCloseTo(exact.doubleValue(), within(1e-16 * 4e6));
  }

  @Test
  void sums_ofTinyValues_keepThem() {
    ExactSums sums = new ExactSums(1);
    for (int i = 0; i < 1000; i++) {
      sums.add(new double[] {1e-14}, 0);
    }
    assertThat(sums.toDoubles()[0]).isCloseTo(1e-11, within(1e-18));
  }

  @Test
  void add_tooLargeOrNaN_isRefused() {
    assertThatThrownBy(() -> new ExactSums(2).add(new double[] {0, 0x1p24}, 0))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("entry 1: expected less than 2^24");
    assertThatThrownBy(() -> new ExactSums(1).add(new double[] {Double.NaN}, 0))
        .hasMessageContaining("got NaN");
  }

  private static double[] values() {
    Random random = new Random(1);
    double[] values = new double[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
    }
    return values;
  }
}
