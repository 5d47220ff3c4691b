package parley.fl.family.logistic;

import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.ScheduleTerms;

/** Sigmoids that are fitted to where the rows lie, see {@link FittedSchedule}. Stateless. */
record FittedSigmoids() implements AdaptiveActivation {
  @Override
  public int degree() {
    return LogisticDefaults.FITTED_DEGREE;
  }

  @Override
  public double unit() {
    return FittedSchedule.HALF_WIDTH;
  }

  @Override
  public int looks(int iterations) {
    return FittedSchedule.count(iterations);
  }

  @Override
  public ScheduleTerms terms(Agreed agreed) {
    BaseRate rate =
        BaseRate.of(agreed.labelSum(), agreed.weightSum(), agreed.rows(), agreed.intercept());
    return new FitTerms(
        rate,
        agreed.rows(),
        Math.max(agreed.rows(), agreed.weightSum()),
        agreed.lambdaMax(),
        agreed.regParam());
  }

  @Override
  public ScheduleTerms read(byte[] terms) {
    return FitTerms.fromBytes(terms);
  }
}
