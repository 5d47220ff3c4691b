package parley.mhe.protocol;

import java.util.Arrays;
import parley.mhe.layout.ConversionMap;

/**
 * A converting refresh, answered by every provider, whose masks enter a {@link MaskedProduct}.
 * Immutable, thread-safe.
 *
 * @param requestId id of its transcript, 32 bytes
 * @param map its map, which says which coefficients are masked
 * @param maskBits bits of its masks
 */
public record MaskReference(byte[] requestId, ConversionMap map, int maskBits) {
  /**
   * @throws ProtocolException when a part is out of range
   */
  public MaskReference {
    if (requestId.length != SessionId.BYTES
        || maskBits < MaskRule.LEAST_LAMBDA
        || maskBits > 8192) {
      throw new ProtocolException(
          "cannot use masks again: malformed reference, expected an id of 32 bytes and at least "
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
  public static MaskReference of(ConvertingRefresh earlier) {
    return new MaskReference(earlier.transcript().id(), earlier.map(), earlier.maskRule().bits());
  }

  @Override
  public byte[] requestId() {
    return requestId.clone();
  }

  /** SHA-256 of what a party keeps of the masks beside the id: where they are, and how wide. */
  public byte[] masks() {
    return new WireWriter().add("parley/masks/1").add(map.canonical()).add(maskBits).sha256();
  }

  void writeTo(WireWriter out) {
    out.add(requestId).add(map.canonical()).add(maskBits);
  }

  static MaskReference readFrom(WireReader in) {
    byte[] id = in.bytes("masked request", SessionId.BYTES);
    ConversionMap map = ConversionMap.read(in.text("its map"));
    return new MaskReference(id, map, in.integer("its mask bits"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaskReference that
        && Arrays.equals(requestId, that.requestId)
        && map.equals(that.map)
        && maskBits == that.maskBits;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(requestId) + maskBits;
  }
}
