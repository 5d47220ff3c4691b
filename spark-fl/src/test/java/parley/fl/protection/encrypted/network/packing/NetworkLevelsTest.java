package parley.fl.protection.encrypted.network.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.mhe.ckks.CkksContext;

class NetworkLevelsTest {
  private static final Map<NetworkRing, CkksContext> CONTEXTS = new EnumMap<>(NetworkRing.class);

  @BeforeAll
  static void open() {
    for (NetworkRing ring : NetworkRing.values()) {
      CONTEXTS.put(ring, CkksContext.open(ring.parameters(14, false)));
    }
  }

  @AfterAll
  static void close() {
    CONTEXTS.values().forEach(CkksContext::close);
  }

  private static CkksContext context(NetworkRing ring) {
    return Objects.requireNonNull(CONTEXTS.get(ring));
  }

  private static NetworkLevels levels(NetworkRing ring, int providers) {
    return NetworkLevels.of(context(ring).primes(), providers);
  }

  @ParameterizedTest
  @CsvSource({"TRAINING, 405", "PREDICTION, 428"})
  void parameters_ofARing_have128Bits(NetworkRing ring, double logQp) {
    assertThat(context(ring).securityBits()).isEqualTo(128);
    assertThat(context(ring).logQP()).isCloseTo(logQp, within(.1)).isLessThanOrEqualTo(430);
  }

  @ParameterizedTest
  @EnumSource(NetworkRing.class)
  void of_upTo96Providers_masksFitAndLeaveFractionBits(NetworkRing ring) {
    CkksContext context = context(ring);
    for (int providers = 1; providers <= 96; providers++) {
      NetworkLevels levels = NetworkLevels.of(context.primes(), providers);
      for (Refreshed refresh : levels.refreshes()) {
        BigInteger sum = BigInteger.valueOf(providers).shiftLeft(refresh.maskBits() + 1);
        assertThat(sum)
            .as("%d providers, %s", providers, refresh)
            .isLessThanOrEqualTo(context.modulus(refresh.limbsIn()));
        double values = refresh.bound() * refresh.scaleIn();
        assertThat(refresh.maskBits())
            .isGreaterThanOrEqualTo(128 + (int) Math.ceil(Math.log(values) / Math.log(2)));
      }
      for (Refreshed refresh :
          List.of(levels.toSlots(), levels.outputs(), levels.toCoefficients())) {
        double factor = Math.log(refresh.scaleOut() / refresh.scaleIn()) / Math.log(2);
        double after = Math.ceil(refresh.maskBits() + factor);
        double parties = Math.ceil(Math.log(providers) / Math.log(2));
        assertThat(254 - (after - 1) - parties - 14).isGreaterThanOrEqualTo(16);
      }
    }
  }

  /** Limbs are those of the table in both rings; W2's scale is what masks have room for. */
  @ParameterizedTest
  @CsvSource({
    // ring, providers: scale, W2, masks of the outputs, limbs of the model
    "TRAINING, 2, 45, 54, 189, 6",
    "TRAINING, 3, 45, 54, 189, 6",
    "TRAINING, 10, 45, 54, 189, 6",
    "TRAINING, 20, 45, 54, 189, 6",
    "TRAINING, 96, 45, 52, 187, 6",
    "PREDICTION, 2, 44, 54, 189, 8",
    "PREDICTION, 3, 44, 54, 189, 8",
    "PREDICTION, 10, 44, 52, 187, 8",
    "PREDICTION, 20, 44, 51, 186, 8",
    "PREDICTION, 96, 44, 49, 184, 8",
  })
  void of_ringsAndProviders_scalesAreThoseOfTheTable(
      NetworkRing ring, int providers, int scale, int weights, int masks, int modelLimbs) {
    NetworkLevels levels = levels(ring, providers);

    assertThat(levels.scale()).isEqualTo(Math.scalb(1.0, scale));
    assertThat(log2(levels.toSlots().scaleIn())).isEqualTo(84);
    assertThat(log2(levels.activationScale())).isCloseTo(scale + 1, within(.01));
    assertThat(Math.getExponent(levels.output().scaleOut())).isEqualTo(weights);
    assertThat(log2(levels.outputs().scaleIn())).isCloseTo(weights + 1, within(.02));
    assertThat(log2(levels.toCoefficients().scaleIn())).isCloseTo(weights, within(.02));
    assertThat(log2(levels.hiddenGradientScale())).isEqualTo(scale + 24);
    assertThat(levels.outputs().maskBits()).isEqualTo(masks);
    assertThat(levels.refreshes()).extracting(Refreshed::limbsIn).containsExactly(5, 4, 4, 5, 5);
    assertThat(levels.refreshes()).extracting(Refreshed::limbsOut).containsExactly(6, 6, 5, 5, 6);
    assertThat(levels.modelLimbs()).isEqualTo(modelLimbs);
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  @Test
  void of_moreProvidersThanMasksHaveRoomFor_refused() {
    assertThatThrownBy(() -> levels(NetworkRing.TRAINING, 40_000))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "cannot plan a network: the masks of so many providers have no room, expected at most"
                + " 178 bits for 40000 providers, got 180");
  }

