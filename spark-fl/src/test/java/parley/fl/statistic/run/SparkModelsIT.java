package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.linear.LinearResult;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.multinomial.MultinomialResult;
import parley.fl.statistic.multinomial.MultinomialStatistic;
import parley.fl.table.Category;
import parley.testing.LocalSpark;

/** Settings and figures that Spark has too, against Spark. */
class SparkModelsIT {
  private static final List<String> FEATURES = List.of("a", "b", "c");
  private static final int ROWS = 200;
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType)
          .add("positive", DataTypes.DoubleType)
          .add("count", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("offset", DataTypes.DoubleType)
          .add("kind", DataTypes.DoubleType);

  private static SparkSession spark;
  private static Dataset<Row> frame;
  private static ModelTable table;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    Random random = new Random(12);
    Random kinds = new Random(13);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian();
      double b = 10 + 3 * random.nextGaussian();
      double c = a + .5 * random.nextGaussian();
      double label = 5 + 2 * a - b + random.nextGaussian();
      double positive = Math.exp(.3 * a + .1 * b + .4 * random.nextGaussian());
      double count = Math.floor(4 * positive * random.nextDouble());
      rows.add(
          RowFactory.create(
              Vectors.dense(a, b, c),
              label,
              positive,
              count,
              (double) (4 + i % 9),
              random.nextDouble(),
              (double) Math.max(0, Math.min(2, Math.round(1 + a + kinds.nextGaussian())))));
    }
    frame = spark.createDataFrame(rows, SCHEMA).coalesce(1).cache();
    table = ModelTable.ofRows(ROWS);
    for (int j = 0; j < 3; j++) {
      int feature = j;
      table.with(FEATURES.get(j), i -> ((Vector) rows.get(i).get(0)).apply(feature));
    }
    for (int k = 1; k < SCHEMA.size(); k++) {
      int column = k;
      table.with(SCHEMA.fields()[k].name(), i -> rows.get(i).getDouble(column));
    }
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true, true, weight",
    "0, 0, true, false, weight",
    ".3, .4, true, true, ",
    ".3, .4, false, true, weight",
    ".3, .4, true, false, weight",
    ".3, 0, true, false, "
  })
  void linear_anySetting_asSpark(
      double reg, double elasticNet, boolean standardization, boolean intercept, String weight) {
    LinearRegression estimator =
        new LinearRegression()
            .setSolver("normal")
            .setRegParam(reg)
            .setElasticNetParam(elasticNet)
            .setStandardization(standardization)
            .setFitIntercept(intercept)
            .setTol(1e-13)
            .setMaxIter(1000);
    if (weight != null) {
      estimator.setWeightCol(weight);
    }
    LinearRegressionModel expected = estimator.fit(frame);
    LinearStatistic statistic =
        new LinearStatistic(
            "label",
            FEATURES,
            weight,
            reg,
            elasticNet,
            standardization,
            intercept,
            LinearStatistic.Errors.CLASSICAL);
    LinearResult got = MemorySums.result(statistic, table.deal(statistic.columns(), 3));
    for (int j = 0; j < 3; j++) {
      assertThat(got.coefficients().get(j).estimate())
          .isCloseTo(expected.coefficients().apply(j), offset(1e-7));
    }
    if (intercept) {
      assertThat(got.coefficient("(intercept)").estimate())
          .isCloseTo(expected.intercept(), offset(1e-6));
    }
    LinearRegressionSummary summary = expected.evaluate(frame);
    if (weight == null || !intercept) {
      // With weights Spark's total is its unbiased variance times W - 1, not the weighted squares.
      assertThat(got.r2().get()).isCloseTo(summary.r2(), offset(1e-7));
      assertThat(got.adjustedR2().get()).isCloseTo(summary.r2adj(), offset(1e-7));
    }
    assertThat(got.rmse()).isCloseTo(summary.rootMeanSquaredError(), offset(1e-7));
    assertThat(got.explainedVariance())
        .isCloseTo(summary.explainedVariance(), withPercentage(1e-5));
    if (reg == 0) {
      double[] errors = expected.summary().coefficientStandardErrors();
      double[] p = expected.summary().pValues();
      for (int j = 0; j < errors.length; j++) {
        assertThat((double) got.coefficients().get(j).standardError())
            .isCloseTo(errors[j], withPercentage(1e-6));
        assertThat((double) got.coefficients().get(j).pValue()).isCloseTo(p[j], offset(1e-9));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gamma, log, positive, weight, offset, true",
    "gamma, log, positive, , , false",
    "gaussian, identity, label, weight, , true",
    "gaussian, log, positive, weight, , true",
    "poisson, log, count, weight, offset, true",
    "poisson, sqrt, count, , , true",
    "poisson, log, count, weight, , false"
  })
  void glm_anyFamily_asSpark(
      String family, String link, String label, String weight, String offset, boolean intercept) {
    GeneralizedLinearRegression estimator =
        new GeneralizedLinearRegression()
            .setFamily(family)
            .setLink(link)
            .setLabelCol(label)
            .setFitIntercept(intercept)
            .setTol(1e-12)
            .setMaxIter(100);
    if (weight != null) {
      estimator.setWeightCol(weight);
    }
    if (offset != null) {
      estimator.setOffsetCol(offset);
    }
    GeneralizedLinearRegressionModel expected = estimator.fit(frame);
    GlmStatistic statistic =
        new GlmStatistic(
            label,
            FEATURES,
            offset,
            weight,
            GlmModel.of(
                Family.valueOf(family.toUpperCase(Locale.ROOT)),
                Link.valueOf(link.toUpperCase(Locale.ROOT))),
            intercept,
            60,
            1e-9);
    GlmResult got = MemorySums.result(statistic, table.deal(statistic.columns(), 3));
    double[] errors = expected.summary().coefficientStandardErrors();
    double[] statistics = expected.summary().tValues();
    double[] p = expected.summary().pValues();
    for (int j = 0; j < errors.length; j++) {
      double estimate = j < 3 ? expected.coefficients().apply(j) : expected.intercept();
      assertThat(got.coefficients().get(j).estimate()).isCloseTo(estimate, offset(1e-7));
      assertThat((double) got.coefficients().get(j).standardError())
          .isCloseTo(errors[j], withPercentage(1e-4));
      assertThat((double) got.coefficients().get(j).statistic())
          .isCloseTo(statistics[j], withPercentage(1e-3));
      assertThat((double) got.coefficients().get(j).pValue()).isCloseTo(p[j], offset(1e-8));
    }
    assertThat(got.deviance()).isCloseTo(expected.summary().deviance(), withPercentage(1e-6));
    assertThat((double) got.nullDeviance())
        .isCloseTo(expected.summary().nullDeviance(), withPercentage(1e-6));
    assertThat(got.dispersion()).isCloseTo(expected.summary().dispersion(), withPercentage(1e-5));
    assertThat((double) got.aic()).isCloseTo(expected.summary().aic(), withPercentage(1e-6));
  }

  /** Spark's coefficients add up to 0 over the levels; ours are those less the base's. */
  @ParameterizedTest
  @CsvSource({"0, true, ", ".05, true, ", ".05, true, weight", ".02, false, weight"})
  void multinomial_anyPenalty_asSpark(double reg, boolean standardization, String weight) {
    LogisticRegression estimator =
        new LogisticRegression()
            .setFamily("multinomial")
            .setLabelCol("kind")
            .setRegParam(reg)
            .setStandardization(standardization)
            .setTol(1e-14)
            .setMaxIter(2000);
    if (weight != null) {
      estimator.setWeightCol(weight);
    }
    LogisticRegressionModel expected = estimator.fit(frame);
    MultinomialStatistic statistic =
        new MultinomialStatistic(
            new Category("kind", List.of("0.0", "1.0", "2.0")),
            FEATURES,
            "1.0",
            weight,
            reg,
            standardization,
            25,
            1e-8);
    MultinomialResult got = MemorySums.result(statistic, table.deal(statistic.columns(), 3));
    for (int k = 0; k < 2; k++) {
      int level = 2 * k;
      for (int j = 0; j < 4; j++) {
        double theirs = coefficient(expected, level, j) - coefficient(expected, 1, j);
        Coefficient ours = got.levels().get(k).coefficients().get(j);
        assertThat(ours.estimate()).isCloseTo(theirs, offset(1e-5));
        assertThat(ours.standardError() == null).isEqualTo(reg > 0);
      }
    }
    assertThat(got.aic() == null).isEqualTo(reg > 0);
    assertThat(got.rounds()).isLessThanOrEqualTo(9);
  }

  private static double coefficient(LogisticRegressionModel model, int level, int j) {
    return j < 3 ? model.coefficientMatrix().apply(level, j) : model.interceptVector().apply(level);
  }
}
