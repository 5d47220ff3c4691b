package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.TestTable;
import parley.fl.statistic.compare.RankStatistic;
import parley.fl.statistic.compare.TTestStatistic;
import parley.fl.statistic.correlate.CovarianceStatistic;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.statistic.quantile.QuantileStatistic;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.sum.SumQuerier;
import parley.fl.table.Category;
import parley.fl.table.ProviderTable;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** Descriptive statistics encrypted are those of the same rows in memory, to the bit. */
class DescriptiveIT {
  private static final List<String> NUMBERS = List.of("credit_amount", "duration_months", "age");
  private static final Category CLASS = new Category("class", List.of("1", "2"));

  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  static List<Statistic<?>> statistics() {
    return List.of(
        new DescribeStatistic(NUMBERS, CLASS, "installment_rate"),
        new CovarianceStatistic(NUMBERS),
        new CrossTabStatistic(new Category("foreign_worker", List.of("A201", "A202")), CLASS),
        new QuantileStatistic(
            NUMBERS.subList(0, 1), List.of(.25, .5), List.of(new QuantileRange(0, 20000, 1.0)), 3),
        TTestStatistic.groups("age", CLASS),
        new RankStatistic("age", Grid.to(18, 80, 1), CLASS));
  }

  @ParameterizedTest
  @MethodSource("statistics")
  <R> void of_encrypted_isWhatRowsInMemoryGive(Statistic<R> statistic) {
    Dataset<Row> frame =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(PublicData.file("german-credit.csv").toString())
            .withColumn(
                "site",
                functions.concat(
                    functions.lit("s"), functions.pmod(functions.col("age"), functions.lit(3))));
    try (ProviderTable table = ProviderTable.of(frame, statistic.columns(), "site", List.of())) {
      R found =
          StatisticRun.of(
                  statistic, table, "encrypted", SumQuerier.fresh(), FederationOptions.defaults())
              .value();
      assertThat(found).isEqualTo(TestTable.read("german-credit.csv").result(statistic));
    }
  }
}
