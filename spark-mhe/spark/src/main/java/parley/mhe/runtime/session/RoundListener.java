package parley.mhe.runtime.session;

/** Hears of each round when it is done, on the thread that drives the federation. */
@FunctionalInterface
public interface RoundListener {
  /**
   * The providers are about to make their shares of a session, or to go on with it.
   *
   * @param id the session's id
   */
  default void onSession(byte[] id) {}

  /** A round is done. */
  void onRound(RoundRecord round);
}
