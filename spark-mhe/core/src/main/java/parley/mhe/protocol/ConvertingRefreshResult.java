package parley.mhe.protocol;

import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.layout.WideIntegers;

/**
 * What a {@link ConvertingRefresh} gives. Immutable, thread-safe; owns the ciphertexts.
 *
 * @param outputs one ciphertext an output of the map
 * @param masked the masked integers y, by input; they tell nothing without the providers' masks.
 *     Together with the masks they are an additive sharing of the inputs
 * @param reference names the request to the providers, in a {@link MaskedProduct} of the inputs
 */
public record ConvertingRefreshResult(
    List<Ciphertext> outputs, List<WideIntegers> masked, MaskReference reference)
    implements AutoCloseable {
  /** Copies the lists. */
  public ConvertingRefreshResult {
    outputs = List.copyOf(outputs);
    masked = List.copyOf(masked);
  }

  @Override
  public void close() {
    outputs.forEach(Ciphertext::close);
  }
}
