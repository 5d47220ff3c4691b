/**
 * Multinomial logistic regression over all providers' rows, exact, by Newton's rounds of opened
 * sums.
 *
 * <p><b>Base</b>: the level whose coefficients are 0; those of another level say how the logarithm
 * of its probability over the base's changes. All providers are told the coefficients of each
 * round.
 *
 * <pre>{@code
 * new MultinomialStatistic(
 *     new Category("risk", List.of("High", "Low", "Medium")), List.of("age"), "Low", null, 0, true, 25, 1e-8);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.multinomial;

import org.jspecify.annotations.NullMarked;
