package parley.robust.audit.report;

import parley.measure.Measure;

/**
 * What one test of one feature says about two data sets. Immutable, so safe for use by several
 * threads.
 *
 * @param feature its column, or a word for all together
 * @param test the test's name
 * @param statistic its value
 * @param pValue before the correction for many tests
 * @param adjustedP after it
 */
public record ShiftRow(
    String feature, String test, Measure statistic, Measure pValue, Measure adjustedP) {}
