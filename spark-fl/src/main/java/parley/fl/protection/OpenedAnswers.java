package parley.fl.protection;

import org.jspecify.annotations.Nullable;
import parley.fl.optim.LinearWeights;

/**
 * What the querier reads in {@link SealedAnswers}. Its array is not to be changed.
 *
 * @param margins a margin for each row, in the order of the answers' rows; empty for weights
 * @param weights on the input scale; null for margins
 */
public record OpenedAnswers(double[] margins, @Nullable LinearWeights weights) {}
