package parley.fl.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.LinearWeights;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Engines;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.session.OpenSessions;
import parley.fl.report.FitReport;
import parley.fl.settings.TrainingSettings;
import parley.fl.statistic.ModelTable;
import parley.testing.LocalSpark;

/**
 * Families whose labels come to one scale, or whose residuals are of no canonical link: sealed on a
 * small ring that is not secure, and in clear, against Spark's own generalised linear regressions.
 */
class SealedFamiliesIT {
  private static final int PROVIDERS = 4;
  private static final List<String> FEATURES =
      List.of("duration_months", "installment_rate", "age", "residence_since");
  private static final Map<String, String> EXP = Map.of("polynomial", "degree 7 on [-2.5, 2.5]");
  private static final Map<String, String> MILLS = Map.of("polynomial", "degree 9 on [-4.0, 4.0]");

  /** In deviations of the margins: the polynomials' errors and the openings' noise. */
  private static final double ERROR = 2e-3;

  private static SparkSession spark;
  private static Dataset<Row> frame;
  private static double[][] x;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    ModelTable t = ModelTable.of("german-credit.csv");
    List<Row> rows = new ArrayList<>();
    x = new double[100][];
    for (int i = 0; i < t.rows(); i++) {
      int row = i;
      double[] features = FEATURES.stream().mapToDouble(name -> t.number(name, row)).toArray();
      if (i < x.length) {
        x[i] = features;
      }
      rows.add(
          RowFactory.create(
              Vectors.dense(features),
              t.number("credit_amount", i),
              t.number("existing_credits", i),
              t.number("class", i) - 1,
              "site-" + i % PROVIDERS));
    }
    frame = spark.createDataFrame(rows, schema()).cache();
  }

  private static StructType schema() {
    return new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add("amount", DataTypes.DoubleType)
        .add("credits", DataTypes.DoubleType)
        .add("bad", DataTypes.DoubleType)
        .add("site", DataTypes.StringType);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
    assertThat(OpenSessions.count()).isZero();
  }

  static Stream<Arguments> families() {
    return Stream.of(
        Arguments.of("least-squares/1", Map.of(), "amount", "gaussian", "identity", "row"),
        Arguments.of("poisson-log/1", EXP, "credits", "poisson", "log", "diagonal"),
        Arguments.of("gamma-log/1", EXP, "amount", "gamma", "log", "row"),
        Arguments.of("probit-binomial/1", MILLS, "bad", "binomial", "probit", "diagonal"),
        Arguments.of("least-squares/1", Map.of(), "amount", "gaussian", "identity", "coefficient"),
        Arguments.of("poisson-log/1", EXP, "credits", "poisson", "log", "coefficient"),
        Arguments.of("gamma-log/1", EXP, "amount", "gamma", "log", "coefficient"),
        Arguments.of("probit-binomial/1", MILLS, "bad", "binomial", "probit", "coefficient"));
  }

  private static ToldTraining told(String id, Map<String, String> arguments) {
    return new ToldTraining(Families.read(id, arguments))
        .setMaxIter(30)
        .setRegParam(0)
        .setLogRingDimension(12);
  }

  private static TrainingResult train(Dataset<Row> rows, TrainingSettings settings, String label) {
    InputColumns columns = InputColumns.of("features", label).withProvider("site");
    try (ProviderDataset data = ProviderDataset.of(rows, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  private static GeneralizedLinearRegressionModel oracle(String label, String family, String link) {
    return new GeneralizedLinearRegression()
        .setFamily(family)
        .setLink(link)
        .setLabelCol(label)
        .fit(frame);
  }

  /** A deviation of the labels for least squares, else 1: what margins are measured in. */
  private static double unit(String family, String label) {
    return family.equals("gaussian")
        ? frame.selectExpr("stddev_pop(" + label + ")").head().getDouble(0)
        : 1;
  }

  private static double margin(Vector coefficients, double intercept, double[] row) {
    return new LinearWeights(coefficients.toArray(), intercept).margin(row);
  }

  @ParameterizedTest(name = "{0}, {5}")
  @MethodSource("families")
  void train_sealedAndInClear_areSparksOwn(
      String id,
      Map<String, String> arguments,
      String label,
      String family,
      String link,
      String packing) {
    GeneralizedLinearRegressionModel expected = oracle(label, family, link);
    TrainingSettings clear = told(id, arguments).setProtection("plain").settings();
    LinearWeights known = train(frame, clear, label).weights().orElseThrow();
    TrainingSettings settings = told(id, arguments).setPacking(packing).settings();
    TrainingResult trained = train(frame, settings, label);
    SealedModel sealed = trained.sealed().orElseThrow();
    PredictionResult predicted = Engines.predictor().predict(spark, sealed, x, settings.site());
    Engines.predictor().release(sealed);
    double unit = unit(family, label);
    for (int i = 0; i < x.length; i++) {
      double margin = margin(expected.coefficients(), expected.intercept(), x[i]);
      assertThat(known.margin(x[i]) / unit).isCloseTo(margin / unit, within(ERROR));
      assertThat(predicted.margins()[i] / unit).isCloseTo(margin / unit, within(ERROR));
    }
    assertThat(opened(trained.report(), "the label's sum")).isEqualTo(!family.equals("binomial"));
    assertThat(opened(trained.report(), "the label's sum and sum of squares"))
        .isEqualTo(family.equals("gaussian"));
  }

  private static boolean opened(FitReport report, String words) {
    return report.openings().stream().anyMatch(o -> o.what().contains(words));
  }

  /** Spark's penalty is divided by the label's deviation. */
  @Test
  void train_ridgeOfLeastSquares_isSparksOwn() {
    double reg = 500;
    var expected =
        new org.apache.spark.ml.regression.LinearRegression()
            .setLabelCol("amount")
            .setRegParam(reg)
            .fit(frame);
    LinearWeights known =
        train(
                frame,
                told("least-squares/1", Map.of())
                    .setProtection("plain")
                    .setMaxIter(200)
                    .setRegParam(reg)
                    .settings(),
                "amount")
            .weights()
            .orElseThrow();
    for (int j = 0; j < FEATURES.size(); j++) {
      double golden = expected.coefficients().apply(j);
      assertThat(known.coefficients()[j]).isCloseTo(golden, within(1e-6 * Math.abs(golden)));
    }
  }

  @Test
  void settings_whereLabelsCannotComeToOneScale_areRefused() {
    assertThatThrownBy(
            () -> told("least-squares/1", Map.of()).setStandardization("none").settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot train linear regression: its labels come to one scale by sums that are opened,"
                + " expected the standardization collective, got none");
    assertThatThrownBy(() -> told("gamma-log/1", EXP).setFitIntercept(false).settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot train gamma regression: margins are kept less the logarithm of the mean label,"
                + " which the intercept takes, expected fitIntercept true, got false");
  }

  static Stream<Arguments> badLabels() {
    return Stream.of(
        Arguments.of("poisson-log/1", EXP, -1., "the label is negative or not finite"),
        Arguments.of("gamma-log/1", EXP, 0., "the label is not above 0 or not finite"),
        Arguments.of("probit-binomial/1", MILLS, 2., "expected 0 or 1"),
        Arguments.of("least-squares/1", Map.of(), Double.NaN, "the label is not finite"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badLabels")
  void train_ofALabelOutside_isRefused(
      String id, Map<String, String> arguments, double label, String words) {
    Dataset<Row> rows =
        frame.union(
            spark.createDataFrame(
                List.of(RowFactory.create(Vectors.dense(x[0]), label, label, label, "site-1")),
                schema()));
    String column = id.startsWith("probit") ? "bad" : "amount";
    TrainingSettings settings = told(id, arguments).settings();
    assertThatThrownBy(() -> train(rows, settings, column))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("site-1")
        .hasMessageContaining(words);
  }

  @Test
  void train_onLabelsWithoutAScale_isRefused() {
    Dataset<Row> constant = frame.withColumn("amount", frame.col("amount").multiply(0).plus(0));
    assertThatThrownBy(
            () ->
                train(
                    constant,
                    told("least-squares/1", Map.of()).setProtection("plain").settings(),
                    "amount"))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("the labels do not vary");
    assertThatThrownBy(
            () ->
                train(
                    constant,
                    told("poisson-log/1", EXP).setProtection("plain").settings(),
                    "amount"))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("all labels are 0");
  }
}
