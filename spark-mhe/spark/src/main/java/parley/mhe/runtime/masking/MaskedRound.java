package parley.mhe.runtime.masking;

import java.util.List;

/**
 * What one masked sum did and cost. Immutable, thread-safe.
 *
 * @param step name of the plan's step
 * @param round from 0
 * @param attempt from 0; the one that was opened
 * @param seconds wall clock from the first question to the sum
 * @param bytesUp bytes that the provider which sent most has sent, keys that the session has once
 *     not counted
 * @param request hex of the unmasking's id, as each party's log has it
 * @param dropped providers that are not in the sum
 */
public record MaskedRound(
    String step,
    int round,
    int attempt,
    double seconds,
    long bytesUp,
    String request,
    List<String> dropped) {
  public MaskedRound {
    dropped = List.copyOf(dropped);
  }
}
