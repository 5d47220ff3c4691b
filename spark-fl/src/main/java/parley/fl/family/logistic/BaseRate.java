package parley.fl.family.logistic;

/**
 * The share of positive rows, and whether margins are told from its logit. Immutable, so safe for
 * use by several threads.
 *
 * @param rate above 0 and below 1
 * @param centred whether there is an intercept, which then is kept less the logit
 */
public record BaseRate(double rate, boolean centred) {

  /**
   * The rate of so much positive weight in so much of it all, at least half a row from 0 and 1.
   *
   * @param positive the positive rows' weights
   * @param all the weights of all rows
   * @param rows how many there are
   */
  public static BaseRate of(double positive, double all, double rows, boolean centred) {
    double least = 0.5 / Math.max(1, rows);
    return new BaseRate(Math.min(1 - least, Math.max(least, positive / all)), centred);
  }

  /** b0: what is added to a margin that the model keeps; 0 without an intercept. */
  public double logit() {
    return centred ? StrictMath.log(rate / (1 - rate)) : 0;
  }
}
