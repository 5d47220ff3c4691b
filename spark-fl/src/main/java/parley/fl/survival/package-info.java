/**
 * Survival over several providers: curves, tests and Cox's model.
 *
 * <p><b>Event</b>: a column of 1 where a row ends with the event, 0 where it is censored. <b>Time
 * grid</b>: the times that all agreed on; others are refused.
 *
 * <pre>{@code
 * ProviderQuery query = ProviderQuery.of(rows).withProviderCol("site");
 * FederatedKaplanMeier.fit(query, "weeks", "event", query.levelsOf("arm"), new TimeGrid(0, 104, 1))
 *     .curves()
 *     .show();
 * }</pre>
 */
@NullMarked
package parley.fl.survival;

import org.jspecify.annotations.NullMarked;
