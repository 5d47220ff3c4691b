package parley.mhe.party.plan;

import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Polynomial;
import parley.mhe.protocol.Place;

/** What a step has to know of a party's earlier answers. Not thread-safe. */
public interface AnsweredRequests {
  /**
   * A sum refresh or converting refresh that was answered.
   *
   * @param step the step that it was asked under
   * @param masks {@link SumRefreshStep#masks} or {@link ConvertingStep#masks} of it
   */
  record Masked(String step, byte[] masks) {}

  /** Whether any request was answered at a place. */
  boolean at(Place where);

  /** Ciphertexts that were opened in a step. */
  int openings(String step);

  /** Ciphertexts that were opened in the round of a place. */
  int openingsOfRound(Place where);

  /** The request of that id, or null when it was not answered. */
  @Nullable Masked withId(byte[] id);

  /**
   * Whether a polynomial is the common string of an output that was answered for.
   *
   * @param source the refresh whose outputs are looked at
   * @param round the round that is looked at first
   */
  boolean gave(MaskedStep source, int round, Polynomial second);
}
