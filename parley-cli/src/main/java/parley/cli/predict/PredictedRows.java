package parley.cli.predict;

import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.TableOptions;
import parley.cli.table.Table;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** The rows that a model answers. */
final class PredictedRows extends TableOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "the rows; those with a missing value are left out")
  private @Nullable String data;

  @Option(
      names = "--sealed-rows",
      paramLabel = "FILE",
      description = "or: rows that the querier encrypted with parley seal")
  private @Nullable Path sealed;

  /** Refuses none or both. */
  void check() {
    if ((data == null) == (sealed == null)) {
      throw new InputException(
          "cannot predict: expected --data FILE or --sealed-rows FILE, got "
              + (data == null ? "neither" : "both"));
    }
  }

  @Nullable Path sealed() {
    return sealed;
  }

  public Table table(SparkSession spark) {
    return table(spark, Objects.requireNonNull(data));
  }
}
