package parley.fl.statistic.meta;

import parley.measure.Interval;

/**
 * A common odds ratio of several sites. Immutable, thread-safe.
 *
 * @param oddsRatio Mantel's and Haenszel's
 * @param logOddsRatio its logarithm
 * @param standardError of the logarithm
 * @param interval of the odds ratio at 95 %
 * @param chiSquare Cochran's, Mantel's and Haenszel's, without correction
 * @param pValue its upper tail
 * @param crudeOddsRatio of all sites' tables added up, which sites that differ mislead
 * @param sites with a table
 */
public record MantelHaenszelResult(
    double oddsRatio,
    double logOddsRatio,
    double standardError,
    Interval interval,
    double chiSquare,
    double pValue,
    double crudeOddsRatio,
    long sites) {}
