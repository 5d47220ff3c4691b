package parley.cli.input;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.FeatureColumns;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows and columns to learn from, and which rows to measure on. */
@SuppressWarnings("NullAway.Init")
public final class DataOptions extends ColumnOptions {
  @Option(
      names = "--positive",
      required = true,
      paramLabel = "VALUE",
      description = "the label's value that counts as 1")
  private String positive;

  @ArgGroup(exclusive = false)
  private TestRowOptions testRows = new TestRowOptions();

  /** Checks the options, reads the files and splits the rows. */
  public TrainTestSplit read(SparkSession spark, @Nullable String providerColumn) {
    testRows.check();
    ColumnChoice choice = choice(positive, providerColumn);
    checkLevels(spark, choice);
    LabelledRows rows = choice.read(table(spark));
    return testRows.split(rows, file -> choice.readTest(table(spark, file), rows));
  }

  /** Data, label and rows in words, for a report. */
  public String words(TrainTestSplit split) {
    return "%s, label %s, positive %s; %d training rows, %d test rows"
        .formatted(
            Frames.lastName(data()),
            label(),
            positive,
            split.train().count(),
            split.test() == null ? 0 : split.test().count());
  }

  /** What a saved model has to remember. */
  public ModelColumns columns(String kind, FeatureColumns features, String digest) {
    return new ModelColumns(kind, features, label(), positive, digest);
  }
}
