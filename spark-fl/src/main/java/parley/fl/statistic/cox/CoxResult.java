package parley.fl.statistic.cox;

import java.util.List;
import parley.fl.statistic.design.Coefficient;
import parley.measure.Measure;

/**
 * A Cox model. Immutable, thread-safe.
 *
 * @param coefficients in the features' order: logarithms of hazard ratios, tested by z
 * @param rows complete ones
 * @param droppedRows rows with a missing value
 * @param events among the rows
 * @param strata providers with events
 * @param logLikelihood of the partial likelihood, at the coefficients
 * @param nullLogLikelihood at coefficients of 0
 * @param likelihoodRatio twice their difference, chi-square of as many degrees as coefficients
 * @param likelihoodRatioPValue its upper tail
 * @param concordance of pairs of a provider of which it is known who had the event first, the share
 *     where that one has the higher hazard; equal hazards count a half
 * @param rounds openings, the first for the columns' scales
 */
public record CoxResult(
    List<Coefficient> coefficients,
    long rows,
    long droppedRows,
    long events,
    long strata,
    double logLikelihood,
    double nullLogLikelihood,
    double likelihoodRatio,
    double likelihoodRatioPValue,
    Measure concordance,
    int rounds) {
  /** Takes a copy of the list. */
  public CoxResult {
    coefficients = List.copyOf(coefficients);
  }
}
