package parley.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
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
import parley.cli.model.StandardScale;
import parley.error.InvalidDataException;
import parley.fl.optim.LinearWeights;
import parley.fl.statistic.design.Coefficient;
import parley.testing.LocalSpark;

/** At Spark's coefficients, Spark's standard errors. */
class LogisticErrorsIT {
  private static final List<String> NAMES = List.of("a", "b");
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    Random random = new Random(7);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double a = 1000 + 30 * random.nextGaussian();
      double b = random.nextGaussian();
      double p = 1 / (1 + Math.exp(-(a - 1000) / 20 + b));
      all.add(RowFactory.create(Vectors.dense(a, b), random.nextDouble() < p ? 1.0 : 0.0));
    }
    rows =
        spark.createDataFrame(
            all,
            new StructType()
                .add("features", SQLDataTypes.VectorType())
                .add("label", DataTypes.DoubleType));
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  @Test
  void of_sparksCoefficients_sparksErrors() {
    GeneralizedLinearRegressionModel expected =
        new GeneralizedLinearRegression().setFamily("binomial").setTol(1e-12).fit(rows);
    LinearWeights weights =
        new LinearWeights(expected.coefficients().toArray(), expected.intercept());
    List<Coefficient> got =
        LogisticErrors.of(rows, "features", NAMES, weights, StandardScale.of(rows, "features"));
    double[] errors = expected.summary().coefficientStandardErrors();
    double[] p = expected.summary().pValues();
    for (int j = 0; j < 3; j++) {
      assertThat((double) got.get(j).standardError()).isCloseTo(errors[j], withPercentage(1e-5));
      assertThat((double) got.get(j).pValue()).isCloseTo(p[j], within(1e-12));
    }
    assertThat(got.get(2).term()).isEqualTo("(intercept)");
  }

  @Test
  void of_aConstantColumn_namesIt() {
    Dataset<Row> constant =
        spark.createDataFrame(
            List.of(
                RowFactory.create(Vectors.dense(1, 5)),
                RowFactory.create(Vectors.dense(2, 5)),
                RowFactory.create(Vectors.dense(3, 5))),
            new StructType().add("features", SQLDataTypes.VectorType()));
    assertThatThrownBy(
            () ->
                LogisticErrors.of(
                    constant,
                    "features",
                    NAMES,
                    new LinearWeights(new double[2], 0),
                    StandardScale.of(constant, "features")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("cannot give standard errors: b is constant");
  }
}
