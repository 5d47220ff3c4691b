package parley.fl.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import parley.mhe.runtime.session.RoundRecord;

/**
 * One exchange of messages between driver and providers. Immutable, so safe for use by several
 * threads.
 *
 * @param name what it was for, such as "train/refresh"
 * @param iteration of the training, from 0; -1 for rounds that belong to none
 * @param seconds wall clock
 * @param limbsBefore limbs of what went in; 0 where nothing is encrypted
 * @param limbsAfter limbs of what came out; 0 where nothing is encrypted
 * @param bytesPerProvider what a provider sent, the largest
 * @param opened "no one", "querier" or "all": who could read the result
 * @param request what each provider was asked; null where nothing is encrypted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FitRound(
    String name,
    int iteration,
    double seconds,
    int limbsBefore,
    int limbsAfter,
    long bytesPerProvider,
    String opened,
    @Nullable Request request) {

  /**
   * What each provider was asked, as its log has it.
   *
   * @param id hex of the request's id, the hash of its content
   * @param attempt from 0
   * @param round number of the round in its step, from 0
   * @param object number of the request in its round, from 0
   * @param rows rows that it counts against the providers' budgets
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Request(String id, int attempt, int round, int object, long rows) {}

  /** A round of a federation; iteration -1 for none. */
  public static FitRound of(RoundRecord round, int iteration) {
    return new FitRound(
        round.step(),
        iteration,
        round.seconds(),
        round.limbsBefore(),
        round.limbsAfter(),
        round.bytesUp(),
        round.opened().words(),
        new Request(round.request(), round.attempt(), round.round(), round.object(), round.rows()));
  }

  /** A round in which nothing is encrypted, so that the driver sees the sums. */
  public static FitRound plain(String name, int iteration, double seconds, long bytesPerProvider) {
    return new FitRound(name, iteration, seconds, 0, 0, bytesPerProvider, "all", null);
  }
}
