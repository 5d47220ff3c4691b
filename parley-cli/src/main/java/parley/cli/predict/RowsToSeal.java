package parley.cli.predict;

import org.apache.spark.sql.SparkSession;
import parley.cli.input.TableOptions;
import parley.cli.table.Table;
import picocli.CommandLine.Option;

/** The rows that the querier seals. */
@SuppressWarnings("NullAway.Init")
final class RowsToSeal extends TableOptions {
  @Option(
      names = "--rows",
      required = true,
      paramLabel = "FILE",
      description = "the rows; those with a missing value are left out")
  private String rows;

  public Table table(SparkSession spark) {
    return table(spark, rows);
  }
}
