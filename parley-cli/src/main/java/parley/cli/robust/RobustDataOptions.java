package parley.cli.robust;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.ColumnOptions;
import parley.cli.input.Frames;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.Console;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** Which rows to train on, which to attack, and on which scale. */
@SuppressWarnings("NullAway.Init")
final class RobustDataOptions extends ColumnOptions {
  private static final int DEFAULT_EVERY = 5;

  /** Which rows are attacked when no test rows are held out. */
  enum Evaluated {
    /** The rows that the model was trained on. */
    TRAIN
  }

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "none",
      description =
          "none (default), min-max (each feature from 0 to 1 over all rows, constant ones 0) or"
              + " divide:D (by a number)")
  private String scale;

  @Option(
      names = "--test-every",
      paramLabel = "K",
      description =
          "train on the others and attack row i, from 0 after rows with missing values left, if i"
              + " mod K = 0 (default: 5)")
  private @Nullable Integer testEvery;

  @Option(
      names = "--evaluate-on",
      paramLabel = "train",
      description = "train on all rows and attack the same rows")
  private @Nullable Evaluated evaluateOn;

  /** Reads, scales and splits. With {@code --evaluate-on train} both parts are the same rows. */
  TrainTestSplit read(SparkSession spark, Console console) {
    if (testEvery != null && evaluateOn != null) {
      throw new InputException(
          "cannot choose rows to attack: expected --test-every or --evaluate-on, got both");
    }
    FeatureScaling scaling = FeatureScaling.of(scale);
    LabelledRows read = choice(null, null).read(table(spark));
    Frames.introduce(console, read);
    LabelledRows rows = scaling.apply(read);
    if (evaluateOn != null) {
      return new TrainTestSplit(rows, rows, false);
    }
    return TrainTestSplit.every(rows, testEvery == null ? DEFAULT_EVERY : testEvery, 0);
  }

  String name() {
    return Frames.lastName(data());
  }
}
