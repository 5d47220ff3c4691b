/**
 * Generalised linear and multinomial models over all providers' rows, exact, by rounds of opened
 * sums: iterated weighted least squares.
 *
 * <p><b>Round</b>: all providers are told the coefficients, and open to the querier the sums of
 * score, information and deviance at them. What providers see of one another is only that. A round
 * whose deviance rose, or with means that no row can have, is taken back by half the step.
 *
 * <pre>{@code
 * new GlmStatistic(
 *     "visits", List.of("age"), null, null, GlmModel.of(Family.POISSON, Link.LOG), true, 25, 1e-8);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.glm;

import org.jspecify.annotations.NullMarked;
