package parley.fl.protection.encrypted.network.loop;

import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.RefreshedSums;

/**
 * Between two iterations: all that the next ones need. All of it is encrypted, masked or public.
 *
 * @param iteration number of the next iteration, from 0
 * @param weights packed: those of the first layer, then the second's; owned by whoever holds this
 * @param before what the last refresh of each layer gave, for the momentum; empty before the first
 */
public record LoopState(int iteration, List<Ciphertext> weights, List<RefreshedSums> before) {

  /** Hears of each state that is not the finished model. */
  @FunctionalInterface
  public interface Listener {
    void reached(LoopState state);
  }
}
