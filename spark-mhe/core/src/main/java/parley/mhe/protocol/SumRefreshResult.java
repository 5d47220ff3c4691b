package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.List;
import parley.mhe.ckks.Ciphertext;

/**
 * What a {@link SumRefresh} gives. Immutable, thread-safe; owns the ciphertexts.
 *
 * @param outputs one ciphertext an output, at its limbs and scale
 * @param sums the masked integers y, by input and position; they tell nothing without the
 *     providers' masks. Keep them when a later request carries this one on.
 */
public record SumRefreshResult(List<Ciphertext> outputs, List<BigInteger[]> sums)
    implements AutoCloseable {
  /** Copies the lists. */
  public SumRefreshResult {
    outputs = List.copyOf(outputs);
    sums = List.copyOf(sums);
  }

  @Override
  public void close() {
    outputs.forEach(Ciphertext::close);
  }
}
