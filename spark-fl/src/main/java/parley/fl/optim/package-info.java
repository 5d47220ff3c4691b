/**
 * The mathematics of a federated generalised linear model, without Spark.
 *
 * <p><b>Iteration</b>: one step of the global model. <b>Gradient sums</b>: what the providers' rows
 * contribute to one iteration, added over all providers. <b>Half-width</b>: the end of the interval
 * around 0 on which a polynomial stands for the sigmoid.
 *
 * <pre>{@code
 * SigmoidPolynomial sigmoid = SigmoidPolynomial.leastSquares(9, 14);
 * StandardizationSums sums = StandardizationSums.total(List.of(a.sums(), b.sums()));
 * Standardization scaling = sums.standardization(10, List.of("age", "weeks"));
 * List<ProviderRows> rows = List.of(a.standardized(scaling), b.standardized(scaling));
 * IterationPlan plan = IterationPlan.builder(sigmoid, 2, sums.weightSum()).build();
 * double[] weights = PlainTrainer.train(rows, plan, ConvergenceWatch.off()).weights();
 * }</pre>
 */
@NullMarked
package parley.fl.optim;

import org.jspecify.annotations.NullMarked;
