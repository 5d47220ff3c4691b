package parley.mhe.runtime;

/** Hears of each round when it is done, on the thread that drives the federation. */
@FunctionalInterface
public interface RoundListener {
  /** A round is done. */
  void onRound(RoundRecord round);
}
