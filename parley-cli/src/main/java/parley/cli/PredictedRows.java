package parley.cli;

import org.apache.spark.sql.SparkSession;
import parley.cli.table.Table;
import picocli.CommandLine.Option;

/** The rows that a model answers. */
@SuppressWarnings("NullAway.Init")
final class PredictedRows extends TableOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the rows; those with a missing value are left out")
  private String data;

  Table table(SparkSession spark) {
    return table(spark, data);
  }
}
