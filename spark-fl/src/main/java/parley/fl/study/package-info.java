/**
 * Studies of several sites: meta-analyses of what sites have found, and of models that each fits.
 *
 * <p><b>Site</b>: a provider. <b>Term</b>: a coefficient that sites estimate, with its standard
 * error.
 *
 * <pre>{@code
 * MetaAnalysis found =
 *     MetaAnalysis.of(
 *         ProviderQuery.of(sites).withProviderCol("site"),
 *         List.of(new MetaTerm("effect", "effect", "error")),
 *         MetaStatistic.Method.REML);
 * found.estimates().show();
 * }</pre>
 */
@NullMarked
package parley.fl.study;

import org.jspecify.annotations.NullMarked;
