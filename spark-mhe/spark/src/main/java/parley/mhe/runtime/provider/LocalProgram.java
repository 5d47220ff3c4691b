package parley.mhe.runtime.provider;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.runtime.session.SessionKeys;

/**
 * What a provider computes on its own rows. One object a provider, made once by a {@link
 * ProgramFactory} and kept outside of Spark's lineage.
 *
 * <p>Its results must be a function of the rows and the arguments alone: a task that Spark runs
 * again must get the same values. The endpoint re-randomises whatever a program returns before it
 * leaves, so a trivial ciphertext {@code (m, 0)} is a way to send a value that was computed in
 * clear. Calls for one provider come one at a time, from changing threads.
 */
public interface LocalProgram extends AutoCloseable {
  /**
   * The provider's part of a round.
   *
   * @param keys the session's context and public keys
   * @param step name of the plan's step
   * @param round number of the round in its step
   * @param inputs the encrypted values that came from the driver; they stay the caller's and are
   *     closed after the round
   * @param args what the driver sent along
   * @return the values to add up over the providers, with the limbs and scale that the plan states;
   *     null where this provider has nothing to add to a value of an upload, which the layout alone
   *     must decide; the caller owns and closes them. No scope is open
   */
  List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args);

  /**
   * The provider's part of exact sums of integers.
   *
   * @param step name of the plan's step
   * @param args what the driver sent along
   * @return the integers to add up over the providers, within the plan's bound
   */
  default BigInteger[] sums(String step, byte[] args) {
    throw new ParleyException(
        "cannot compute sums for " + step + ": the program has none, expected one with sums");
  }

  /**
   * What the provider adds to the outputs of a converting refresh, inside its share: a function of
   * what {@link #privateInputHash} covers, of step and round, and of nothing else.
   *
   * @param step name of the plan's step
   * @param round number of the round in its step
   * @return for each output the integers that are added to its n coefficients, at the outputs'
   *     scale; an empty array where this provider adds nothing
   */
  default List<long[]> privateInput(CkksContext context, String step, int round) {
    throw new ParleyException(
        "cannot add to " + step + ": the program has nothing for it, expected private input");
  }

  /**
   * Which rows its sums use, for a party whose policy has rules on them.
   *
   * @return null where it cannot say: such a party then refuses its sums
   */
  default @Nullable Cohort cohort() {
    return null;
  }

  /**
   * How many numbers are opened of a sum.
   *
   * @param step name of the plan's step
   * @param planned integers of that step; several may make one number
   */
  default int numbers(String step, int planned) {
    return planned;
  }

  /**
   * SHA-256 of all the private data that any result depends on: the rows, labels and weights, and
   * their order. The same in every call.
   */
  byte[] privateInputHash();

  /** Frees what it holds outside of the heap. */
  @Override
  default void close() {}
}
