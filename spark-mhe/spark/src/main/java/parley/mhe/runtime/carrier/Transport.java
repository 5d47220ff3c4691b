package parley.mhe.runtime.carrier;

import java.util.List;
import java.util.Map;
import parley.error.ParleyException;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;

/**
 * Carries rounds between the driver and the providers. Every provider answers once; a message that
 * is delivered again gets the same answer. Used by one thread at a time.
 */
public interface Transport extends AutoCloseable {
  /** The providers' names, sorted. */
  List<String> providers();

  /**
   * Delivers a message to every provider and adds up the answers along a tree.
   *
   * @param title for people: "round 3 of 40: train/refresh"
   * @return the sum, which names the providers in it; the caller owns it
   * @throws ParleyException when a provider refuses, or does not answer in time; the message names
   *     it
   */
  PartialSum sum(String title, Delivery delivery);

  /**
   * Delivers a message to every provider and returns each answer: for small things only.
   *
   * @throws ParleyException as {@link #sum}
   */
  Map<String, byte[]> gather(String title, Delivery delivery);

  /** Refuses answers that are not each provider's. */
  default Map<String, byte[]> requireAll(String title, Map<String, byte[]> answers) {
    if (!List.copyOf(answers.keySet()).equals(providers())) {
      throw new ParleyException(
          "cannot finish "
              + title
              + ": answers are missing, expected "
              + providers()
              + ", got "
              + answers.keySet());
    }
    return answers;
  }

  /** Ends the parties and frees what they hold; idempotent. */
  @Override
  void close();
}
