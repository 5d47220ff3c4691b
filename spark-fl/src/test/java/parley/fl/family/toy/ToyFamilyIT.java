package parley.fl.family.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.error.InvalidDataException;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.LinearFamily;
import parley.fl.family.circuit.Circuit;
import parley.fl.param.ToldTraining;
import parley.fl.plan.Packing;
import parley.fl.protection.Engines;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.session.OpenSessions;
import parley.fl.settings.TrainingSettings;
import parley.testing.LocalSpark;

/**
 * A second family, in clear and encrypted on a small ring that is not secure, against ordinary
 * least squares of another library.
 */
class ToyFamilyIT {
  private static final int PROVIDERS = 3;
  private static final int ROWS = 90;
  private static final int FEATURES = 3;

  /** Flooding and rounding of what is opened, see OpenedWeights, and the margins' noise. */
  private static final double OPENED = 2e-4;

  private static SparkSession spark;
  private static Dataset<Row> frame;
  private static double[][] x;
  private static double[] leastSquares;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    Random random = new Random(3);
    x = new double[ROWS][FEATURES];
    double[] y = new double[ROWS];
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < FEATURES; j++) {
        x[i][j] = 5 * j + random.nextGaussian();
      }
      y[i] =
          .3 + .7 * x[i][0] - .4 * (x[i][1] - 5) + .2 * (x[i][2] - 10) + .1 * random.nextGaussian();
      rows.add(RowFactory.create(Vectors.dense(x[i]), y[i], "site-" + i % PROVIDERS));
    }
    frame = spark.createDataFrame(rows, schema());
    OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression();
    oracle.newSampleData(y, x);
    leastSquares = oracle.estimateRegressionParameters();
  }

  private static StructType schema() {
    return new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add("label", DataTypes.DoubleType)
        .add("site", DataTypes.StringType);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
    assertThat(OpenSessions.count()).isZero();
  }

  private static ToldTraining settings() {
    return new ToldTraining(new ToyFamily(8)).setMaxIter(40).setRegParam(0).setLogRingDimension(12);
  }

  private static TrainingResult train(TrainingSettings settings) {
    InputColumns columns = InputColumns.of("features", "label").withProvider("site");
    try (ProviderDataset data = ProviderDataset.of(frame, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  private static double expected(double[] row) {
    double sum = leastSquares[0];
    for (int j = 0; j < FEATURES; j++) {
      sum += leastSquares[j + 1] * row[j];
    }
    return sum;
  }

  @Test
  void fit_ofItsStage_isLeastSquares() {
    LinearRegressionModel model =
        new ToyRegression()
            .setProtection("plain")
            .setProviderCol("site")
            .setMaxIter(40)
            .setRegParam(0)
            .fit(frame);
    assertThat(model.intercept()).isCloseTo(leastSquares[0], within(1e-4));
    for (int j = 0; j < FEATURES; j++) {
      assertThat(model.coefficients().apply(j)).isCloseTo(leastSquares[j + 1], within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void train_revealed_isLeastSquares(Packing packing) {
    TrainingResult result =
        train(
            settings()
                .setPacking(packing.name().toLowerCase(Locale.ROOT))
                .setRevealWeights(true)
                .settings());
    double[] weights = result.weights().orElseThrow().coefficients();
    for (int j = 0; j < FEATURES; j++) {
      assertThat(weights[j]).isCloseTo(leastSquares[j + 1], within(OPENED));
    }
    assertThat(result.report().title()).isEqualTo("Federated least squares");
    assertThat(result.report().openings()).anyMatch(o -> o.what().equals("the weights"));
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void predict_sealed_isLeastSquares(Packing packing) {
    TrainingResult trained =
        train(settings().setPacking(packing.name().toLowerCase(Locale.ROOT)).settings());
    PredictionResult predicted =
        Engines.predictor()
            .predict(spark, trained.sealed().orElseThrow(), x, settings().settings().site());
    for (int i = 0; i < ROWS; i++) {
      assertThat(predicted.margins()[i]).isCloseTo(expected(x[i]), within(2e-3));
    }
    assertThat(predicted.report().title()).isEqualTo("Federated least squares: prediction");
    Engines.predictor().release(trained.sealed().orElseThrow());
  }

  @Test
  void of_labelThatIsNoNumber_isRefused() {
    Dataset<Row> rows =
        frame.union(
            spark.createDataFrame(
                List.of(RowFactory.create(Vectors.dense(x[0]), Double.NaN, "site-1")), schema()));
    InputColumns columns = InputColumns.of("features", "label").withProvider("site");
    assertThatThrownBy(() -> ProviderDataset.of(rows, columns, new ToyFamily(8).target()).close())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("site-1")
        .hasMessageEndingWith("the label is not finite, expected a finite number");
  }

  /** A family may begin without a circuit: it is trained in clear alone. */
  @Test
  void build_encryptedWithoutACircuit_isRefused() {
    LinearFamily bare =
        new ToyFamily(8) {
          @Override
          public Optional<Circuit> circuit() {
            return Optional.empty();
          }
        };
    assertThatThrownBy(() -> new ToldTraining(bare).settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot train least squares with the protection encrypted: the family has no circuit,"
                + " expected the protection plain");
    assertThat(new ToldTraining(bare).setProtection("plain").settings().family()).isSameAs(bare);
  }
}
