package parley.robust.audit.report;

import parley.measure.Measure;

/**
 * Rows whose predicted probabilities are near each other. Immutable, so safe for use by several
 * threads.
 *
 * @param meanPrediction of these rows, 0 to 1
 * @param positiveShare the share of them whose true label is positive
 * @param rows how many there are
 */
public record CalibrationBin(double meanPrediction, Measure positiveShare, long rows) {}
