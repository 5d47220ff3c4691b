package parley.fl.protection.encrypted.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.random.Seed;

/** Products under encryption against those of matrices. */
class RowProductsTest {
  private static final int N = 1024;
  private static final int LIMBS = 2;
  private static final double SCALE = 0x1p40;
  private static final double ROW_SCALE = 0x1p10;

  private static CkksContext context;
  private static KeyPair keys;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    keys = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    keys.close();
    context.close();
  }

  /** Three parts of a batch, the second one empty, the last one around the end of its rows. */
  private static List<BatchPart> parts(int rows) {
    int half = rows / 2;
    return List.of(
        new BatchPart(0, half, 0),
        new BatchPart(0, 0, half),
        new BatchPart(rows - 1, rows - half, half));
  }

  @ParameterizedTest
  @CsvSource({"5,3,16,1", "5,3,16,2", "9,12,150,4", "20,12,90,8", "7,1,700,8", "3,1,40,16"})
  void products_ofEncryptedMatrices_areThoseInClear(
      int columns, int neurons, int rows, int features) {
    CoefficientLayout layout = new CoefficientLayout(N, rows, neurons, features);
    RowProducts products = new RowProducts(context, layout, columns, ROW_SCALE, LIMBS);
    Random random = new Random(columns);
    double[][] x = matrix(random, rows, columns);
    double[][] w = matrix(random, columns, neurons);
    double[][] e = matrix(random, rows, neurons);
    RowValues values = (row, column) -> x[row % rows][column];
    try (Scope scope = Scope.open()) {
      List<List<Ciphertext>> margins = new ArrayList<>();
      List<List<Ciphertext>> gradients = new ArrayList<>();
      for (BatchPart part : parts(rows)) {
        margins.add(products.forward(weights(layout, w), values, part, Integer.MAX_VALUE));
        gradients.add(products.gradient(errors(layout, e), values, part));
      }
      List<double[]> u = opened(margins);
      List<double[]> g = opened(gradients);

      assertThat(u).hasSize(layout.blocks());
      assertThat(g).hasSize((columns + features - 1) / features);
      double[][] gradient = new double[columns][neurons];
      for (int place = 0; place < rows; place++) {
        double[] row = x[place < rows / 2 ? place : (rows - 1 + place - rows / 2) % rows];
        for (int k = 0; k < neurons; k++) {
          double expected = 0;
          for (int j = 0; j < columns; j++) {
            expected += row[j] * w[j][k];
            gradient[j][k] += row[j] * e[place][k];
          }
          assertThat(u.get(layout.block(place))[layout.exponent(place, k)])
              .as("margin %d of row %d", k, place)
              .isCloseTo(expected, within(.05));
        }
      }
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < neurons; k++) {
          assertThat(g.get(j / features)[layout.weightExponent(j % features, k)])
              .as("gradient %d of column %d", k, j)
              .isCloseTo(gradient[j][k], within(.05));
        }
      }
    }
  }

  @Test
  void forward_blocksThatNoOneUses_areZeroAtOneProvider() {
    CoefficientLayout layout = new CoefficientLayout(N, 4 * N, 1, 2);
    RowProducts products = new RowProducts(context, layout, 1, ROW_SCALE, LIMBS);
    BatchPart part = new BatchPart(0, 3, N / 2);
    try (Scope scope = Scope.open()) {
      List<Ciphertext> weights = weights(layout, new double[][] {{1}});

      List<Ciphertext> filled = products.forward(weights, (row, column) -> 1, part, N);
      List<Ciphertext> others =
          products.forward(weights, (row, column) -> 1, part, Integer.MAX_VALUE);

      assertThat(filled).hasSize(8);
      assertThat(filled.get(0)).isNull();
      assertThat(filled.get(2).scale()).isEqualTo(SCALE * ROW_SCALE);
      assertThat(filled.subList(1, 8)).doesNotContainNull();
      assertThat(others.get(1)).isNotNull();
      assertThat(others.subList(2, 8)).containsOnlyNulls();
    }
  }

  private static double[][] matrix(Random random, int rows, int columns) {
    double[][] all = new double[rows][];
    Arrays.setAll(all, r -> random.doubles(columns, -1, 1).toArray());
    return all;
  }

  private static List<Ciphertext> weights(CoefficientLayout layout, double[][] w) {
    List<TreeMap<Integer, Double>> all = new ArrayList<>();
    for (int j = 0; j < w.length; j++) {
      int feature = j % layout.featuresPerPolynomial();
      if (feature == 0) {
        all.add(new TreeMap<>());
      }
      for (int k = 0; k < w[j].length; k++) {
        all.get(all.size() - 1).put(layout.weightExponent(feature, k), w[j][k]);
      }
    }
    return all.stream().map(RowProductsTest::encrypted).toList();
  }

  private static List<Ciphertext> errors(CoefficientLayout layout, double[][] e) {
    List<TreeMap<Integer, Double>> all = new ArrayList<>();
    for (int r = 0; r < e.length; r++) {
      while (all.size() <= layout.block(r)) {
        all.add(new TreeMap<>());
      }
      for (int k = 0; k < e[r].length; k++) {
        all.get(layout.block(r)).put(layout.exponent(r, k), e[r][k]);
      }
    }
    return all.stream().map(RowProductsTest::encrypted).toList();
  }

  private static Ciphertext encrypted(TreeMap<Integer, Double> at) {
    int[] positions = at.keySet().stream().mapToInt(Integer::intValue).toArray();
    BigInteger[] integers =
        at.values().stream()
            .map(v -> BigInteger.valueOf(Math.round(v * SCALE)))
            .toArray(BigInteger[]::new);
    Polynomial polynomial = Polynomial.ofCoefficients(context, LIMBS, positions, integers);
    return keys.publicKey().encrypt(Plaintext.of(polynomial, SCALE), Seed.fresh());
  }

  /** The sums over all parts. */
  private static List<double[]> opened(List<List<Ciphertext>> parts) {
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < parts.get(0).size(); i++) {
      Ciphertext sum = null;
      for (List<Ciphertext> part : parts) {
        if (part.get(i) != null) {
          sum = sum == null ? part.get(i) : new Evaluator(context).add(sum, part.get(i));
        }
      }
      double scale = sum.scale();
      try (Polynomial phase = keys.phase(sum)) {
        all.add(
            Arrays.stream(phase.coefficients())
                .mapToDouble(c -> c.doubleValue() / scale)
                .toArray());
      }
    }
    return all;
  }
}
