package parley.fl.protection.encrypted.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.OpenedWeights;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.LinearFamily;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.optim.Algorithm;
import parley.fl.optim.LinearWeights;
import parley.fl.param.ToldTraining;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.Engines;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.packing.OpenedPrecision;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.OpenSessions;
import parley.fl.settings.Protection;
import parley.fl.settings.TrainingSettings;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.runtime.session.SavedSession;
import parley.testing.LocalSpark;

/** Encrypted against plain training, the same algorithm, on a small ring that is not secure. */
class EncryptedTrainerIT {
  private static final int PROVIDERS = 3;
  private static final int ROWS = 90;
  private static final int FEATURES = 5;

  private static SparkSession spark;
  private static double[][] x;
  private static Dataset<Row> frame;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    x = features(ROWS);
    frame = frame(x);
  }

  private static double[][] features(int rows) {
    Random random = new Random(7);
    double[][] x = new double[rows][FEATURES];
    for (double[] row : x) {
      for (int j = 0; j < FEATURES; j++) {
        row[j] = 10 * (j + 1) + (j + 1) * random.nextGaussian();
      }
    }
    return x;
  }

  /** Mean 0 and deviation 1, but for the sample's. */
  private static double[][] scaled(double[][] x) {
    double[][] scaled = new double[x.length][FEATURES];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < FEATURES; j++) {
        scaled[i][j] = (x[i][j] - 10 * (j + 1)) / (j + 1);
      }
    }
    return scaled;
  }

  private static Dataset<Row> frame(double[][] x) {
    return frame(x, x, 2, 0);
  }

  /** Rows with these features, and labels that follow others. */
  private static Dataset<Row> frame(double[][] features, double[][] x, double steep, double shift) {
    Random random = new Random(8);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      double z = 0.3;
      for (int j = 0; j < FEATURES; j++) {
        z += (x[i][j] - 10 * (j + 1)) * (j % 2 == 0 ? 0.8 : -0.5) / (j + 1);
      }
      double label = random.nextDouble() < 1 / (1 + Math.exp(-steep * z - shift)) ? 1 : 0;
      rows.add(RowFactory.create(Vectors.dense(features[i]), label, "hospital-" + i % PROVIDERS));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("hospital", DataTypes.StringType);
    return spark.createDataFrame(rows, schema);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
    // Sessions of sealed models end with their Spark, though nobody closed them.
    assertThat(OpenSessions.count()).isZero();
  }

  private static ToldTraining settings() {
    return settings(LogisticFamily.fitted());
  }

  private static ToldTraining settings(LinearFamily family) {
    return new ToldTraining(family).setMaxIter(6).setWatchEvery(2).setLogRingDimension(12);
  }

  private static TrainingResult train(TrainingSettings settings) {
    return train(frame, settings);
  }

  private static TrainingResult train(Dataset<Row> frame, TrainingSettings settings) {
    return train(frame, InputColumns.of("features", "label").withProvider("hospital"), settings);
  }

  private static TrainingResult train(
      Dataset<Row> frame, InputColumns columns, TrainingSettings settings) {
    try (ProviderDataset data = ProviderDataset.of(frame, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  private static void assertSame(LinearWeights encrypted, LinearWeights plain) {
    double largest = Math.abs(plain.intercept());
    for (double c : plain.coefficients()) {
      largest = Math.max(largest, Math.abs(c));
    }
    assertThat(encrypted.intercept()).isCloseTo(plain.intercept(), within(1e-4 * largest));
    for (int j = 0; j < FEATURES; j++) {
      assertThat(encrypted.coefficients()[j])
          .as("coefficient %d", j)
          .isCloseTo(plain.coefficients()[j], within(1e-4 * largest));
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void train_revealed_equalsPlain(Packing packing) {
    LinearWeights plain =
        train(settings().setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult encrypted =
        train(
            settings()
                .setPacking(packing.name().toLowerCase(Locale.ROOT))
                .setRevealWeights(true)
                .settings());
    assertSame(encrypted.weights().orElseThrow(), plain);
    assertThat(encrypted.report().watch()).hasSize(3);
    assertThat(encrypted.report().fit().range()).isBetween(4.0, 12.0);
    assertThat(encrypted.report().precisionBits())
        .as("no better than what weights are flooded with as they are opened")
        .isBetween(10.0, 17.0);
  }

  /**
   * Few positive rows, which make the steps, the polynomials and what the model is divided by
   * change at each look; and nearly separable ones that end with the polynomial for wide data.
   */
  @ParameterizedTest
  @CsvSource({
    "900, 3, -12, 6, 1e-4, false, DIAGONAL",
    "900, 3, -12, 6, 1e-4, false, COEFFICIENT",
    "90, 1e6, 0, 14, 1e-6, true, ROW"
  })
  void train_rareOrSeparable_equalsPlain(
      int count,
      double steep,
      double shift,
      int iterations,
      double penalty,
      boolean wide,
      Packing packing) {
    double[][] features = features(count);
    Dataset<Row> rows = frame(features, features, steep, shift);
    ToldTraining chosen = settings().setMaxIter(iterations).setRegParam(penalty);
    LinearWeights plain =
        train(rows, chosen.setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult encrypted =
        train(
            rows,
            chosen
                .setProtection("encrypted")
                .setPacking(packing.name().toLowerCase(Locale.ROOT))
                .setRevealWeights(true)
                .settings());
    assertSame(encrypted.weights().orElseThrow(), plain);
    assertThat(encrypted.report().fit().range() == 14).isEqualTo(wide);
  }

  /**
   * Units and offsets are no part of a model: of features that come in picos, in teras, and with a
   * time stamp's offset, the weights differ by these alone, and the margins not at all.
   */
  @ParameterizedTest
  @EnumSource(Protection.class)
  void train_inOtherUnits_learnsTheSame(Protection protection) {
    double[] unit = {1e-12, 1e12, 1, 1e-9, 1e3};
    double[] offset = {0, 0, 0x1p40, 1, -1e9};
    double[][] other = new double[ROWS][FEATURES];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < FEATURES; j++) {
        other[i][j] = unit[j] * x[i][j] + offset[j];
      }
    }
    LinearWeights base =
        train(settings().setProtection("plain").settings()).weights().orElseThrow();
    LinearWeights changed =
        train(
                frame(other, x, 2, 0),
                settings()
                    .setProtection(protection.parameterName())
                    .setRevealWeights(protection == Protection.ENCRYPTED)
                    .settings())
            .weights()
            .orElseThrow();
    for (int j = 0; j < FEATURES; j++) {
      assertThat(changed.coefficients()[j] * unit[j])
          .as("coefficient %d", j)
          .isCloseTo(base.coefficients()[j], within(3e-4));
    }
    for (int i = 0; i < ROWS; i++) {
      assertThat(changed.margin(other[i])).isCloseTo(base.margin(x[i]), within(3e-3));
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void margins_sealed_equalPlain(Packing packing) {
    LinearWeights plain =
        train(settings().setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult sealed =
        train(settings().setPacking(packing.name().toLowerCase(Locale.ROOT)).settings());
    double[] margins =
        Engines.predictor()
            .predict(spark, sealed.sealed().orElseThrow(), x, settings().settings().site())
            .margins();
    for (int i = 0; i < ROWS; i++) {
      assertThat(margins[i]).as("row %d", i).isCloseTo(plain.margin(x[i]), within(2e-3));
      assertOnTheGrid(margins[i] / 14);
    }
    assertThat(sealed.weights()).isEqualTo(Optional.empty());
    assertFlooded(sealed);
  }

  /** What a querier reads is a multiple of 2^-20 of the half-width. */
  private static void assertOnTheGrid(double scaled) {
    double steps = scaled * 0x1p20;
    assertThat(steps).isCloseTo(Math.rint(steps), within(1e-4));
  }

  /** What is opened is flooded before; the parties refuse another flooding than the plan's. */
  private static void assertFlooded(TrainingResult sealed) {
    PartyPlan plan = SavedSession.fromBytes(sealed.sealed().orElseThrow().session()).plan();
    Layout layout = LayoutArguments.read(plan.parameters(), plan.arguments());
    assertThat(plan.step(TrainingSteps.MODEL_REFRESH, SumRefreshStep.class).floodBits())
        .isEqualTo(OpenedPrecision.ofWeights(layout))
        .isGreaterThanOrEqualTo(OpenedPrecision.FLOODED_BITS);
    assertThat(plan.step(TrainingSteps.LOOK_REFRESH, SumRefreshStep.class).floodBits())
        .isEqualTo(OpenedPrecision.ofLooks(layout))
        .isGreaterThanOrEqualTo(OpenedPrecision.LOOK_BITS);
    OpeningStep margins = plan.step(TrainingSteps.PREDICT, OpeningStep.class);
    double least = margins.logScale() - OpenedPrecision.ofMargins(layout) - 3;
    assertThat(margins.smudging(plan).deviation()).isGreaterThanOrEqualTo(Math.pow(2, least));
    assertThat(plan.step(TrainingSteps.REFRESH, SumRefreshStep.class).floodBits()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GRADIENT_DESCENT, row",
    "FIXED_HESSIAN, row",
    "GRADIENT_DESCENT, coefficient",
    "FIXED_HESSIAN, coefficient"
  })
  void train_otherAlgorithms_equalPlain(Algorithm algorithm, String packing) {
    TrainingResult plain =
        train(settings().setAlgorithm(algorithm.parameterName()).setProtection("plain").settings());
    TrainingResult encrypted =
        train(
            settings()
                .setAlgorithm(algorithm.parameterName())
                .setPacking(packing)
                .setRevealWeights(true)
                .settings());
    assertSame(encrypted.weights().orElseThrow(), plain.weights().orElseThrow());
    List<Reading> expected = plain.report().watch();
    assertThat(expected).isNotEmpty();
    assertThat(encrypted.report().watch())
        .zipSatisfy(
            expected,
            (got, exact) -> {
              assertThat(got.iteration()).isEqualTo(exact.iteration());
              assertThat(got.meanSquare()).isCloseTo(exact.meanSquare(), withinPercentage(0.1));
            });
  }

  @Test
  void train_withRanges_opensNothingAndEqualsPlain() {
    double[][] ranges = new double[FEATURES][];
    for (int j = 0; j < FEATURES; j++) {
      ranges[j] = new double[] {10 * (j + 1) - 5 * (j + 1), 10 * (j + 1) + 5 * (j + 1)};
    }
    ToldTraining agreed =
        settings()
            .setStandardization("ranges")
            .setFeatureRanges(ranges)
            .setRowBound(100)
            .setWatchEvery(0);
    LinearWeights plain = train(agreed.setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult encrypted =
        train(
            agreed.setProtection("encrypted").setPacking("row").setRevealWeights(true).settings());
    double[] mean = Arrays.stream(ranges).mapToDouble(r -> (r[1] + r[0]) / 2).toArray();
    double[] scale = Arrays.stream(ranges).mapToDouble(r -> (r[1] - r[0]) / 2).toArray();
    LinearWeights opened = encrypted.weights().orElseThrow();
    OpenedWeights.assertEqual(opened, plain, mean, scale);
    for (int j = 0; j < FEATURES; j++) {
      assertOnTheGrid(opened.coefficients()[j] * scale[j] / 14);
    }
    assertThat(encrypted.report().openings())
        .extracting(o -> o.what())
        .containsExactly("the weights");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 13})
  void train_otherDegrees_equalPlain(int degree) {
    ToldTraining chosen =
        settings(LogisticFamily.of(SigmoidPolynomial.leastSquares(degree, 10)))
            .setWatchEvery(0)
            .setPacking("row");
    LinearWeights plain = train(chosen.setProtection("plain").settings()).weights().orElseThrow();
    TrainingSettings encrypted =
        chosen.setProtection("encrypted").setRevealWeights(true).settings();
    assertSame(train(encrypted).weights().orElseThrow(), plain);
  }

  /** A row's weight is a number of its provider's own. */
  @ParameterizedTest
  @EnumSource(Packing.class)
  void train_weightedRows_equalsPlain(Packing packing) {
    Dataset<Row> weighted =
        frame.withColumn("weight", functions.expr("0.5 + pmod(hash(features), 3)"));
    ToldTraining chosen =
        settings(LogisticFamily.of(SigmoidPolynomial.leastSquares(9, 10)))
            .setWatchEvery(0)
            .setPacking(packing.name().toLowerCase(Locale.ROOT));
    InputColumns columns =
        InputColumns.of("features", "label").withProvider("hospital").withWeight("weight");
    LinearWeights plain =
        train(weighted, columns, chosen.setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult encrypted =
        train(
            weighted, columns, chosen.setProtection("encrypted").setRevealWeights(true).settings());
    assertSame(encrypted.weights().orElseThrow(), plain);
  }

  /** A margin's masks hide rows up to a bound; with rows and diagonals no margin is masked. */
  @Test
  void train_rowBeyondTheMasks_isRefusedWithoutANumberOfIt() {
    ToldTraining chosen =
        settings()
            .setStandardization("none")
            .setFeatureClip(Double.POSITIVE_INFINITY)
            .setPacking("coefficient");
    double[][] far = features(ROWS);
    far[4][2] = 123_456;
    assertThatThrownBy(() -> train(frame(far, x, 2, 0), chosen.settings()))
        .hasMessageContaining("cannot take the rows of hospital-1: one is larger than the masks")
        .hasMessageContaining("give a featureClip, or the packing row")
        .hasMessageNotContaining("123");
  }

  /** The first provider has 60 of the rows, the last one 5; the fifth feature makes B 8. */
  @ParameterizedTest
  @EnumSource(Packing.class)
  void train_unevenRowsWithoutIntercept_equalsPlain(Packing packing) {
    Dataset<Row> uneven =
        frame(scaled(x), x, 2, 0)
            .withColumn("row", functions.monotonically_increasing_id())
            .withColumn("n", functions.row_number().over(Window.orderBy("row")))
            .withColumn(
                "hospital",
                functions.expr("case when n <= 60 then 'a' when n <= 85 then 'b' else 'c' end"));
    ToldTraining chosen =
        settings()
            .setFitIntercept(false)
            .setStandardization("none")
            .setPacking(packing.name().toLowerCase(Locale.ROOT));
    LinearWeights plain =
        train(uneven, chosen.setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult encrypted =
        train(uneven, chosen.setProtection("encrypted").setRevealWeights(true).settings());
    assertSame(encrypted.weights().orElseThrow(), plain);
  }

  /**
   * On a ring of 2^11 the three providers' places fill two blocks with rows, and 1,100 rows each
   * two with diagonals, or four of slots and more of coefficients.
   */
  @ParameterizedTest
  @CsvSource({"ROW, 90", "DIAGONAL, 3300", "COEFFICIENT, 3300"})
  void train_severalBlocks_equalsPlain(Packing packing, int rows) {
    Dataset<Row> many = frame(features(rows));
    ToldTraining chosen =
        settings()
            .setMaxIter(3)
            .setWatchEvery(1)
            .setLogRingDimension(11)
            .setPacking(packing.name().toLowerCase(Locale.ROOT));
    LinearWeights plain =
        train(many, chosen.setProtection("plain").settings()).weights().orElseThrow();
    TrainingResult encrypted =
        train(many, chosen.setProtection("encrypted").setRevealWeights(true).settings());
    assertSame(encrypted.weights().orElseThrow(), plain);
    // Of three iterations the second is looked at; the last is not.
    assertThat(encrypted.report().watch()).hasSize(1);
  }
}
