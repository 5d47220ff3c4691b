package parley.fl.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.SparkForTests;
import parley.testing.LocalSpark;

/** Networks of one number, trained in clear on a product that no linear model tells. */
class FederatedMultilayerPerceptronRegressorIT {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void makeRows() {
    spark = LocalSpark.session();
    Random random = new Random(2);
    List<Row> made = new ArrayList<>();
    for (int r = 0; r < 600; r++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double y = 1000 + 50 * a * b + 20 * a + random.nextGaussian();
      made.add(RowFactory.create("p" + r % 3, Vectors.dense(5 + a, 100 * b), y));
    }
    rows = spark.createDataFrame(made, SparkForTests.SCHEMA).cache();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  private static FederatedMultilayerPerceptronRegressor network() {
    return new FederatedMultilayerPerceptronRegressor()
        .setProtection("plain")
        .setProviderCol("provider")
        .setHiddenLayers(new int[] {16})
        .setMaxIter(150);
  }

  @Test
  void fit_productOfFeatures_isLearntInTheLabelsUnit(@TempDir Path folder) throws IOException {
    FederatedMultilayerPerceptronRegressorModel model = network().fit(rows);

    double r2 = new RegressionEvaluator().setMetricName("r2").evaluate(model.transform(rows));
    assertThat(r2).isGreaterThan(0.95);
    assertThat(model.layers()).containsExactly(2, 16, 1);
    assertThat(model.numFeatures()).isEqualTo(2);
    assertThat(model.report().network().lossByIteration()).hasSize(150);

    String path = folder.resolve("model").toString();
    model.write().save(path);
    FederatedMultilayerPerceptronRegressorModel loaded =
        FederatedMultilayerPerceptronRegressorModel.load(path);
    assertThat(loaded.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(loaded.weights()).isEqualTo(model.weights());
  }

  @Test
  void fit_otherUnitOfTheLabel_sameModelInThatUnit() {
    Dataset<Row> scaled = rows.withColumn("label", rows.col("label").multiply(1024));
    FederatedMultilayerPerceptronRegressor network = network().setMaxIter(5);
    List<Row> plain = network.fit(rows).transform(rows).select("prediction").collectAsList();
    List<Row> other = network.fit(scaled).transform(rows).select("prediction").collectAsList();
    for (int r = 0; r < plain.size(); r++) {
      assertThat(other.get(r).getDouble(0) / 1024)
          .isCloseTo(plain.get(r).getDouble(0), within(1e-6));
    }
  }

  @Test
  void fit_wrongParamsOrLabels_refused() {
    assertThatThrownBy(() -> network().setClassWeights(new double[] {1, 2}).fit(rows))
        .hasMessage("cannot weight classes: a number is learnt, expected no classWeights, got 2");
    assertThatThrownBy(() -> network().fit(rows.withColumn("label", functions.lit(2.0))))
        .hasMessage("cannot train: the labels do not vary, expected two values or more");
  }
}
