package parley.mhe.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;
import parley.mhe.layout.ConversionMap.Side;

/** Maps against the definition of the embedding, term by term, on masks and at their extremes. */
class ConversionMapIT {
  private static final int MASK_BITS = 179;
  private static final int PARTIES = 10;

  /** As a rescaled ciphertext's scale gives it: no power of two. */
  private static final Factor FACTOR = Factor.of(0.75, 0x1.0000123p30, 0x1p26);

  @ParameterizedTest
  @CsvSource({"16,3,2,1", "32,8,3,1", "32,5,4,2", "64,13,5,1", "64,32,8,4", "64,7,1,1", "64,9,1,8"})
  void toSlots_masks_asByDefinition(int n, int rows, int neurons, int features) {
    CoefficientLayout from = new CoefficientLayout(n, rows, neurons, features);
    SlotLayout to = new SlotLayout(n, rows, neurons + 1);
    ConversionMap map = ConversionMap.toSlots(from, to, FACTOR);
    for (BigInteger[][] in : cases(map)) {
      BigDecimal[][] slots = zeros(to.ciphertexts(), n / 2);
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < neurons; k++) {
          slots[to.ciphertext(k)][to.slot(r, k)] =
              times(new BigDecimal(in[from.block(r)][from.exponent(r, k)]));
        }
      }
      Embedding embedding = new Embedding(n);
      BigDecimal[][] expected =
          Arrays.stream(slots).map(embedding::coefficients).toArray(BigDecimal[][]::new);
      assertRounded(map, in, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"16,3,2,1", "32,8,3,1", "32,5,4,2", "64,13,5,1", "64,32,8,4", "64,7,1,1", "64,9,1,8"})
  void toCoefficients_masks_asByDefinition(int n, int rows, int neurons, int features) {
    SlotLayout from = new SlotLayout(n, rows, neurons + 1);
    CoefficientLayout to = new CoefficientLayout(n, rows, neurons, features);
    ConversionMap map = ConversionMap.toCoefficients(from, to, FACTOR);
    for (BigInteger[][] in : cases(map)) {
      Embedding embedding = new Embedding(n);
      BigDecimal[][] slots = Arrays.stream(in).map(embedding::slots).toArray(BigDecimal[][]::new);
      BigDecimal[][] expected = zeros(to.blocks(), n);
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < neurons; k++) {
          expected[to.block(r)][to.exponent(r, k)] =
              times(slots[from.ciphertext(k)][from.slot(r, k)]);
        }
      }
      assertRounded(map, in, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"16,2,4,1", "32,3,4,3", "64,5,3,2", "64,9,2,4"})
  void sumNeurons_masks_asByDefinition(int n, int rows, int neurons, int classes) {
    SlotLayout layout = new SlotLayout(n, rows, neurons);
    int kappa = layout.neuronsPerCiphertext();
    ConversionMap map = ConversionMap.sumNeurons(layout, classes, FACTOR);
    for (BigInteger[][] in : cases(map)) {
      Embedding embedding = new Embedding(n);
      BigDecimal[][] expected = new BigDecimal[classes][];
      for (int c = 0; c < classes; c++) {
        BigDecimal[] slots = embedding.slots(in[c]);
        BigDecimal[] sums = zeros(1, n / 2)[0];
        for (int s = 0; s < rows * kappa; s++) {
          for (int q = 0; q < kappa; q++) {
            sums[s] = sums[s].add(times(slots[s / kappa * kappa + q]));
          }
        }
        expected[c] = embedding.coefficients(sums);
      }
      assertRounded(map, in, expected);
    }
  }

  @Test
  void withZeros_anyMap_isTheSameAndZerosBehind() {
    ConversionMap map = ConversionMap.sumNeurons(new SlotLayout(32, 3, 4), 3, FACTOR);
    ConversionMap more = map.withZeros(2);
    for (BigInteger[][] in : cases(map)) {
      BigInteger[][] got = apply(more, in);

      BigInteger[][] expected = Arrays.copyOf(apply(map, in), 5);
      Arrays.fill(expected, 3, 5, filled(32, k -> BigInteger.ZERO));
      assertThat(got).isDeepEqualTo(expected);
    }
    assertThat(ConversionMap.read(more.canonical())).isEqualTo(more).isNotEqualTo(map);
  }

  /** 2 x 2 pooling of 2 filters on pictures of 4 x 4, of which 3 are there. */
  @Test
  void of_pooling_asByDefinition() {
    int n = 64;
    SlotLayout from = new SlotLayout(n, 16, 2);
    CoefficientLayout to = CoefficientLayout.of(n, 1, 8);
    List<Axis> axes =
        List.of(
            new Axis(2, 16, 16),
            new Axis(2, 8, 0),
            new Axis(2, 4, 8),
            new Axis(2, 2, 0),
            new Axis(2, 1, 32));
    ConversionMap map =
        ConversionMap.of(
            n, Side.SLOTS, 1, Side.COEFFICIENTS, 1, FACTOR, List.of(new Moves(0, 0, axes)));
    for (BigInteger[][] in : cases(map)) {
      BigDecimal[] slots = new Embedding(n).slots(in[0]);
      BigDecimal[][] expected = zeros(1, n);
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 4; x++) {
          for (int f = 0; f < 2; f++) {
            int place = to.exponent(0, (y / 2) * 2 + (x / 2) + 4 * f);
            BigDecimal value = times(slots[from.slot(4 * y + x, f)]);
            expected[0][place] = expected[0][place].add(value);
          }
        }
      }
      assertRounded(map, in, expected);
    }
  }

  @Test
  void apply_maskedSumAndMasks_cancelUpToRounding() {
    int n = 64;
    SlotLayout layout = new SlotLayout(n, 7, 4);
    ConversionMap map = ConversionMap.sumNeurons(layout, 1, FACTOR);
    Random random = new Random(4);
    BigInteger[] message = integers(random, n, 50);
    BigInteger[] masked = message.clone();
    BigInteger[] sum = new BigInteger[n];
    Arrays.fill(sum, BigInteger.ZERO);
    for (int i = 0; i < PARTIES; i++) {
      BigInteger[] mask = integers(random, n, MASK_BITS);
      for (int k = 0; k < n; k++) {
        masked[k] = masked[k].subtract(mask[k]);
      }
      add(sum, apply(map, new BigInteger[][] {mask})[0]);
    }
    add(sum, apply(map, new BigInteger[][] {masked})[0]);
    BigInteger[] alone = apply(map, new BigInteger[][] {message})[0];
    for (int k = 0; k < n; k++) {
      assertThat(sum[k].subtract(alone[k]).abs().doubleValue())
          .isLessThanOrEqualTo((PARTIES + 2) / 2.0);
    }
  }

  @Test
  void apply_coefficientsToCoefficients_exactAtAnyWidth() {
    int n = 16;
    List<Moves> moves = List.of(new Moves(3, 17, List.of(new Axis(4, 1, 2), new Axis(2, 8, 0))));
    Factor third = new Factor(BigInteger.valueOf(-3), 1);
    ConversionMap map =
        ConversionMap.of(n, Side.COEFFICIENTS, 1, Side.COEFFICIENTS, 2, third, moves);
    BigInteger[] in = integers(new Random(8), n, 600);
    BigInteger[][] out = apply(map, new BigInteger[][] {in}, 600);
    assertThat(out[0]).containsOnly(BigInteger.ZERO);
    for (int i = 0; i < 4; i++) {
      assertThat(out[1][1 + 2 * i]).isEqualTo(third.apply(in[3 + i].add(in[11 + i])));
      assertThat(out[1][2 * i]).isZero();
    }
  }

  @Test
  void positions_ofCoefficients_thoseRead() {
    CoefficientLayout layout = CoefficientLayout.of(32, 10, 3);
    ConversionMap map = ConversionMap.toSlots(layout, new SlotLayout(32, 10, 3), Factor.ONE);
    assertThat(map.positions(0)).hasSize(24);
    assertThat(map.positions(1)).containsExactly(0, 1, 8, 9, 16, 17);
    ConversionMap back =
        ConversionMap.toCoefficients(new SlotLayout(32, 10, 3), layout, Factor.ONE);
    assertThat(back.positions(2)).hasSize(32);
  }

  @Test
  void fractionBits_ofTheNetworksSteps() {
    int n = 1 << 14;
    CoefficientLayout c = CoefficientLayout.of(n, 1024, 64);
    SlotLayout s = new SlotLayout(n, 1024, 64);
    Factor down = Factor.of(1, 0x1p80, 0x1p45);
    assertThat(ConversionMap.toSlots(c, s, down).fractionBits(214, 10)).isEqualTo(48);
    Factor less = Factor.of(1, 0x1p55, 0x1p45);
    assertThat(ConversionMap.sumNeurons(s, 10, less).fractionBits(189, 10)).isEqualTo(48);
    assertThat(ConversionMap.toCoefficients(s, c, less).fractionBits(189, 10)).isEqualTo(48);
    ConversionMap predict = ConversionMap.toSlots(c, s, Factor.of(1, 0x1p160, 0x1p80));
    assertThat(predict.fractionBits(299, 10)).isEqualTo(30);
    assertThat(predict.fractionBits(313, 10)).isEqualTo(16);
    assertThatThrownBy(() -> predict.fractionBits(315, 10))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot convert: masks are too wide for 256 bits, expected at most 313 bits with 10"
                + " parties, got 315");
  }

  @Test
  void read_canonicalOfEachKind_givesItBack() {
    CoefficientLayout c = new CoefficientLayout(64, 13, 5, 2);
    SlotLayout s = new SlotLayout(64, 13, 6);
    for (ConversionMap map :
        List.of(
            ConversionMap.toSlots(c, s, FACTOR),
            ConversionMap.toCoefficients(s, c, Factor.of(-3, 1, 1)),
            ConversionMap.sumNeurons(s, 3, Factor.ONE))) {
      ConversionMap again = ConversionMap.read(map.canonical());
      assertThat(again).isEqualTo(map).hasSameHashCodeAs(map);
      assertThat(again.moves()).isEqualTo(map.moves());
      assertThat(again.factor()).isEqualTo(map.factor());
    }
    assertThat(ConversionMap.sumNeurons(new SlotLayout(32, 3, 4), 2, Factor.of(.75, 1, 1)))
        .hasToString(
            "conversion/1 n=32 slots*2 slots*2 factor="
                + BigInteger.valueOf(3).shiftLeft(119)
                + "/2^121 0>0[2:16>16][3:4>4][4:1>0][4:0>1]");
  }

  private static List<BigInteger[][]> cases(ConversionMap map) {
    int n = map.ringDimension();
    BigInteger top = BigInteger.ONE.shiftLeft(MASK_BITS - 1);
    Random random = new Random(n);
    List<BigInteger[][]> cases = new ArrayList<>();
    cases.add(fill(map, j -> integers(random, n, MASK_BITS)));
    cases.add(fill(map, j -> filled(n, k -> top.subtract(BigInteger.ONE))));
    cases.add(fill(map, j -> filled(n, k -> top.negate())));
    // The signs with which slot 1 becomes largest, times all parties.
    BigInteger all = top.multiply(BigInteger.valueOf(PARTIES));
    cases.add(
        fill(map, j -> filled(n, k -> Math.cos(5 * Math.PI * k / n) < 0 ? all.negate() : all)));
    return cases;
  }

  private static void assertRounded(ConversionMap map, BigInteger[][] in, BigDecimal[][] exact) {
    BigInteger[][] got = apply(map, in);
    assertThat(got).hasNumberOfRows(exact.length);
    for (int o = 0; o < exact.length; o++) {
      for (int k = 0; k < exact[o].length; k++) {
        BigDecimal error = exact[o][k].subtract(new BigDecimal(got[o][k])).abs();
        assertThat(error).as("output %d, coefficient %d", o, k).isLessThan(new BigDecimal("0.501"));
      }
    }
  }

  private static BigInteger[][] apply(ConversionMap map, BigInteger[][] in) {
    return apply(map, in, MASK_BITS);
  }

  private static BigInteger[][] apply(ConversionMap map, BigInteger[][] in, int maskBits) {
    WideIntegers[] wide = Arrays.stream(in).map(WideIntegers::of).toArray(WideIntegers[]::new);
    return Arrays.stream(map.apply(wide, maskBits, PARTIES))
        .map(WideIntegers::toBigIntegers)
        .toArray(BigInteger[][]::new);
  }

  private static BigDecimal times(BigDecimal value) {
    return value
        .multiply(new BigDecimal(FACTOR.numerator()))
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(FACTOR.shift())));
  }

  private static void add(BigInteger[] sum, BigInteger[] more) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] = sum[k].add(more[k]);
    }
  }

  private static BigInteger[] integers(Random random, int count, int bits) {
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return filled(count, k -> new BigInteger(bits, random).subtract(half));
  }

  private interface OfIndex<T> {
    T at(int index);
  }

  private static BigInteger[] filled(int count, OfIndex<BigInteger> value) {
    BigInteger[] out = new BigInteger[count];
    for (int k = 0; k < count; k++) {
      out[k] = value.at(k);
    }
    return out;
  }

  private static BigInteger[][] fill(ConversionMap map, OfIndex<BigInteger[]> input) {
    BigInteger[][] out = new BigInteger[map.inputs()][];
    for (int j = 0; j < out.length; j++) {
      out[j] = input.at(j);
    }
    return out;
  }

  private static BigDecimal[][] zeros(int rows, int width) {
    BigDecimal[][] zeros = new BigDecimal[rows][width];
    for (BigDecimal[] row : zeros) {
      Arrays.fill(row, BigDecimal.ZERO);
    }
    return zeros;
  }
}
