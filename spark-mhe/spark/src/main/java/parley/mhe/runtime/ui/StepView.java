package parley.mhe.runtime.ui;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the requests of one step came to. Immutable, thread-safe.
 *
 * @param name of the plan's step
 * @param protocol what was asked, in words
 * @param refreshes whether ciphertexts got levels back by it
 * @param opened who learned its values
 * @param requests that all providers answered
 * @param round the last one, from 1
 * @param rounds that the plan allows at most
 * @param seconds wall clock of all
 * @param bytesUp of each request's busiest provider
 * @param bytesDown that every provider received
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StepView(
    String name,
    String protocol,
    boolean refreshes,
    String opened,
    long requests,
    int round,
    int rounds,
    double seconds,
    long bytesUp,
    long bytesDown) {

  /** The step after its first request. */
  static StepView of(FederationRound first) {
    return new StepView(
            first.step(),
            first.protocol(),
            first.refreshes(),
            first.opened(),
            0,
            0,
            first.rounds(),
            0,
            0,
            0)
        .with(first);
  }

  /** The step after one more request. */
  StepView with(FederationRound next) {
    return new StepView(
        name,
        protocol,
        refreshes,
        opened,
        requests + 1,
        next.round() + 1,
        rounds,
        seconds + next.seconds(),
        bytesUp + next.bytesUp(),
        bytesDown + next.bytesDown());
  }

  /** What stands before the slash in the name. */
  String phase() {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }
}
