/**
 * Generalised linear models of which the providers see no coefficient: the querier holds them,
 * sends them encrypted, and is opened sums of the providers' rows at them.
 *
 * <p><b>Margin</b>: what is linear in the features, of which the family's function is taken; here
 * centred, and for some families with a sign. <b>Round</b>: one gradient that is opened. The
 * querier steps by BFGS from the columns' Gram, which is opened once, so that a handful of rounds
 * is enough.
 *
 * <pre>{@code
 * var logistic = GlmModel.of(Family.BINOMIAL, Link.LOGIT);
 * var fit = ProviderQuery.of(rows).ask(HiddenGlm.of("outcome", List.of("glucose"), logistic));
 * }</pre>
 */
@NullMarked
package parley.fl.querier;

import org.jspecify.annotations.NullMarked;
