package parley.mhe.runtime;

import java.math.BigInteger;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.SumRefreshCarry;

/**
 * What {@link Federation#sumRefresh} gives. Immutable, thread-safe; owns the ciphertexts.
 *
 * @param outputs fresh ciphertexts, one for each output of the call
 * @param sums masked integers, which tell nothing; a later call that carries this one needs them
 * @param reference names the request to the providers in such a call
 */
public record RefreshedSums(
    List<Ciphertext> outputs, List<BigInteger[]> sums, SumRefreshCarry reference)
    implements AutoCloseable {
  /** Copies the lists. */
  public RefreshedSums {
    outputs = List.copyOf(outputs);
    sums = List.copyOf(sums);
  }

  /** Frees the ciphertexts; the masked integers stay for a carry. */
  @Override
  public void close() {
    outputs.forEach(Ciphertext::close);
  }
}
