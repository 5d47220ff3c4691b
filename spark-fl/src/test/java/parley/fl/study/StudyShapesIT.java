package parley.fl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegression;
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
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.meta.MetaStatistic.Method;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.study.StudyStatistic.Model;
import parley.testing.LocalSpark;

/** Beside Spark's own models of all rows, and of each site's, put together by their variances. */
class StudyShapesIT {
  private static final int SITES = 6;
  private static SparkSession spark;
  private static Dataset<Row> rows;
  private static final double[] ESTIMATES = new double[SITES];
  private static final double[] ERRORS = new double[SITES];

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    Random random = new Random(4);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 180; i++) {
      double x = random.nextGaussian();
      double y = 1 + (2 + .3 * (i % SITES)) * x + random.nextGaussian();
      double big = y + 3 * random.nextGaussian() > 1 ? 1 : 0;
      all.add(RowFactory.create(x, y, big, "s" + i % SITES));
    }
    StructType schema =
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("big", DataTypes.DoubleType)
            .add("site", DataTypes.StringType);
    rows = spark.createDataFrame(all, schema).coalesce(1).cache();
    for (int s = 0; s < SITES; s++) {
      LinearRegressionModel own = spark(rows.filter("site = 's" + s + "'"));
      ESTIMATES[s] = own.coefficients().apply(0);
      ERRORS[s] = own.summary().coefficientStandardErrors()[0];
    }
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static LinearRegressionModel spark(Dataset<Row> some) {
    return new LinearRegression()
        .setLabelCol("y")
        .setSolver("normal")
        .fit(
            new VectorAssembler()
                .setInputCols(new String[] {"x"})
                .setOutputCol("features")
                .transform(some));
  }

  private static double[] fixed() {
    double weights = 0;
    double sum = 0;
    for (int s = 0; s < SITES; s++) {
      weights += 1 / (ERRORS[s] * ERRORS[s]);
      sum += ESTIMATES[s] / (ERRORS[s] * ERRORS[s]);
    }
    return new double[] {sum / weights, 1 / Math.sqrt(weights)};
  }

  private static void assertFixed(Row row) {
    assertThat(row.<Double>getAs("estimate")).isCloseTo(fixed()[0], within(1e-7));
    assertThat(row.<Double>getAs("standardError")).isCloseTo(fixed()[1], within(1e-7));
    assertThat(row.<Long>getAs("sites")).isEqualTo(SITES);
  }

  @Test
  void study_linear_isSparksModelBesideItsSites() {
    ProviderQuery query = ProviderQuery.of(rows).withProviderCol("site").withProtection("plain");
    FederatedStudy study =
        FederatedStudy.of(query, Model.LINEAR, "y", List.of("x"), null, Method.DERSIMONIAN_LAIRD);
    Dataset<Row> estimates = study.estimates();
    Row together = estimates.filter("term = 'x' and method = 'decentralised'").head();
    LinearRegressionModel expected = spark(rows);
    assertThat(together.<Double>getAs("estimate"))
        .isCloseTo(expected.coefficients().apply(0), within(1e-9));
    assertThat(together.<Double>getAs("standardError"))
        .isCloseTo(expected.summary().coefficientStandardErrors()[0], within(1e-9));
    assertFixed(estimates.filter("term = 'x' and method = 'fixed'").head());
    assertThat(estimates.filter("method = 'dersimonian-laird'").count()).isEqualTo(2);
    assertThat(study.together().rows()).isEqualTo(180);
  }

  @Test
  void study_logistic_isSparksModelOfAllRows() {
    ProviderQuery query = ProviderQuery.of(rows).withProviderCol("site").withProtection("plain");
    FederatedStudy study =
        FederatedStudy.of(query, Model.LOGISTIC, "big", List.of("x"), null, Method.FIXED);
    GeneralizedLinearRegressionModel expected =
        new GeneralizedLinearRegression()
            .setFamily("binomial")
            .setLabelCol("big")
            .setTol(1e-12)
            .fit(
                new VectorAssembler()
                    .setInputCols(new String[] {"x"})
                    .setOutputCol("features")
                    .transform(rows));
    assertThat(study.together().coefficients().get(0).estimate())
        .isCloseTo(expected.coefficients().apply(0), within(1e-7));
    assertThat(study.sites().estimates()).hasSize(2);
  }

  @Test
  void meta_ofSitesEstimates_isTheirWeightedMean() {
    List<Row> sites = new ArrayList<>();
    for (int s = 0; s < SITES; s++) {
      sites.add(RowFactory.create("s" + s, ESTIMATES[s], ERRORS[s]));
    }
    StructType schema =
        new StructType()
            .add("site", DataTypes.StringType)
            .add("effect", DataTypes.DoubleType)
            .add("error", DataTypes.DoubleType);
    List<MetaTerm> terms = List.of(new MetaTerm("x", "effect", "error"));
    ProviderQuery query =
        ProviderQuery.of(spark.createDataFrame(sites, schema))
            .withProviderCol("site")
            .withProtection("plain");
    MetaAnalysis found = MetaAnalysis.of(query, terms, Method.FIXED);
    assertFixed(found.estimates().head());
    assertThat(found.report().protection()).isEqualTo("plain");
    ProviderQuery few =
        ProviderQuery.of(spark.createDataFrame(sites.subList(0, 3), schema))
            .withProviderCol("site")
            .withProtection("plain");
    assertThatThrownBy(() -> MetaAnalysis.of(few, terms, Method.FIXED))
        .hasMessageContaining("expected at least 4 sites, got 3");
  }
}
