package parley.fl.report;

/**
 * Hears of a fit while it runs; called from the thread that fits, and must return soon. What it
 * throws ends the fit.
 */
public interface FitListener {
  /** A listener that does nothing. */
  FitListener NONE = new FitListener() {};

  /**
   * The providers are about to make the keys of a session, or to go on with it: key stores that
   * name it are this fit's.
   *
   * @param session hex of the session's id
   */
  default void began(String session) {}

  /** All parameters are chosen; nothing has been trained yet. The report is incomplete. */
  default void prepared(FitReport soFar) {}

  /** A round has ended. */
  default void roundDone(FitRound round, int iterations) {}

  /** The fit has ended. */
  default void done(FitReport report) {}
}
