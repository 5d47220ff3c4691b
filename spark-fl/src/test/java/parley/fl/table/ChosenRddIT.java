package parley.fl.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.testing.LocalSpark;

/** Of two ways to read a partition one is taken, and the other costs nothing. */
class ChosenRddIT {
  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  @Test
  void of_choiceByPartition_theOtherIsNotBegun() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LongAccumulator begun = spark.sparkContext().longAccumulator();
    JavaRDD<String> letters =
        context
            .parallelize(List.of("a", "b", "c", "d"), 4)
            .mapPartitions(
                rows -> {
                  begun.add(1);
                  return rows;
                });
    JavaRDD<String> numbers = context.parallelize(List.of("0", "1", "2", "3"), 4);
    JavaRDD<String> chosen = ChosenRdd.of(letters, numbers, partition -> partition % 2 == 1);

    assertThat(chosen.collect()).containsExactly("0", "b", "2", "d");
    assertThat(begun.value()).isEqualTo(2);
    assertThat(ChosenRdd.shuffles(chosen.rdd())).isFalse();
    assertThat(ChosenRdd.shuffles(chosen.repartition(3).map(row -> row).rdd())).isTrue();
  }
}
