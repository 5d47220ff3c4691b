package parley.fl.protection.encrypted.linear.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.layout.Axis;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;

/** Products of polynomials, and the moves of the maps, against products of matrices. */
class CoefficientPlacesTest {
  private static Layout layout(int features, boolean intercept, int shared, int capacity) {
    CkksParameters ring =
        CkksParameters.builder()
            .logRingDimension(11)
            .firstPrimeBits(60)
            .scaleBits(40)
            .limbs(2)
            .digits(2)
            .insecure(true)
            .build();
    int weights = features + (intercept ? 1 : 0);
    int width = Integer.highestOneBit(2 * weights - 1);
    return new Layout(
        ring,
        Packing.COEFFICIENT,
        weights,
        intercept,
        width,
        1,
        shared,
        1,
        capacity,
        2,
        1,
        30,
        128,
        2,
        1,
        2,
        128,
        8,
        20);
  }

  /** a b mod X^n + 1. */
  private static long[] product(long[] a, long[] b) {
    int n = a.length;
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; a[i] != 0 && k < n; k++) {
        int at = (i + k) % n;
        out[at] += (i + k < n ? 1 : -1) * a[i] * b[k];
      }
    }
    return out;
  }

  /** a(1/X) mod X^n + 1. */
  private static long[] inverted(long[] a) {
    long[] out = new long[a.length];
    out[0] = a[0];
    for (int i = 1; i < a.length; i++) {
      out[a.length - i] = -a[i];
    }
    return out;
  }

  /** What a map moves, without transforms and factor. */
  private static long[] moved(ConversionMap map, long[][] in, int targets) {
    int n = in[0].length;
    long[] out = new long[targets];
    for (Moves moves : map.moves()) {
      move(moves.axes(), moves.source(), moves.target(), in, n, out);
    }
    return out;
  }

  private static void move(
      List<Axis> axes, int source, int target, long[][] in, int width, long[] out) {
    if (axes.isEmpty()) {
      out[target] += in[source / width][source % width];
      return;
    }
    Axis first = axes.get(0);
    for (int i = 0; i < first.count(); i++) {
      move(
          axes.subList(1, axes.size()),
          source + i * first.sourceStep(),
          target + i * first.targetStep(),
          in,
          width,
          out);
    }
  }

  @ParameterizedTest(name = "{0} features, intercept {1}, {2} an upload, {3} rows a provider")
  @CsvSource({
    "5, true, 4, 48",
    "5, true, 1, 1300",
    "5, false, 8, 300",
    "4, true, 2, 16",
    "1, true, 1, 16",
    "7, true, 2, 1040"
  })
  void maps_ofProducts_areProductsOfMatrices(
      int features, boolean intercept, int shared, int capacity) {
    CoefficientPlaces places = new CoefficientPlaces(layout(features, intercept, shared, capacity));
    int n = 2048;
    int rows = 2 * capacity;
    int weights = features + (intercept ? 1 : 0);
    Random random = new Random(5);
    long[][] x = new long[rows][];
    long[] e = new long[rows];
    for (int r = 0; r < rows; r++) {
      x[r] = random.longs(weights, -9, 10).toArray();
      e[r] = random.nextInt(-9, 10);
    }
    long[] w = random.longs(weights, -9, 10).toArray();

    long[][] model = new long[places.uploads()][n];
    long[][] margins = new long[places.blocks()][n];
    long[][][] polynomials = new long[places.blocks()][places.uploads()][n];
    for (int upload = 0; upload < places.uploads(); upload++) {
      for (int offset = 0; offset < shared; offset++) {
        int column = places.column(upload, offset);
        if (column >= 0) {
          model[upload][places.weightExponent(offset)] = w[column];
          for (int r = 0; r < rows; r++) {
            int block = r / places.rowsPerBlock();
            polynomials[block][upload][places.rowExponent(r, offset)] = x[r][column];
          }
        }
      }
      for (int block = 0; block < places.blocks(); block++) {
        long[] product = product(polynomials[block][upload], model[upload]);
        for (int i = 0; i < n; i++) {
          margins[block][i] += product[i];
        }
      }
    }

    ConversionMap toSlots = places.toSlots(Factor.ONE);
    long[] slots = moved(toSlots, margins, places.groups() * n / 2);
    for (int r = 0; r < rows; r++) {
      assertThat(slots[r]).as("margin of row %d", r).isEqualTo(dot(x[r], w));
    }
    assertThat(Arrays.stream(slots).skip(rows)).containsOnly(0L);

    long[][] residuals = new long[places.groups()][n / 2];
    for (int r = 0; r < rows; r++) {
      residuals[r / (n / 2)][r % (n / 2)] = e[r];
    }
    ConversionMap back = places.toCoefficients(Factor.ONE);
    long[] coefficients = moved(back, residuals, places.blocks() * n);
    for (int upload = 0; upload < places.uploads(); upload++) {
      long[] gradient = new long[n];
      for (int block = 0; block < places.blocks(); block++) {
        long[] of = Arrays.copyOfRange(coefficients, block * n, (block + 1) * n);
        long[] product = product(inverted(polynomials[block][upload]), of);
        for (int i = 0; i < n; i++) {
          gradient[i] += product[i];
        }
      }
      for (int offset = 0; offset < shared; offset++) {
        int column = places.column(upload, offset);
        long expected = 0;
        for (int r = 0; column >= 0 && r < rows; r++) {
          expected += x[r][column] * e[r];
        }
        assertThat(gradient[places.weightExponent(offset)])
            .as("gradient of upload %d, offset %d", upload, offset)
            .isEqualTo(expected);
      }
    }

    long[][] packed = new long[1][n];
    for (int upload = 0; upload < places.uploads(); upload++) {
      for (int i = 0; i < n; i += places.rowsPerBlock()) {
        packed[0][i + places.packedExponent(upload)] += model[upload][i];
      }
    }
    ConversionMap toRow = places.modelToSlots(Factor.ONE);
    assertThat(moved(toRow, packed, n / 2)).startsWith(w);
  }

  private static long dot(long[] a, long[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
