package parley.fl.protection.encrypted.linear.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.circuit.PolynomialForm;
import parley.fl.optim.LabelScale;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Residual;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.mhe.ckks.CkksParameters;

/** The diagonal layout on plain arrays in place of ciphertexts, against X v and X^T r. */
class DiagonalsTest {
  private static final int SLOTS = 1 << 10;
  private static final double HALF_WIDTH = 8;

  /** All three numbers follow from the label. */
  private static final Residual RESIDUAL = new Mixed();

  private record Mixed() implements Residual {
    @Override
    public double sign(double label) {
      return label > 0 ? 1 : -1;
    }

    @Override
    public double factor(double label) {
      return 2 - label;
    }

    @Override
    public double constant(double label) {
      return label / 3;
    }
  }

  private static final Offset<Double> EXACT = within(1e-9);

  private final Random random = new Random(3);

  @ParameterizedTest(name = "{0} rows, {1} features, {2} baby steps")
  @CsvSource({
    "1, 1, 1",
    "700, 1, 1",
    "1024, 2, 1",
    "700, 2, 2",
    "1000, 3, 2",
    "1500, 5, 4",
    "2500, 8, 8",
    "1024, 8, 2",
    "333, 7, 1",
    "2048, 33, 8"
  })
  void diagonals_rotatedAndSummed_giveProductsWithRows(int rows, int features, int babySteps) {
    Layout layout = layout(rows, features, babySteps);
    double[] factors = doubles(features + 1, 0.5);
    TrainingArguments arguments =
        new TrainingArguments(
            Standardization.none(features, Double.POSITIVE_INFINITY),
            LabelScale.NONE,
            new PolynomialForm(SigmoidPolynomial.leastSquares(9, HALF_WIDTH), null, RESIDUAL),
            HALF_WIDTH,
            factors,
            1,
            null);
    ProviderRows x = rows(rows, features);
    Diagonals diagonals = new Diagonals(layout, x, arguments);
    double[] v = doubles(features + 1, 1);
    double[][] u = forward(layout, diagonals, v);

    double[] expected = x.margins(v);
    for (int i = 0; i < rows; i++) {
      expected[i] *= RESIDUAL.sign(x.label(i));
      assertThat(u[i / SLOTS][i % SLOTS]).as("row %d", i).isCloseTo(expected[i], EXACT);
    }
    double[] sums = gradient(layout, diagonals, u);
    double[] residuals = new double[rows];
    for (int i = 0; i < rows; i++) {
      double y = x.label(i);
      residuals[i] =
          x.weight(i) * (RESIDUAL.factor(y) * (expected[i] + 0.5) + RESIDUAL.constant(y));
    }
    double[] plain = x.columnSums(residuals, true);
    for (int j = 0; j <= features; j++) {
      double step = -factors[j] / HALF_WIDTH * plain[j];
      assertThat(sums[j]).as("weight %d", j).isCloseTo(step, within(1e-9 * rows));
    }
  }

  private static double[][] forward(Layout layout, Diagonals diagonals, double[] v) {
    double[] model = new double[SLOTS];
    for (int i = 0; i < SLOTS; i++) {
      int j = i % layout.width();
      model[i] = j < layout.features() ? v[j] : 0;
    }
    double[][] u = new double[diagonals.blocks()][SLOTS];
    for (int block = 0; block < u.length; block++) {
      for (int k = 0; k < layout.width(); k++) {
        addProduct(u[block], diagonals.forward(block, k), rotated(model, k));
      }
      double[] intercept = new double[SLOTS];
      Arrays.fill(intercept, v[layout.features()]);
      addProduct(u[block], diagonals.signs(block), intercept);
    }
    return u;
  }

  /**
   * Baby steps at the provider, giant steps at the driver, the mean of each class by the refresh.
   */
  private static double[] gradient(Layout layout, Diagonals diagonals, double[][] r) {
    double[] total = diagonals.labels(0.5);
    double[] intercept = new double[SLOTS];
    Arrays.fill(intercept, diagonals.interceptLabel(0.5) * layout.width());
    for (int block = 0; block < r.length; block++) {
      for (int giant = 0; giant < layout.width() / layout.babySteps(); giant++) {
        double[] upload = new double[SLOTS];
        for (int baby = 0; baby < layout.babySteps(); baby++) {
          addProduct(upload, diagonals.gradient(block, giant, baby), rotated(r[block], baby));
        }
        addProduct(total, ones(), rotated(upload, giant * layout.babySteps()));
      }
      double[] products = new double[SLOTS];
      addProduct(products, diagonals.interceptGradient(block), r[block]);
      for (int m = 0; m < layout.width(); m++) {
        addProduct(intercept, ones(), rotated(products, m));
      }
    }
    double[] sums = new double[layout.weights()];
    for (int j = 0; j < layout.features(); j++) {
      sums[j] = classMean(layout, total, j);
    }
    sums[layout.features()] = classMean(layout, intercept, layout.width() - 1);
    return sums;
  }

  private static double classMean(Layout layout, double[] slots, int j) {
    double sum = 0;
    for (int i = j; i < SLOTS; i += layout.width()) {
      sum += slots[i];
    }
    return sum / layout.repeats();
  }

  private static double[] ones() {
    double[] ones = new double[SLOTS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void addProduct(double[] sum, double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      sum[i] += a[i] * b[i];
    }
  }

  private static double[] rotated(double[] slots, int steps) {
    double[] out = new double[slots.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = slots[(i + steps) % slots.length];
    }
    return out;
  }

  private ProviderRows rows(int rows, int features) {
    double[][] columns = new double[features][];
    Arrays.setAll(columns, j -> doubles(rows, 1));
    double[] labels = random.ints(rows, 0, 2).asDoubleStream().toArray();
    double[] weights = random.ints(rows, 1, 4).asDoubleStream().toArray();
    return new ProviderRows("p", columns, labels, weights);
  }

  private double[] doubles(int count, double largest) {
    return random.doubles(count, -largest, largest).toArray();
  }

  private static Layout layout(int rows, int features, int babySteps) {
    int width = Integer.highestOneBit(2 * features - 1);
    CkksParameters ring =
        CkksParameters.builder()
            .logRingDimension(11)
            .firstPrimeBits(60)
            .scaleBits(40)
            .limbs(2)
            .digits(2)
            .insecure(true)
            .build();
    int blocks = (rows + SLOTS - 1) / SLOTS;
    return new Layout(
        ring,
        Packing.DIAGONAL,
        features + 1,
        true,
        width,
        babySteps,
        1,
        blocks,
        rows,
        2,
        1,
        30,
        128,
        2,
        3,
        3,
        128,
        8,
        20);
  }
}
