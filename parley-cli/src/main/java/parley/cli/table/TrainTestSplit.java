package parley.cli.table;

import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;

/**
 * Rows to learn from and rows to measure on.
 *
 * @param train what the providers hold
 * @param test what the querier predicts; null when nothing is to be measured
 * @param ownTest whether the test rows are from a table of their own
 */
public record TrainTestSplit(LabelledRows train, @Nullable LabelledRows test, boolean ownTest) {

  /** Every {@code k}-th row is a test row: row i, counted from 0, when i mod k is the remainder. */
  public static TrainTestSplit every(LabelledRows rows, int k, int remainder) {
    if (k < 2 || remainder < 0 || remainder >= k) {
      throw new InputException(
          "cannot split the rows: expected --test-every 2 or more and --test-remainder from 0 to"
              + " one"
              + " less, got %d and %d".formatted(k, remainder));
    }
    return new TrainTestSplit(
        rows.filter(k, remainder, false), rows.filter(k, remainder, true), false);
  }
}
