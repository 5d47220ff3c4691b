/**
 * What attacks, defences and certificates see of a trained classifier.
 *
 * <p><b>View</b>: an immutable, serialisable description of a model, made on the driver and
 * broadcast. <b>Scorer</b>: what one thread makes of a view to ask it for scores, losses and
 * gradients of whole batches without allocating. <b>Score</b>: an entry of Spark's {@code
 * rawPrediction}. <b>Loss</b>: what a gradient attack raises, the cross entropy of the true label
 * for models with probabilities.
 *
 * <pre>{@code
 * DifferentiableView view = ModelViews.differentiable(logisticRegressionModel);
 * GradientScorer scorer = view.scorer();
 * double[] gradients = new double[count * view.numFeatures()];
 * double[] losses = new double[count];
 * scorer.lossGradients(rows, count, labels, losses, gradients);
 * }</pre>
 */
@NullMarked
package parley.robust.model;

import org.jspecify.annotations.NullMarked;
