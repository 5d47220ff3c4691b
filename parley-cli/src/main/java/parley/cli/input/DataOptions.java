package parley.cli.input;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.FeatureColumns;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows and columns to learn from, and which rows to measure on. */
@SuppressWarnings("NullAway.Init")
public final class DataOptions extends FeatureOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "the rows, with named columns; those with a missing value are left out")
  private @Nullable String data;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "the column to predict")
  private String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description =
          "the label's value that counts as 1; train logistic needs none where the label has more"
              + " than two, and each is a class")
  private @Nullable String positive;

  @ArgGroup(exclusive = false)
  private TestRowOptions testRows = new TestRowOptions();

  /** Whether each value of the label is a class of its own. */
  public boolean ofClasses() {
    return positive == null;
  }

  public String label() {
    return label;
  }

  /** Refuses a label whose values are classes. */
  public void requirePositive() {
    if (positive == null) {
      throw new InputException(
          "cannot tell which value of label '%s' counts as 1: expected --positive VALUE"
              .formatted(label));
    }
  }

  /**
   * The columns of rows that lie in their providers' own files.
   *
   * @param manifest says which files these are
   */
  public LocalColumns local(String manifest) {
    return new LocalColumns(manifest, choice(label, positive, null));
  }

  /** Checks the options, reads the files and splits the rows. */
  public TrainTestSplit read(SparkSession spark, @Nullable String providerColumn) {
    if (data == null) {
      throw new InputException("cannot read rows: expected --data FILE");
    }
    testRows.check();
    ColumnChoice choice = choice(label, positive, providerColumn);
    checkLevels(spark, choice);
    LabelledRows rows = choice.read(table(spark, data));
    return testRows.split(rows, file -> choice.readTest(table(spark, file), rows));
  }

  /** Data, label and rows in words, for a report. */
  public String words(TrainTestSplit split) {
    return "%s, label %s, %s; %d training rows, %d test rows"
        .formatted(
            Frames.lastName(String.valueOf(data)),
            label,
            positive == null ? split.train().classes().size() + " classes" : "positive " + positive,
            split.train().count(),
            split.test() == null ? 0 : split.test().count());
  }

  /** What a saved model has to remember. */
  public ModelColumns columns(String kind, FeatureColumns features, String digest) {
    return new ModelColumns(kind, features, label, positive, digest);
  }

  /** The same of a model of several classes. */
  public ModelColumns columns(String kind, LabelledRows train, String digest) {
    return new ModelColumns(kind, train.columns(), label, null, train.classes(), digest);
  }
}
