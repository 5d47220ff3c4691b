package parley.mhe.protocol;

import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.random.Samplers;

/**
 * Public uniform polynomials that every party expands by itself; they never come from the wire.
 * Stateless, thread-safe.
 *
 * <p>seed = SHA-256("parley/crs/1", id of the request, index, digit). The id holds the session, the
 * place and the whole content, so two requests never share a common string: the same one in two
 * refreshes shows the difference of the plaintexts. The model of a common random string is that of
 * Mouchet et al., <a href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>.
 */
public final class CommonString {
  private CommonString() {}

  /**
   * Expands one polynomial in evaluation form; the caller owns it.
   *
   * @param requestId id of the request's transcript, 32 bytes
   * @param index which of the request's outputs it is for
   * @param digit digit of the gadget decomposition, 0 where there is none
   * @param limbs limbs modulo Q
   * @param extended whether the special primes follow; limbs must then be all
   */
  public static Polynomial expand(
      CkksContext context, byte[] requestId, int index, int digit, int limbs, boolean extended) {
    return Samplers.uniform(context, seed(requestId, index, digit), limbs, extended);
  }

  static byte[] seed(byte[] requestId, int index, int digit) {
    return new WireWriter().add("parley/crs/1").add(requestId).add(index).add(digit).sha256();
  }
}
