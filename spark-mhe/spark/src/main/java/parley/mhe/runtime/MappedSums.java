package parley.mhe.runtime;

import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.SumUpload;

/**
 * The providers' values added up, cut down to what a sum refresh reads: half the bytes of the
 * ciphertexts. Immutable, thread-safe; owns native memory.
 */
public final class MappedSums implements AutoCloseable {
  private final SumUpload request;
  private final Share sum;
  private final double scale;

  MappedSums(SumUpload request, Share sum, double scale) {
    this.request = request;
    this.sum = sum;
    this.scale = scale;
  }

  SumUpload request() {
    return request;
  }

  Share sum() {
    return sum;
  }

  /** The true scale of the values. */
  public double scale() {
    return scale;
  }

  /**
   * These sums with encrypted values added that the driver holds, new ones.
   *
   * @param terms one for each sum, with its limbs and scale
   */
  public MappedSums plus(List<Ciphertext> terms) {
    return new MappedSums(request, request.plus(sum, terms), scale);
  }

  @Override
  public void close() {
    sum.close();
  }
}
