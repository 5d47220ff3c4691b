/**
 * Meta-analysis of the estimates of several sites, each of which stays its site's own: fixed
 * effect, random effects with the variance between sites by DerSimonian and Laird, Paule and Mandel
 * or restricted maximum likelihood, and Mantel's and Haenszel's odds ratio.
 *
 * <p><b>Site</b>: one row, an estimate with its standard error; mostly a provider has one.
 * <b>tau2</b>: variance between the sites' true values. Opened to the querier are the number of
 * sites, then sums over sites of weights and weighted estimates. Of N sites 2 N numbers are
 * unknown; sums are opened only while they are far fewer ({@link
 * parley.fl.statistic.meta.SiteRule}).
 *
 * <pre>{@code
 * new MetaStatistic(
 *     List.of(new MetaTerm("bmi", "b", "se")), MetaStatistic.Method.DERSIMONIAN_LAIRD, false, false);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.meta;

import org.jspecify.annotations.NullMarked;
