package parley.fl.protection.encrypted.network.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

class PackedWeightsTest {
  private static final double SCALE = 0x1p60;

  private static CkksContext context;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  /** The library's encoder gives the same polynomial, and no other coefficient. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 64})
  void coefficients_ofAPattern_areThoseOfTheEncoder(int period) {
    Random random = new Random(period);
    double[] pattern = random.doubles(period, -1, 1).toArray();
    double[] slots = new double[context.parameters().slots()];
    Arrays.setAll(slots, i -> pattern[i % period]);
    PatternTransform transform = new PatternTransform(period);
    BigInteger[] got = transform.coefficients(pattern, SCALE);
    try (Scope scope = Scope.open()) {
      BigInteger[] encoded =
          new Encoder(context).encode(slots, SCALE, 2).polynomial().coefficients();
      int stride = encoded.length / (2 * period);
      for (int i = 0; i < encoded.length; i++) {
        double expected = i % stride == 0 ? got[i / stride].doubleValue() / SCALE : 0;
        assertThat(encoded[i].doubleValue() / SCALE).isCloseTo(expected, within(1e-14));
      }
    }
    assertThat(transform.slots(got, SCALE)).containsExactly(pattern, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 2, 16, 1",
    "70, 12, 3, 150, 1",
    "70, 12, 3, 150, 8",
    "200, 12, 3, 150, 2",
    "9, 64, 2, 512, 4",
    "1, 1, 1, 1, 1",
    "1, 1, 1, 1, 2"
  })
  void pack_weights_comeBackAndStandApart(
      int features, int neurons, int outputs, int rows, int together) {
    NetworkLayout layout =
        new NetworkLayout(1024, List.of(features, neurons, outputs), rows, together);
    PackedWeights packing = new PackedWeights(layout);
    Random random = new Random(features);
    double[][] hidden = matrix(random, features + 1, neurons);
    double[][] output = matrix(random, neurons + 1, outputs);
    double scale = NetworkLevels.HIDDEN_SCALE;
    try (Scope scope = Scope.open()) {
      BigInteger[][] packs = new BigInteger[layout.layer(0).packs() + 1][];
      int used = 0;
      for (int pack = 0; pack < packs.length - 1; pack++) {
        packs[pack] =
            coefficients(PackedWeights.columns(context, layout.columns(0), hidden, pack, -.5, 2));
        used += used(packs[pack]);
      }
      packs[packs.length - 1] = coefficients(packing.patterns(context, output, -.5, scale, 2));

      assertThat(used).isEqualTo((features + 1) * neurons);
      double[] expected =
          Stream.of(hidden, output)
              .flatMap(Arrays::stream)
              .flatMapToDouble(Arrays::stream)
              .map(w -> -.5 * w)
              .toArray();
      assertThat(packing.weights(packs, scale)).containsExactly(expected, within(1e-13));
    }
  }

  private static int used(BigInteger[] coefficients) {
    return (int) Arrays.stream(coefficients).filter(c -> c.signum() != 0).count();
  }

  private static double[][] matrix(Random random, int rows, int columns) {
    double[][] out = new double[rows][];
    Arrays.setAll(out, r -> random.doubles(columns, .1, 1).toArray());
    return out;
  }

  private static BigInteger[] coefficients(Plaintext plaintext) {
    try (Polynomial polynomial = plaintext.polynomial()) {
      return polynomial.coefficients();
    }
  }

  @Test
  void patterns_ofTwoGroups_shareNoCoefficient() {
    NetworkLayout layout = new NetworkLayout(1024, List.of(3, 12, 3), 100);
    boolean[] taken = new boolean[1024];
    for (int pattern : List.of(0, 1, layout.last().vectors() - 1)) {
      for (int i = 0; i < 2 * layout.last().neuronsPerGroup(); i++) {
        int at = layout.last().exponent(pattern) + i * layout.last().stride();
        assertThat(taken[at]).as("pattern %d at %d", pattern, at).isFalse();
        taken[at] = true;
      }
    }
  }
}
