package parley.fl.protection;

import parley.fl.report.FitReport;

/**
 * What a sealed model's prediction gives. Its array is not to be changed.
 *
 * @param margins a margin for each row
 * @param report rounds, openings, and the providers' policies, as a fit's report has them
 */
public record PredictionResult(double[] margins, FitReport report) {}
