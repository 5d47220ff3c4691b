package parley.fl.statistic.meta;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.tail.Tails;
import parley.measure.Interval;

/**
 * What all sites together estimate. Immutable, thread-safe.
 *
 * @param term name of the coefficient
 * @param method fixed, dersimonian-laird, paule-mandel or reml
 * @param sites with an estimate
 * @param estimate weighted mean
 * @param standardError root of 1 over the weights' sum
 * @param statistic estimate over its error
 * @param pValue two-sided, normal
 * @param interval at 95 %, normal
 * @param q Cochran's, of weights without variance between sites
 * @param qPValue its upper tail
 * @param i2 share of the sites' scatter that is more than chance, max(0, (q - df) / q)
 * @param tau2 variance between sites
 * @param hartungKnappError standard error by Hartung, Knapp, Sidik and Jonkman; null where not
 *     asked for
 * @param prediction where 95 % of sites' true values lie, by t of sites - 2; null for the fixed
 *     effect and below 3 sites
 */
public record MetaEstimate(
    String term,
    String method,
    long sites,
    double estimate,
    double standardError,
    double statistic,
    double pValue,
    Interval interval,
    double q,
    double qPValue,
    double i2,
    double tau2,
    @Nullable Double hartungKnappError,
    @Nullable Interval prediction) {
  private static final double CONFIDENCE = 0.95;

  static MetaEstimate of(
      String term,
      MetaStatistic.Method method,
      long sites,
      double estimate,
      double error,
      double q,
      double tau2,
      @Nullable Double hartungKnappError) {
    Coefficient tested = Coefficient.z(term, estimate, error);
    double freedom = sites - 1;
    boolean random = method != MetaStatistic.Method.FIXED;
    Interval prediction = null;
    if (random && sites > 2) {
      double half = Tails.tQuantile(CONFIDENCE, sites - 2) * Math.sqrt(tau2 + error * error);
      prediction = new Interval(estimate - half, estimate + half, CONFIDENCE);
    }
    double half = Tails.normalQuantile(CONFIDENCE) * error;
    return new MetaEstimate(
        term,
        method.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        sites,
        estimate,
        error,
        estimate / error,
        tested.pValue() == null ? 1 : tested.pValue(),
        new Interval(estimate - half, estimate + half, CONFIDENCE),
        q,
        Tails.upperChiSquare(q, freedom),
        q > 0 ? Math.max(0, (q - freedom) / q) : 0,
        tau2,
        hartungKnappError,
        prediction);
  }
}
