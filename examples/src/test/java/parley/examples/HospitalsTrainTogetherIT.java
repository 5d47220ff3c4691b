package parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class HospitalsTrainTogetherIT {
  @Test
  void run_fewIterations_ranksPatients() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    assertThat(HospitalsTrainTogether.run(spark, "data/breast-cancer.csv", 3)).isGreaterThan(0.95);
    spark.stop();
  }
}
