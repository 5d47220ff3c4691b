package parley.mhe.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

class FactorTest {

  @Test
  void apply_halves_roundUpwards() {
    Factor half = new Factor(BigInteger.ONE, 1);
    List<Long> rounded = new ArrayList<>();
    for (long value = -3; value <= 3; value++) {
      rounded.add(half.apply(BigInteger.valueOf(value)).longValueExact());
    }
    assertThat(rounded).containsExactly(-1L, -1L, 0L, 0L, 1L, 1L, 2L);
  }

  @Test
  void apply_maskedSum_cancelsUpToRounding() {
    Random random = new Random(5);
    Factor factor = Factor.of(-0.8 / 455, 0x1.00001p90, 0x1p45);
    int parties = 160;
    BigInteger message = new BigInteger(90, random);
    BigInteger masked = message;
    BigInteger lifted = BigInteger.ZERO;
    for (int i = 0; i < parties; i++) {
      BigInteger mask = new BigInteger(220, random).subtract(BigInteger.ONE.shiftLeft(219));
      masked = masked.subtract(mask);
      lifted = lifted.add(factor.apply(mask));
    }
    lifted = lifted.add(factor.apply(masked));
    double expected = message.doubleValue() * factor.toDouble();
    assertThat(lifted.doubleValue()).isCloseTo(expected, within((parties + 1) / 2.0));
  }

  @Test
  void of_scales_keepsMoreBitsThanADouble() {
    Factor factor = Factor.of(1, 3, 0x1p90);
    BigInteger exact = BigInteger.ONE.shiftLeft(90).divide(BigInteger.valueOf(3));
    assertThat(factor.apply(BigInteger.ONE).subtract(exact).abs())
        .isLessThanOrEqualTo(BigInteger.ONE);
    assertThat(Factor.of(0, 1, 1).apply(BigInteger.TEN)).isEqualTo(BigInteger.ZERO);
    assertThat(Factor.of(0.25, 1, 1).toDouble()).isEqualTo(0.25);
  }

  @Test
  void of_badArguments_refused() {
    assertThatThrownBy(() -> Factor.of(Double.NaN, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Factor.of(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Factor(BigInteger.ONE, -1)).isInstanceOf(ParleyException.class);
  }
}
