package parley.fl.statistic.design;

import org.jspecify.annotations.Nullable;
import parley.fl.statistic.tail.Tails;
import parley.measure.Interval;

/**
 * One row of a model's table. Immutable, thread-safe.
 *
 * @param term the feature's name, or {@link #INTERCEPT}
 * @param estimate on the columns as they are
 * @param standardError null where there is none, as for penalised models
 * @param statistic estimate / standard error: t or z
 * @param pValue two-sided
 * @param interval at 95 %
 */
public record Coefficient(
    String term,
    double estimate,
    @Nullable Double standardError,
    @Nullable Double statistic,
    @Nullable Double pValue,
    @Nullable Interval interval) {
  /** Name of the constant term, in tables always the last. */
  public static final String INTERCEPT = "(intercept)";

  private static final double CONFIDENCE = 0.95;

  /** A coefficient without a standard error. */
  public static Coefficient of(String term, double estimate) {
    return new Coefficient(term, estimate, null, null, null, null);
  }

  /** Tested against 0 by Student's t; without a statistic where the error is 0. */
  public static Coefficient t(String term, double estimate, double error, double freedom) {
    double p = error > 0 ? Tails.twoSidedT(estimate / error, freedom) : 1;
    return tested(term, estimate, error, p, Tails.tQuantile(CONFIDENCE, freedom));
  }

  /** Tested against 0 by the normal distribution; without a statistic where the error is 0. */
  public static Coefficient z(String term, double estimate, double error) {
    double p = error > 0 ? Tails.twoSidedNormal(estimate / error) : 1;
    return tested(term, estimate, error, p, Tails.normalQuantile(CONFIDENCE));
  }

  private static Coefficient tested(
      String term, double estimate, double error, double p, double quantile) {
    if (!(error > 0)) {
      return new Coefficient(term, estimate, error, null, null, null);
    }
    double half = error * quantile;
    Interval interval = new Interval(estimate - half, estimate + half, CONFIDENCE);
    return new Coefficient(term, estimate, error, estimate / error, p, interval);
  }
}
