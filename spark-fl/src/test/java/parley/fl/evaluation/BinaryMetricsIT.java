package parley.fl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import parley.testing.LocalSpark;

class BinaryMetricsIT {

  @Test
  void of_handMadeTies_countOneHalf() {
    BinaryMetrics m = BinaryMetrics.of(new double[] {1, 2, 2, 3}, new double[] {0, 0, 1, 1}, 1.5);
    assertThat(m.auc()).isEqualTo(3.5 / 4);
    assertThat(m.accuracy()).isEqualTo(0.75);
    assertThat(m.f1()).isCloseTo(0.8, within(1e-12));
    assertThat(m.rows()).isEqualTo(4);
  }

  @Test
  void of_oneLabelOnly_hasNoAuc() {
    assertThat(BinaryMetrics.of(new double[] {1, 2}, new double[] {1, 1}, 0).auc()).isNaN();
    assertThat(BinaryMetrics.of(new double[0], new double[0], 0).accuracy()).isNaN();
  }

  @Test
  void of_dataFrame_countsEveryPairOfRows() {
    Random random = new Random(3);
    int n = 400;
    double[] scores = new double[n];
    double[] labels = new double[n];
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(3) == 0 ? 1 : 0;
      scores[i] = Math.round(4 * (random.nextGaussian() + labels[i])) / 4.0;
      rows.add(
          RowFactory.create(
              Vectors.dense(-scores[i], scores[i]), labels[i], scores[i] > 0 ? 1.0 : 0.0));
    }
    StructType schema =
        new StructType()
            .add("raw", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("prediction", DataTypes.DoubleType);
    SparkSession spark = LocalSpark.session();
    try {
      Dataset<Row> frame = spark.createDataFrame(rows, schema).repartition(3);
      BinaryMetrics found = BinaryMetrics.of(frame, "label", "raw", "prediction");
      assertThat(found.auc()).isCloseTo(everyPair(scores, labels), within(1e-12));
      assertThat(found).isEqualTo(BinaryMetrics.of(scores, labels, 0));
    } finally {
      spark.stop();
    }
  }

  private static double everyPair(double[] scores, double[] labels) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }
}
