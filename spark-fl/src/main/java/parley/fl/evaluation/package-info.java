/**
 * Exact figures of how good predictions are.
 *
 * <p><b>Score</b>: the higher, the likelier the label 1; a margin or a probability. <b>AUC</b>: the
 * chance that a row of label 1 has a higher score than one of label 0, ties counting one half.
 *
 * <pre>{@code
 * BinaryMetrics metrics = BinaryMetrics.of(model.transform(rows), "label", "rawPrediction", "prediction");
 * System.out.println(metrics.accuracy() + " " + metrics.auc());
 * }</pre>
 */
@NullMarked
package parley.fl.evaluation;

import org.jspecify.annotations.NullMarked;
