package parley.cli.input;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** Which rows to measure on. */
public final class TestRowOptions {
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

  /** Whether any was given. */
  public boolean given() {
    return testData != null || testEvery != null || testRemainder != null;
  }

  /** Whether a file of test rows was named. */
  public boolean hasFile() {
    return testData != null;
  }

  /** Refuses what does not go together. */
  public void check() {
    if (testData != null && testEvery != null) {
      throw new InputException(
          "cannot choose test rows: expected --test-data or --test-every, got both");
    }
    if (testRemainder != null && testEvery == null) {
      throw new InputException("cannot choose test rows: --test-remainder needs --test-every");
    }
  }

  /**
   * Splits the rows, after {@link #check}.
   *
   * @param readTest reads a file of test rows
   */
  public TrainTestSplit split(LabelledRows rows, Function<String, LabelledRows> readTest) {
    if (testEvery != null) {
      return TrainTestSplit.every(rows, testEvery, testRemainder == null ? 0 : testRemainder);
    }
    LabelledRows test = testData == null ? null : readTest.apply(testData);
    return new TrainTestSplit(rows, test, test != null);
  }
}
