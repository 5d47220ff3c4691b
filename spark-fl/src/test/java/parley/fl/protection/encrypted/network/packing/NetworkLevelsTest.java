package parley.fl.protection.encrypted.network.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;

class NetworkLevelsTest {
  private static final CkksParameters PARAMETERS =
      CkksParameters.builder()
          .logRingDimension(14)
          .firstPrimeBits(NetworkLevels.FIRST_BITS)
          .scaleBits(NetworkLevels.SCALE_BITS)
          .limbs(NetworkLevels.LIMBS)
          .digits(NetworkLevels.DIGITS)
          .build();

  private static CkksContext context;

  @BeforeAll
  static void open() {
    context = CkksContext.open(PARAMETERS);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @Test
  void parameters_ofTheRing_have128Bits() {
    assertThat(context.securityBits()).isEqualTo(128);
    assertThat(context.logQP()).isLessThanOrEqualTo(430);
  }

  @Test
  void of_upTo96Providers_masksFitAndLeaveFractionBits() {
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

  @Test
  void of_primesOf45Bits_scalesAreThoseOfTheTable() {
    NetworkLevels few = NetworkLevels.of(context.primes(), 20);
    assertThat(log2(few.toSlots().scaleIn())).isEqualTo(84);
    assertThat(log2(few.activationScale())).isBetween(45.99, 46.01);
    assertThat(log2(few.outputs().scaleIn())).isBetween(54.98, 55.02);
    assertThat(log2(few.toCoefficients().scaleIn())).isBetween(53.98, 54.02);
    assertThat(log2(NetworkLevels.hiddenGradientScale())).isEqualTo(69);
    assertThat(few.outputs().maskBits()).isEqualTo(189);
    assertThat(NetworkLevels.outputScale(20)).isEqualTo(0x1p54);
    assertThat(NetworkLevels.outputScale(21)).isEqualTo(0x1p50);
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  @Test
  void of_moreProvidersThanMasksHaveRoomFor_refused() {
    assertThatThrownBy(() -> NetworkLevels.of(context.primes(), 4000))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "cannot plan a network: the masks of so many providers have no room, expected at most"
                + " 182 bits for 4000 providers, got 185");
  }

  @Test
  void of_anotherRing_refused() {
    assertThatThrownBy(() -> NetworkLevels.of(new long[8], 3))
        .isInstanceOf(PlanException.class)
        .hasMessage("cannot plan a network: the ring is another, expected 6 limbs, got 8");
  }

  @ParameterizedTest
  @CsvSource({
    // features, neurons, outputs, rows: blocks, groups, neurons a group, columns, packs, patterns
    "100, 64, 10, 1024, 4, 8, 8, 128, 1, 90",
    "100, 64, 10, 1000, 4, 8, 8, 128, 1, 90",
    "144, 128, 10, 2048, 16, 32, 4, 128, 2, 330",
    "784, 64, 10, 2048, 8, 16, 4, 256, 4, 170",
    "23, 64, 2, 2048, 8, 16, 4, 32, 1, 34",
    "9, 64, 2, 550, 3, 8, 8, 16, 1, 18",
    "4, 3, 2, 16, 1, 1, 4, 8, 1, 4",
    "1, 1, 1, 1, 1, 1, 1, 2, 1, 2",
  })
  void layout_shapes_areThoseOfTheFormulas(
      int features,
      int neurons,
      int outputs,
      int rows,
      int blocks,
      int groups,
      int each,
      int columns,
      int packs,
      int patterns) {
    NetworkLayout layout = new NetworkLayout(1 << 14, List.of(features, neurons, outputs), rows);
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
        "0 | 3 | 2 | 16 | cannot lay out a network: expected features, one hidden layer or more and"
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
}
