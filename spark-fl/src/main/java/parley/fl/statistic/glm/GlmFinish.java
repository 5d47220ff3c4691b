package parley.fl.statistic.glm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.PositiveSystem;

/**
 * From the last coefficients on the told scale to the result. Immutable.
 *
 * @param nullDeviance null where there is none
 * @param rounds openings
 */
record GlmFinish(
    GlmStatistic statistic,
    DesignTotals totals,
    Coordinates coordinates,
    @Nullable Double nullDeviance,
    int rounds) {
  /** Pearson's over the degrees of freedom from which on counts scatter more than the family's. */
  private static final double OVERDISPERSED = 1.5;

  /**
   * The result.
   *
   * @param standard coefficients on the told scale
   * @param at the last round
   * @param system its information
   */
  GlmResult result(double[] standard, GlmRound at, PositiveSystem system) {
    int p = standard.length;
    long freedom = totals.rows() - p;
    double dispersion = statistic.model().fixedDispersion() ? 1 : at.pearson() / freedom;
    BigDecimal[] raw =
        coordinates.raw(
            Arrays.stream(standard).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
    BigDecimal[] variances = coordinates.variances(system.inverse());
    List<String> names = coordinates.names();
    List<Coefficient> rows = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      double estimate = raw[j].doubleValue();
      double error = Math.sqrt(variances[j].doubleValue() * dispersion);
      rows.add(
          statistic.model().fixedDispersion()
              ? Coefficient.z(names.get(j), estimate, error)
              : Coefficient.t(names.get(j), estimate, error, freedom));
    }
    double aic =
        statistic
            .model()
            .aic(at.likelihood(), at.deviance(), totals.weights().doubleValue(), totals.rows(), p);
    return new GlmResult(
        rows,
        totals.rows(),
        totals.dropped(),
        freedom,
        at.deviance(),
        nullDeviance,
        at.pearson(),
        dispersion,
        Double.isFinite(aic) ? (Double) aic : null,
        rounds,
        warnings(at, freedom));
  }

  private List<String> warnings(GlmRound at, long freedom) {
    List<String> warnings = new ArrayList<>();
    double ratio = at.pearson() / freedom;
    if (statistic.model().counts() && ratio > OVERDISPERSED) {
      warnings.add(
          "labels scatter %.3g times as much as the family allows (Pearson's over its degrees of freedom), so that standard errors are too small; consider NEGATIVE_BINOMIAL"
              .formatted(ratio));
    }
    if (at.saturated() > 0) {
      warnings.add(
          at.saturated() + " rows have a mean at the end of its range, as if they were separated");
    }
    return warnings;
  }
}
