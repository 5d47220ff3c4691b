/**
 * A study of several sites, each of which fits a model on its own rows; only sums over the sites'
 * coefficients are opened, as in {@link parley.fl.statistic.meta}. Beside it stands the model of
 * all rows together, {@link parley.fl.statistic.linear} or {@link parley.fl.statistic.glm}: small
 * sites bias the first, and sites that select by what is estimated may hide an effect.
 *
 * <pre>{@code
 * new StudyStatistic(
 *     StudyStatistic.Model.LOGISTIC, "outcome", List.of("glucose"), null,
 *     MetaStatistic.Method.REML, false, false);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.study;

import org.jspecify.annotations.NullMarked;
