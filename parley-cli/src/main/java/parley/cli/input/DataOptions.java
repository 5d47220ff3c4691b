package parley.cli.input;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.FeatureColumns;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
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

  @Option(
      names = "--test-data",
      paramLabel = "FILE",
      description = "rows to measure on, from a file of their own")
  private @Nullable String testData;

  @Option(
      names = "--test-every",
      paramLabel = "K",
      description = "measure on row i, from 0 after rows with missing values left, if i mod K = R")
  private @Nullable Integer testEvery;

  @Option(
      names = "--test-remainder",
      paramLabel = "R",
      description = "the R of --test-every (default: 0)")
  private @Nullable Integer testRemainder;

  /** Checks the options, reads the files and splits the rows. */
  public TrainTestSplit read(SparkSession spark, @Nullable String providerColumn) {
    if (testData != null && testEvery != null) {
      throw new InputException(
          "cannot choose test rows: expected --test-data or --test-every, got both");
    }
    if (testRemainder != null && testEvery == null) {
      throw new InputException("cannot choose test rows: --test-remainder needs --test-every");
    }
    ColumnChoice choice = choice(positive, providerColumn);
    if (!choice.oneHot().columns().isEmpty()
        && choice.oneHot().levels() == null
        && !spark.sparkContext().isLocal()) {
      throw new InputException(
          "cannot use --one-hot with providers on a cluster: nobody sees the values of all rows"
              + " there, expected --levels that they agreed on");
    }
    LabelledRows rows = choice.read(table(spark));
    if (testEvery != null) {
      return TrainTestSplit.every(rows, testEvery, testRemainder == null ? 0 : testRemainder);
    }
    LabelledRows test = testData == null ? null : choice.readTest(table(spark, testData), rows);
    return new TrainTestSplit(rows, test, test != null);
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
