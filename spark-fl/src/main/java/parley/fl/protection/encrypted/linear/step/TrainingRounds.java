package parley.fl.protection.encrypted.linear.step;

import java.util.List;
import java.util.function.Supplier;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * The rounds of one iteration, as the packing wants them: MAP and COMBINE of the gradient, and the
 * sum refresh of gradient and decayed model together.
 */
public interface TrainingRounds extends AutoCloseable {
  /**
   * One iteration's rounds; the outputs are the caller's, in no scope.
   *
   * @param t number of the iteration, from 0
   * @param last whether the finished model comes out, whose steps have names of their own
   * @param state the model at the top limbs, which stays the caller's; 0 at t = 0
   * @param call what the refresh should give, asked for after the iteration's look
   */
  RefreshedSums refresh(int t, boolean last, List<Ciphertext> state, Supplier<SumRefreshCall> call);

  /** The round of its plan's steps that an iteration is. */
  static int round(int t, boolean last) {
    return last ? 0 : t;
  }

  @Override
  void close();
}