  @Test
  void of_anotherRing_refused() {
    assertThatThrownBy(() -> NetworkLevels.of(new long[7], 3))
        .isInstanceOf(PlanException.class)
        .hasMessage("cannot plan a network: the ring is another, expected 6 or 8 limbs, got 7");
  }

  @ParameterizedTest
  @CsvSource({
    // features, neurons, outputs, rows, features a polynomial: blocks, groups, neurons a group,
    // polynomials in a packed ciphertext, packs, patterns
    "100, 64, 10, 1024, 1, 4, 8, 8, 128, 1, 90",
    "100, 64, 10, 1000, 1, 4, 8, 8, 128, 1, 90",
    "144, 128, 10, 2048, 1, 16, 32, 4, 128, 2, 330",
    "784, 64, 10, 2048, 1, 8, 16, 4, 256, 4, 170",
    "23, 64, 2, 2048, 1, 8, 16, 4, 32, 1, 34",
    "9, 64, 2, 550, 1, 3, 8, 8, 16, 1, 18",
    "4, 3, 2, 16, 1, 1, 1, 4, 8, 1, 4",
    "1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 2",
    "100, 64, 10, 1024, 4, 16, 8, 8, 32, 1, 90",
    "784, 64, 10, 2048, 4, 32, 16, 4, 64, 4, 170",
    "9, 64, 2, 550, 16, 35, 8, 8, 1, 1, 18",
  })
  void layout_shapes_areThoseOfTheFormulas(
      int features,
      int neurons,
      int outputs,
      int rows,
      int together,
      int blocks,
      int groups,
      int each,
      int columns,
      int packs,
      int patterns) {
    NetworkLayout layout =
        new NetworkLayout(1 << 14, List.of(features, neurons, outputs), rows, together);
    ColumnLayout first = layout.first();
    PatternLayout last = layout.last();
    assertThat(
            new int[] {
              first.blocks(),
              last.groups(),
              last.neuronsPerGroup(),
              first.places(),
              first.packs(),
              last.vectors()
            })
        .containsExactly(blocks, groups, each, columns, packs, patterns);
    assertThat(first.blocks() * first.rowsPerBlock()).isGreaterThanOrEqualTo(rows);
    assertThat(last.rowPlaces()).isGreaterThanOrEqualTo(rows);
    assertThat(last.exponent(last.vectors() - 1)).isLessThan(last.stride());
    for (int pack = 0, column = 0; pack < packs; pack++) {
      for (int k = 0; k < first.vectorsIn(pack); k++, column++) {
        assertThat(first.exponent(column)).isLessThan(first.stride());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 3 | 2 | 16 | cannot lay out a network: expected features, hidden layers if any and"
            + " outputs, at least 1 each, got [0, 3, 2]",
        "4 | 3 | 2 | 513 | cannot lay out a batch: it does not fit the ring, expected 1 to 512"
            + " rows, got 513",
        "4 | 600 | 2 | 16 | cannot lay out a network: a hidden layer does not fit the ring,"
            + " expected at most 512 neurons, got 600",
        "4 | 64 | 10 | 512 | cannot lay out a network: the weights of its last layer do not fit one"
            + " ciphertext, expected at most 512 patterns, got 650",
      })
  void layout_shapeThatDoesNotFit_refused(
      int features, int neurons, int outputs, int rows, String message) {
    assertThatThrownBy(() -> new NetworkLayout(1024, List.of(features, neurons, outputs), rows))
        .isInstanceOf(PlanException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 3, 32})
  void layout_featuresAPolynomialThatDoNotFit_refused(int together) {
    assertThatThrownBy(() -> new NetworkLayout(1024, List.of(4, 64, 2), 16, together))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "cannot lay out a network: features a polynomial, expected a power of two from 1 to 16,"
                + " got "
                + together);
  }
}
