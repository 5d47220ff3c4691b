package parley.cli.input;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.Table;
import picocli.CommandLine.Option;

/** A table, and which of its columns are the label and the features. */
@SuppressWarnings("NullAway.Init")
public abstract class ColumnOptions extends FeatureOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the rows, with named columns; those with a missing value are left out")
  private String data;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "the column to predict")
  private String label;

  /** Opens the table of {@code --data}. */
  public final Table table(SparkSession spark) {
    return table(spark, data);
  }

  public final String data() {
    return data;
  }

  final String label() {
    return label;
  }

  public final ColumnChoice choice(@Nullable String positive, @Nullable String providerColumn) {
    return choice(label, positive, providerColumn);
  }
}
