/**
 * Cox's proportional hazards, stratified by provider: each provider computes the partial likelihood
 * of its own rows, and only the sums of their logarithms, scores and informations are opened, to
 * the querier.
 *
 * <p><b>Stratum</b>: the rows of one provider, with a baseline hazard of its own. So no risk set is
 * ever opened: the difference of two of them is often a single person's row. All providers are told
 * the coefficients of each round.
 *
 * <pre>{@code
 * new CoxStatistic("week", "arrest", List.of("fin", "age"), CoxStatistic.Ties.EFRON, 25, 1e-8);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.cox;

import org.jspecify.annotations.NullMarked;
