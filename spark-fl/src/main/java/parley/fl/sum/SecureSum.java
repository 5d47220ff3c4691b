package parley.fl.sum;

import parley.error.ParleyException;

/**
 * Vectors in, their sum out to one audience, in one round: each provider hands in integers, their
 * sum is opened to who the {@link SumSpec} names, and no provider's part to anyone. Exact whatever
 * the carrier: the sum is that of the integers, bit by bit. Used by one thread at a time.
 */
public interface SecureSum {
  /**
   * Opens a sum; each call is one of the spec's openings.
   *
   * @param spec one of those that were agreed
   * @param arguments public arguments, the same for every provider
   * @throws ParleyException if a provider refuses, has a vector that was not agreed, or does not
   *     answer
   */
  OpenedSum open(SumSpec spec, byte[] arguments);
}
