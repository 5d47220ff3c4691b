package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.InvalidDataException;

class FixedPointTest {
  @Test
  void quantise_weightedMean_isTheKnownOne() {
    double[][] x = {
      {1.0 / 6, -5.0 / 12, 1, 1.0 / 3}, {0.25, 0.75, -2.5, 1}, {-1.0 / 48, 0, 1.0 / 60, 1.0 / 6}
    };
    FixedPoint units = new FixedPoint(32, 20, 3);
    long[][] q = new long[3][];
    for (int u = 0; u < 3; u++) {
      q[u] = units.quantise("site" + u, x[u]);
    }
    assertThat(q[0]).containsExactly(174763, -436907, 1048576, 349525);
    assertThat(q[1]).containsExactly(262144, 786432, -2621440, 1048576);
    assertThat(q[2]).containsExactly(-21845, 0, 17476, 174763);
  }

  @Test
  void quantise_halves_goToTheEvenUnit() {
    assertThat(new FixedPoint(32, 0, 10).quantise("a", new double[] {0.5, 1.5, 2.5, -0.5, -1.5}))
        .containsExactly(0, 2, 2, 0, -2);
  }

  @Test
  void finest_knownCase_has24FractionBits() {
    assertThat(FixedPoint.finest(32, 10, 8, 0).fractionBits()).isEqualTo(24);
    assertThat(FixedPoint.finest(64, 10, 8, 0).fractionBits()).isEqualTo(52);
    // 80 and ten deviations of 100 are below 2^31 / 2^20, not 2^31 / 2^21.
    assertThat(FixedPoint.finest(32, 10, 8, 100).fractionBits()).isEqualTo(20);
    assertThat(new FixedPoint(32, 24, 8).holds(16, 0)).isFalse();
    assertThat(new FixedPoint(32, 24, 8).holds(15, 0)).isTrue();
    assertThatThrownBy(() -> FixedPoint.finest(32, 10, 1e9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no room");
  }

  @ParameterizedTest
  @ValueSource(doubles = {8.000001, -9, Double.NaN, Double.POSITIVE_INFINITY})
  void quantise_beyondTheBound_isRefusedAndNotShown(double value) {
    assertThatThrownBy(() -> new FixedPoint(32, 20, 8).quantise("north", new double[] {0, value}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("number 1 of north")
        .hasMessageNotContaining(Double.toString(value));
  }

  @Test
  void restore_sumOfManyQuantised_isWithinTheBoundOfItsError() {
    SplittableRandom random = new SplittableRandom(5);
    FixedPoint units = FixedPoint.finest(32, 10, 8, 0);
    for (int trial = 0; trial < 1000; trial++) {
      long sum = 0;
      double exact = 0;
      for (int u = 0; u < 10; u++) {
        double x = random.nextDouble(-8, 8);
        sum += units.quantise("a", new double[] {x})[0];
        exact += x;
      }
      assertThat(sum).isEqualTo((int) sum);
      assertThat(units.restore(new long[] {sum})[0])
          .isCloseTo(exact, org.assertj.core.data.Offset.offset(10 * 0x1p-25 + 1e-13));
    }
  }
}
