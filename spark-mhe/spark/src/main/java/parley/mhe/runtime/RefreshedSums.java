package parley.mhe.runtime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.SumRefreshCarry;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

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
  private static final int MOST = 1 << 20;

  /** Copies the lists. */
  public RefreshedSums {
    outputs = List.copyOf(outputs);
    sums = List.copyOf(sums);
  }

  /** Everything but the ciphertexts, for a later carry by another driver. */
  public byte[] carryToBytes() {
    WireWriter out =
        new WireWriter().add(reference.requestId()).add(reference.maskBits()).add(sums.size());
    for (BigInteger[] values : sums) {
      out.add(values.length);
      for (BigInteger value : values) {
        out.add(value);
      }
    }
    return out.toBytes();
  }

  /**
   * Reads {@link #carryToBytes}; without ciphertexts.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  public static RefreshedSums carryFromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "carried sums");
    SumRefreshCarry reference =
        new SumRefreshCarry(in.bytes("request", 32), in.integer("mask bits"));
    List<BigInteger[]> sums = new ArrayList<>();
    for (int i = in.integer("sums", 0, MOST); i > 0; i--) {
      BigInteger[] values = new BigInteger[in.integer("values", 0, MOST)];
      for (int k = 0; k < values.length; k++) {
        values[k] = in.bigInteger("value");
      }
      sums.add(values);
    }
    in.end();
    return new RefreshedSums(List.of(), sums, reference);
  }

  /** Frees the ciphertexts; the masked integers stay for a carry. */
  @Override
  public void close() {
    outputs.forEach(Ciphertext::close);
  }
}
