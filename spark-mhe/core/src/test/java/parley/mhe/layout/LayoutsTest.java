package parley.mhe.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.layout.ConversionMap.Side;

class LayoutsTest {
  private static final String HEAD = "conversion/1 n=16 slots*1 coefficients*1 factor=1/2^0";

  @ParameterizedTest
  @CsvSource({"64,13,5,1", "64,13,5,2", "64,7,16,4", "16,1,1,1", "16,40,9,1", "64,9,3,16"})
  void coefficients_placesOfAMatrix_asTheProductGivesThem(
      int n, int rows, int neurons, int features) {
    CoefficientLayout layout = new CoefficientLayout(n, rows, neurons, features);
    int rho = n / layout.paddedNeurons();
    Set<List<Integer>> places = new HashSet<>();
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < neurons; k++) {
        assertThat(layout.exponent(r, k))
            .isEqualTo(rho * k + rho - rho / features + r - layout.block(r) * rho / features)
            .isBetween(0, n - 1);
        places.add(List.of(layout.block(r), layout.exponent(r, k)));
      }
    }
    assertThat(places).hasSize(rows * neurons);
    assertThat(layout.blocks()).isEqualTo(layout.block(rows - 1) + 1);
  }

  /** Both products of polynomials against both products of matrices, in plain arithmetic. */
  @ParameterizedTest
  @CsvSource({"64,13,5,1", "64,13,5,2", "64,7,16,4", "64,9,3,16", "64,5,1,8", "64,3,64,1"})
  void products_ofPolynomials_areThoseOfMatrices(int n, int rows, int neurons, int features) {
    CoefficientLayout layout = new CoefficientLayout(n, rows, neurons, features);
    int polynomials = 2;
    Random random = new Random(n + features);
    long[][] x = integers(random, rows, polynomials * features);
    long[][] w = integers(random, polynomials * features, neurons);
    long[][] e = integers(random, rows, neurons);
    for (int block = 0; block < layout.blocks(); block++) {
      long[] forward = new long[n];
      long[] errors = new long[n];
      for (int g = 0; g < polynomials; g++) {
        add(forward, product(rows(layout, x, block, g, 1), weights(layout, w, g)));
      }
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < neurons && layout.block(r) == block; k++) {
          long expected = 0;
          for (int j = 0; j < w.length; j++) {
            expected += x[r][j] * w[j][k];
          }
          assertThat(forward[layout.exponent(r, k)]).as("row %d", r).isEqualTo(expected);
          errors[layout.exponent(r, k)] = e[r][k];
        }
      }
      for (int g = 0; g < polynomials; g++) {
        long[] gradient = product(rows(layout, x, block, g, -1), errors);
        for (int f = 0; f < features; f++) {
          for (int k = 0; k < neurons; k++) {
            long expected = 0;
            for (int r = 0; r < rows; r++) {
              expected += layout.block(r) == block ? x[r][g * features + f] * e[r][k] : 0;
            }
            assertThat(gradient[layout.weightExponent(f, k)]).as("%d", f).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static long[][] integers(Random random, int rows, int columns) {
    long[][] all = new long[rows][];
    Arrays.setAll(all, r -> random.longs(columns, -99, 100).toArray());
    return all;
  }

  private static void add(long[] sum, long[] more) {
    Arrays.setAll(sum, i -> sum[i] + more[i]);
  }

  /** x_g of a block at X, or at X^-1 = -X^(n-1). */
  private static long[] rows(CoefficientLayout layout, long[][] x, int block, int g, int sign) {
    int features = layout.featuresPerPolynomial();
    long[] out = new long[layout.ringDimension()];
    for (int r = 0; r < x.length; r++) {
      for (int f = 0; f < features && layout.block(r) == block; f++) {
        int exponent = sign * layout.rowExponent(r, f);
        boolean wraps = exponent < 0;
        long value = x[r][g * features + f];
        out[wraps ? exponent + out.length : exponent] += wraps ? -value : value;
      }
    }
    return out;
  }

  private static long[] weights(CoefficientLayout layout, long[][] w, int g) {
    int features = layout.featuresPerPolynomial();
    long[] out = new long[layout.ringDimension()];
    for (int f = 0; f < features; f++) {
      for (int k = 0; k < layout.neurons(); k++) {
        out[layout.weightExponent(f, k)] += w[g * features + f][k];
      }
    }
    return out;
  }

  /** Modulo X^n + 1, term by term. */
  private static long[] product(long[] a, long[] b) {
    long[] out = new long[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        out[(i + j) % out.length] += i + j < out.length ? a[i] * b[j] : -a[i] * b[j];
      }
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"64,13,5", "64,1,40", "64,32,3", "16,8,1", "16,5,9"})
  void slots_placesOfAMatrix_fillCiphertexts(int n, int rows, int neurons) {
    SlotLayout layout = new SlotLayout(n, rows, neurons);
    Set<List<Integer>> places = new HashSet<>();
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < neurons; k++) {
        assertThat(layout.slot(r, k)).isBetween(0, n / 2 - 1);
        places.add(List.of(layout.ciphertext(k), layout.slot(r, k)));
      }
    }
    assertThat(places).hasSize(rows * neurons);
    assertThat(layout.ciphertexts()).isEqualTo(layout.ciphertext(neurons - 1) + 1);
  }

  @Test
  void layouts_ofTheNetworkWithThousandRows_asPlanned() {
    int n = 1 << 14;
    assertThat(CoefficientLayout.of(n, 1024, 64).blocks()).isEqualTo(4);
    assertThat(CoefficientLayout.of(n, 1024, 64).rowsPerBlock()).isEqualTo(256);
    assertThat(new CoefficientLayout(n, 1024, 64, 2).blocks()).isEqualTo(8);
    assertThat(new SlotLayout(n, 1024, 64).neuronsPerCiphertext()).isEqualTo(8);
    assertThat(new SlotLayout(n, 1024, 64).ciphertexts()).isEqualTo(8);
    assertThat(new SlotLayout(n, 8192, 64).neuronsPerCiphertext()).isEqualTo(1);
  }

  private record Refused(ThrowingCallable call, String message) {}

  static List<Refused> refused() {
    Axis axis = new Axis(2, 1, 1);
    return List.of(
        new Refused(
            () -> CoefficientLayout.of(48, 1, 1),
            "cannot lay out numbers: ring dimension, expected a power of two from 16 to 131072, got"
                + " 48"),
        new Refused(
            () -> CoefficientLayout.of(16, 0, 1),
            "cannot lay out numbers: rows, expected 1 to 16777216, got 0"),
        new Refused(
            () -> new SlotLayout(16, 1, -1),
            "cannot lay out numbers: neurons, expected 1 to 16777216, got -1"),
        new Refused(
            () -> new CoefficientLayout(16, 1, 1, 3),
            "cannot lay out coefficients: features a polynomial, expected a power of two from 1 to"
                + " 16, got 3"),
        new Refused(
            () -> new CoefficientLayout(16, 1, 1, 32),
            "cannot lay out coefficients: features a polynomial, expected a power of two from 1 to"
                + " 16, got 32"),
        new Refused(
            () -> new CoefficientLayout(16, 1, 5, 4),
            "cannot lay out coefficients: too many neurons for a block with a row, expected at most"
                + " 4, got 5"),
        new Refused(
            () -> new SlotLayout(16, 9, 1),
            "cannot lay out slots: too many rows, expected at most 8, got 9"),
        new Refused(
            () -> new SlotLayout(16, 8, 1).slot(8, 0),
            "cannot find a place: row is not there, expected 0 to 7, got 8"),
        new Refused(
            () ->
                ConversionMap.toSlots(
                    CoefficientLayout.of(16, 3, 1), new SlotLayout(32, 4, 1), Factor.ONE),
            "cannot convert: the layouts differ, expected 3 rows in rings of dimension 16, got 4"
                + " and 32"),
        new Refused(
            () -> new Axis(2, 0, 0),
            "cannot move numbers: a loop goes nowhere, expected a count of at least 1 and a step,"
                + " got 2, 0 and 0"),
        new Refused(
            () -> new Moves(-1, 0, List.of()),
            "cannot move numbers: expected places of at least 0 and at most 16 loops, got -1, 0 and"
                + " 0"),
        new Refused(
            () -> map(new Moves(7, 0, List.of(axis))),
            "cannot move numbers: beyond the last place, expected places below 8 and 16, got 8 and"
                + " 1"),
        new Refused(
            () -> map(new Moves(0, 15, List.of(axis))),
            "cannot move numbers: beyond the last place, expected places below 8 and 16, got 1 and"
                + " 16"),
        new Refused(
            () -> map(),
            "cannot move numbers: expected 1 to 4096 loops and at most 67108864 moves, got 0 and"
                + " 0"),
        new Refused(
            () -> map(new Moves(0, 0, List.of())).apply(new WideIntegers[0], 100, 1),
            "cannot convert: wrong number of inputs, expected 1, got 0"),
        new Refused(
            () -> map(new Moves(0, 0, List.of())).apply(of(3, BigInteger.ONE), 100, 1),
            "cannot convert: wrong number of coefficients, expected 16, got 3"),
        new Refused(
            () -> map(new Moves(0, 0, List.of())).fractionBits(0, 1),
            "cannot convert: expected at least 1 mask bit and 1 party, got 0 and 1"),
        new Refused(
            () ->
                map(new Moves(0, 0, List.of()))
                    .apply(of(16, BigInteger.valueOf(5).shiftLeft(100)), 100, 8),
            "cannot convert: coefficient 0 is larger than masks and bound allow, expected at most"
                + " 102 bits, got 103"),
        new Refused(
            () -> ConversionMap.read("conversion/2 n=16"),
            "cannot read a conversion map: it begins otherwise, expected what the map wrote, got"
                + " conversion/2 n=16"),
        new Refused(
            () -> ConversionMap.read(HEAD),
            "cannot read a conversion map: it begins otherwise, expected what the map wrote, got "
                + HEAD),
        new Refused(
            () -> ConversionMap.read(HEAD.replace("=1/", "=01/") + " 0>0"),
            "cannot read a conversion map: it begins otherwise, expected what the map wrote, got "
                + HEAD.replace("=1/", "=01/")
                + " 0>0"),
        new Refused(
            () -> ConversionMap.read(HEAD + " 0>0 "),
            "cannot read a conversion map: a loop reads otherwise, expected what the map wrote,"
                + " got "),
        new Refused(
            () -> ConversionMap.read(HEAD + " 0>0[2:1>01]"),
            "cannot read a conversion map: a loop reads otherwise, expected what the map wrote, got"
                + " 0>0[2:1>01]"),
        new Refused(
            () -> ConversionMap.read(HEAD + " 0>9999999999"),
            "cannot read a conversion map: a number is too large, expected at most 2147483647, got"
                + " 9999999999"),
        new Refused(
            () -> ConversionMap.read(HEAD + " 0>16"),
            "cannot move numbers: beyond the last place, expected places below 8 and 16, got 0 and"
                + " 16"),
        new Refused(
            () -> WideIntegers.wrap(new long[3], 2),
            "cannot hold integers: expected a multiple of 2 words, got 3"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void badInput_refusedWithItsSentence(Refused refused) {
    assertThatThrownBy(refused.call()).hasMessage(refused.message());
  }

  private static ConversionMap map(Moves... moves) {
    return ConversionMap.of(16, Side.SLOTS, 1, Side.COEFFICIENTS, 1, Factor.ONE, List.of(moves));
  }

  private static WideIntegers[] of(int count, BigInteger each) {
    BigInteger[] all = new BigInteger[count];
    Arrays.fill(all, each);
    return new WideIntegers[] {WideIntegers.of(all)};
  }
}
