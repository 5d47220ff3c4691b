/**
 * The statistics of shift: what is computed once rows have become counts, or a sample of bounded
 * size. Nothing here knows Spark.
 *
 * <p><b>Kolmogorov-Smirnov statistic</b>: the largest distance of two cumulative distributions.
 * <b>PSI</b>, population stability index: the symmetrised Kullback-Leibler divergence of two
 * histograms. <b>MMD</b>, maximum mean discrepancy: the distance of two samples' means in a
 * kernel's space. <b>Label shift</b>: classes become more or less frequent, and each looks as
 * before.
 *
 * <pre>{@code
 * double p = KolmogorovSmirnov.pValue(2, 8, 9, 10); // F is 2/8 where G is 9/10
 * double psi = PopulationStability.index(new double[] {.1, .9}, new double[] {.2, .8});
 * MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy(x, y, 1.0);
 * double mmdPValue = mmd.pValue(999, 7);
 * double[] adjusted = MultipleComparisons.holm(p, mmdPValue);
 * }</pre>
 */
@NullMarked
package parley.robust.audit.shift.statistics;

import org.jspecify.annotations.NullMarked;
