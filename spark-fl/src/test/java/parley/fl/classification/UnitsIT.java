package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.fl.SparkForTests;
import parley.fl.report.PolynomialFit;
import parley.testing.LocalSpark;

/**
 * The same rows with features {@code x' = unit (x + offset)}: a whole training finds the same model
 * and says the same of it. A unit that encrypted sums cannot carry is refused by the feature's name
 * before there is a key.
 */
class UnitsIT {
  private static final int ROWS = 240;
  private static final int FEATURES = 4;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  /** A model on the base rows' scale, whatever its own: coefficients, then the intercept. */
  private record Trained(double[] weights, PolynomialFit fit) {}

  /** Normal, log-normal with a value that is clipped, 0 or 1, and one that hardly matters. */
  private static double[][] rows() {
    Random random = new Random(41);
    double[][] rows = new double[ROWS][FEATURES + 1];
    for (double[] row : rows) {
      row[0] = random.nextGaussian();
      row[1] = Math.exp(random.nextGaussian());
      row[2] = random.nextInt(10) < 3 ? 1 : 0;
      row[3] = 40 + 12 * random.nextGaussian();
      double margin = row[0] - .4 * row[1] + 1.5 * row[2] + .02 * row[3] - 1;
      row[FEATURES] = margin + random.nextGaussian() > 0 ? 1 : 0;
    }
    rows[7][1] = 400;
    return rows;
  }

  private static Dataset<Row> frame(double[] unit, double[] offset) {
    List<Row> frame = new ArrayList<>();
    double[][] rows = rows();
    for (int i = 0; i < ROWS; i++) {
      double[] x = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        x[j] = unit[j] * (rows[i][j] + offset[j]);
      }
      frame.add(RowFactory.create("p" + i % 3, Vectors.dense(x), rows[i][FEATURES]));
    }
    return spark.createDataFrame(frame, SparkForTests.SCHEMA);
  }

  private static Trained train(
      FederatedLogisticRegression estimator, double[] unit, double[] offset) {
    FederatedLogisticRegressionModel model = estimator.fit(frame(unit, offset));
    double[] weights = Arrays.copyOf(model.coefficients().toArray(), FEATURES + 1);
    weights[FEATURES] = model.intercept();
    for (int j = 0; j < FEATURES; j++) {
      weights[j] *= unit[j];
      weights[FEATURES] += weights[j] * offset[j];
    }
    return new Trained(weights, model.report().fit());
  }

  private static double[] all(double value) {
    return IntStream.range(0, FEATURES).mapToDouble(j -> value).toArray();
  }

  private static FederatedLogisticRegression plain() {
    return SealedRows.plain().setMaxIter(9);
  }

  /** Everything that the report says of the fit, within the rounding of offsets of 2^20. */
  private static void assertSame(Trained found, Trained expected) {
    assertThat(found.weights()).containsExactly(expected.weights(), within(1e-7));
    PolynomialFit f = found.fit();
    PolynomialFit e = expected.fit();
    assertThat(f.largestMargin()).isCloseTo(e.largestMargin(), within(1e-7));
    assertThat(f.range()).isCloseTo(e.range(), within(1e-7));
    assertThat(f.converged()).isEqualTo(e.converged());
    assertThat(f.activationError()).isCloseTo(e.activationError(), within(1e-7));
    assertThat(f.activationProbabilityError())
        .isCloseTo(e.activationProbabilityError(), within(1e-7));
    assertThat(f.exactWeightError()).isCloseTo(e.exactWeightError(), within(1e-7));
    assertThat(f.exactProbabilityError()).isCloseTo(e.exactProbabilityError(), within(1e-7));
    assertThat(f.clippedShare()).isEqualTo(e.clippedShare());
  }

  @Test
  void fit_plainInOtherUnitsWithOffsets_findsTheSameModelAndFigures() {
    Trained base = train(plain(), all(1), all(0));
    assertThat(base.fit().clippedShare()).containsExactly(Map.entry("features[1]", 1. / ROWS));
    assertThat(base.fit().exactWeightError()).isGreaterThan(1e-4);
    assertThat(base.fit().activationError()).isGreaterThan(1e-7);
    Random random = new Random(43);
    for (int k = 0; k < 6; k++) {
      double[] unit = new double[FEATURES];
      double[] offset = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        unit[j] = Math.pow(10, k == 0 ? -12 : k == 1 ? 12 : random.nextInt(25) - 12);
        offset[j] = k < 2 ? 0 : random.nextInt(1 << 21) - (1 << 20);
      }
      assertSame(train(plain(), unit, offset), base);
    }
  }

  @ParameterizedTest
  @CsvSource({"-12, 0", "12, 0", "-9, 1000", "3, -1000000"})
  void fit_encryptedInAnotherUnit_findsTheSameModel(int power, double offset) {
    double[] base = train(SealedRows.plain(), all(1), all(0)).weights();
    FederatedLogisticRegression encrypted = SealedRows.insecure().setRevealWeights(true);
    double[] units = all(1);
    double[] offsets = all(0);
    for (int j = 0; j < FEATURES; j += 2) {
      units[j] = Math.pow(10, power);
      offsets[j] = offset;
    }
    assertThat(train(encrypted, units, offsets).weights()).containsExactly(base, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {-24, -18, 15, 18, 200})
  void fit_encryptedInAUnitBeyondTheSums_isRefusedByNameBeforeKeys(
      int power, @TempDir Path folder) {
    double[] units = all(1);
    units[3] = Math.pow(10, power);
    FederatedLogisticRegression encrypted =
        SealedRows.insecure()
            .setRevealWeights(true)
            .setKeyStore(folder.resolve("store").toString())
            .setKeyStorePassphraseFrom("none");
    Dataset<Row> rows = frame(units, all(0));
    assertThatThrownBy(() -> encrypted.fit(rows))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("feature features[3] is in too " + (power < 0 ? "large" : "small"))
        .hasMessageContaining("by a power of ten, the same at every provider");
    assertThat(folder).isEmptyDirectory();
  }
}
