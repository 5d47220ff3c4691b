package parley.fl.protection;

import parley.fl.report.FitReport;

/**
 * What a prediction gives in a process that has the querier's public key alone. Immutable,
 * thread-safe.
 *
 * @param answers the margins under the querier's key
 * @param report rounds, openings, and the providers' policies, as a fit's report has them
 */
public record SealedPrediction(SealedAnswers answers, FitReport report) {}
