/**
 * A network of dense layers with a quadratic activation, in plain arithmetic and without Spark:
 * what a training under encryption computes too, step by step.
 *
 * <p><b>Layer</b>: a matrix of weights and a bias for each of its outputs; the last one is linear,
 * unless it is the only one: then a polynomial stands for the sigmoid of each output. <b>Batch</b>:
 * the rows of one iteration, of which every provider gives its share in an order of its own.
 * <b>Steps</b>: how far each layer goes along its gradient. <b>Look</b>: an iteration whose mean
 * squared error is opened, so that a training that runs away goes back.
 *
 * <pre>{@code
 * NetworkTerms terms = NetworkTerms.builder(NetworkShape.classifier(9, List.of(64), 2)).build();
 * double[] steps = terms.steps(lambdaX);
 * NetworkTraining training = new NetworkTraining(terms, steps);
 * while (!training.done()) {
 *   training.step(rows.sums(training.lookahead(), terms.activation(), terms.outputs(), 0, n));
 * }
 * NetworkWeights trained = training.weights();
 * }</pre>
 */
@NullMarked
package parley.fl.network;

import org.jspecify.annotations.NullMarked;
