package parley.fl.protection.encrypted.network.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.protection.encrypted.network.step.IterationNumbers.Step;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.RefreshedSums;

/**
 * Between two iterations: all that the next ones need. All of it is encrypted, masked or public.
 *
 * @param step number of the next iteration, from 0, and how often steps were halved so far
 * @param now where the training is
 * @param kept where it was at the last look that let it go on, or at the start: where it goes back
 */
public record LoopState(Step step, Point now, Point kept) {
  /**
   * Weights, and what the momentum needs beside them.
   *
   * @param weights packed, layer by layer; owned by whoever holds this
   * @param transposed those of the layers between two hidden ones, packed the other way; owned too
   * @param before what the refresh of each layer gave that made them; empty for the start weights,
   *     and where it goes on without momentum
   * @param step of that refresh; null where there is none
   */
  public record Point(
      List<Ciphertext> weights,
      List<Ciphertext> transposed,
      List<RefreshedSums> before,
      @Nullable Step step) {
    /** The same, with ciphertexts of its own. */
    Point share() {
      return new Point(shared(weights), shared(transposed), before, step);
    }

    /** The same weights with nothing to carry on, with ciphertexts of its own. */
    Point still() {
      return new Point(shared(weights), shared(transposed), List.of(), null);
    }

    private static List<Ciphertext> shared(List<Ciphertext> all) {
      return all.stream().map(Ciphertext::share).toList();
    }

    /** Frees the ciphertexts. */
    void free() {
      NetworkCircuit.closeAll(weights);
      NetworkCircuit.closeAll(transposed);
    }

    /** What a layer's refresh gave; null where there is none. */
    @Nullable RefreshedSums before(int layer) {
      return before.isEmpty() ? null : before.get(layer);
    }
  }

  /** Hears of each state that is not the finished model. */
  @FunctionalInterface
  public interface Listener {
    void reached(LoopState state);
  }
}
