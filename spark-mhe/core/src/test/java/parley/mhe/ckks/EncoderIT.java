package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;

class EncoderIT {
  private static CkksContext context;
  private static Encoder encoder;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
    encoder = new Encoder(context);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p45, 0x1p90, 0x1p135, 1.2345e20})
  void decode_ofEncode_isPreciseAtAnyScale(double scale) {
    double[] values = SoloKeys.values(2048, 1);
    try (Plaintext m = encoder.encode(values, scale, 8)) {
      // Rounding each of n coefficients to 1/2 gives a slot error of std sqrt(n/12); 8 of them.
      double bound = Math.max(8 * Math.sqrt(4096 / 12.0) / scale, 0x1p-47);
      assertThat(SoloKeys.error(encoder.decode(m), values)).isLessThan(bound);
      assertThat(m.scale()).isEqualTo(scale);
    }
  }

  @Test
  void encode_fewerValues_fillsWithZeros() {
    try (Plaintext m = encoder.encode(new double[] {3, -2.5}, 0x1p45, 3)) {
      double[] slots = encoder.decode(m);
      double[] expected = new double[2048];
      expected[0] = 3;
      expected[1] = -2.5;
      assertThat(SoloKeys.error(slots, expected)).isLessThan(0x1p-36);
    }
  }

  @Test
  void encodeConstant_anyScale_isInEverySlot() {
    for (double scale : new double[] {0x1p45, 0x1p120}) {
      try (Plaintext m = encoder.encodeConstant(-0.7, scale, 8)) {
        double[] expected = new double[2048];
        java.util.Arrays.fill(expected, -0.7);
        assertThat(SoloKeys.error(encoder.decode(m), expected)).isLessThan(0x1p-44);
      }
    }
  }

  @Test
  void encode_badValues_isRefused() {
    assertThatThrownBy(() -> encoder.encode(new double[2049], 0x1p45, 3))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected up to 2048, got 2049");
    assertThatThrownBy(() -> encoder.encode(new double[] {Double.NaN}, 0x1p45, 3))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> encoder.encode(new double[] {1e9}, 0x1p90, 2))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("half the modulus");
    assertThatThrownBy(() -> encoder.encode(new double[] {1}, -1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
