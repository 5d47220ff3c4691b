package parley.mhe.protocol;

import java.util.Arrays;

/**
 * An earlier sum refresh, answered by every provider, whose masked sums enter another one.
 * Immutable, thread-safe.
 *
 * @param requestId id of its transcript, 32 bytes
 * @param maskBits bits of its masks
 */
public record SumRefreshCarry(byte[] requestId, int maskBits) {
  /**
   * @throws ProtocolException when a part is out of range
   */
  public SumRefreshCarry {
    if (requestId.length != SessionId.BYTES
        || maskBits < MaskRule.LEAST_LAMBDA
        || maskBits > 8192) {
      throw new ProtocolException(
          "cannot carry sums on: malformed reference, expected an id of 32 bytes and at least "
              + MaskRule.LEAST_LAMBDA
              + " mask bits, got "
              + requestId.length
              + " bytes and "
              + maskBits
              + " bits");
    }
    requestId = requestId.clone();
  }

  /** A reference to an earlier request. */
  public static SumRefreshCarry of(SumRefresh earlier) {
    return new SumRefreshCarry(earlier.transcript().id(), earlier.maskRule().bits());
  }

  @Override
  public byte[] requestId() {
    return requestId.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SumRefreshCarry carry
        && Arrays.equals(requestId, carry.requestId)
        && maskBits == carry.maskBits;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(requestId) + maskBits;
  }
}
