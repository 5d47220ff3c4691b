package parley.fl.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

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
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FitRound(
    String name,
    int iteration,
    double seconds,
    int limbsBefore,
    int limbsAfter,
    long bytesPerProvider,
    String opened) {

  /** A round in which nothing is encrypted, so that the driver sees the sums. */
  public static FitRound plain(String name, int iteration, double seconds, long bytesPerProvider) {
    return new FitRound(name, iteration, seconds, 0, 0, bytesPerProvider, "all");
  }
}
