package parley.fl.protection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.LinearWeights;

/**
 * What the querier reads in {@link SealedAnswers}. Its arrays are not to be changed.
 *
 * @param answers for each row what the model answers, a margin or a number an output, in the order
 *     of the answers' rows; empty for weights
 * @param weights on the input scale; null for answers to rows
 */
public record OpenedAnswers(double[][] answers, @Nullable LinearWeights weights) {
  /** The first answer of each row: all of them, where the model has one margin. */
  public double[] margins() {
    return Arrays.stream(answers).mapToDouble(row -> row[0]).toArray();
  }
}
