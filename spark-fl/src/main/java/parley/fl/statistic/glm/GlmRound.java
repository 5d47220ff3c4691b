package parley.fl.statistic.glm;

import java.math.BigDecimal;
import java.util.Arrays;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.linear.solve.Symmetric;

/**
 * What a round opened, at coefficients on the told scale. Callers do not change the arrays.
 *
 * @param coefficients the constant term first, 0 where there is none
 * @param information with the constant term, whether or not the model has one
 * @param score in the same order
 * @param invalid rows without a valid mean, which the other figures leave out
 * @param saturated rows whose mean is next to the end of its range
 */
record GlmRound(
    double[] coefficients,
    Symmetric information,
    double[] score,
    double deviance,
    double pearson,
    double likelihood,
    long invalid,
    long saturated) {
  static GlmRound of(GlmScales scales, BigDecimal[] values) {
    int p = scales.coefficients().length;
    int at = GramSums.size(p);
    BigDecimal four = power(2 * scales.working() + 2 * scales.weight());
    BigDecimal[] triangle = new BigDecimal[at];
    Arrays.setAll(triangle, k -> values[k].multiply(four));
    double[] score = new double[p];
    Arrays.setAll(
        score, j -> Math.scalb(values[at + j].doubleValue(), scales.score() + 2 * scales.weight()));
    int more = at + p;
    double weights = Math.scalb(1.0, 2 * scales.weight());
    return new GlmRound(
        scales.coefficients(),
        Symmetric.ofTriangle(triangle, 0, p),
        score,
        weights * Math.scalb(values[more + GlmRows.DEVIANCE].doubleValue(), scales.deviance()),
        weights * Math.scalb(values[more + GlmRows.PEARSON].doubleValue(), scales.deviance()),
        values[more + GlmRows.LIKELIHOOD].doubleValue(),
        values[more + GlmRows.INVALID].longValueExact(),
        values[more + GlmRows.SATURATED].longValueExact());
  }

  private static BigDecimal power(int exponent) {
    return new BigDecimal(Math.scalb(1.0, exponent));
  }
}
