package parley.fl.protection.encrypted.linear.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.RefreshedSums;

/**
 * Between two iterations: all that the next ones need. All of it is encrypted, masked or public.
 *
 * @param iteration number of the next iteration, from 0
 * @param state the model at the top limbs; owned by whoever holds this
 * @param before what the last refresh gave, for the momentum; null before the first
 */
public record LoopState(int iteration, List<Ciphertext> state, @Nullable RefreshedSums before) {
  /** Hears of each state that is not the finished model. */
  public interface Listener {
    void reached(LoopState state);
  }
}
