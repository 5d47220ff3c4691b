package parley.mhe.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.random.Samplers;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * Derived randomness of one share: the same request gives the same bytes, any other request gives
 * independent ones. Immutable, thread-safe.
 *
 * <p>base = HMAC-SHA-256(k_i, "parley/share/1", version of the samplers, id of the request, hash of
 * s_i, hash of the private input); each variable gets HMAC-SHA-256(base, its name, its indices), so
 * no two variables are equal. What hides a message is derived from that message too, see {@link
 * #hiding}. The idea is that of deterministic signatures, <a
 * href="https://www.rfc-editor.org/rfc/rfc6979">RFC 6979</a>.
 */
public final class ShareSeeds {
  private final Seed base;

  private ShareSeeds(Seed base) {
    this.base = base;
  }

  /** The randomness of a share whose only private input is the party's key. */
  static ShareSeeds of(PartySecrets secrets, byte[] requestId) {
    return of(secrets, requestId, new byte[0]);
  }

  /**
   * The randomness of a message that depends on data of the party as well.
   *
   * @param requestId id of the request's transcript
   * @param privateInputHash hash of all private data in the message: without it two messages of
   *     different data under one id would share their masks
   */
  public static ShareSeeds of(PartySecrets secrets, byte[] requestId, byte[] privateInputHash) {
    return new ShareSeeds(
        secrets
            .randomness()
            .derive(
                "parley/share/1",
                bytes(Samplers.VERSION),
                requestId,
                secrets.shareDigest(),
                privateInputHash));
  }

  /**
   * The seeds of one share from what {@link #export} gave.
   *
   * @param base {@value Seed#BYTES} bytes
   */
  public static ShareSeeds restore(byte[] base) {
    return new ShareSeeds(Seed.of(base));
  }

  /**
   * What the variables of this one share derive from, for the process that makes the share. Nothing
   * of the party's key or of other shares follows from it.
   */
  public byte[] export(SecretAccess token) {
    return base.export(token);
  }

  /**
   * The randomness that hides these values and no others: seeds follow from what is hidden, as in
   * SIV (<a href="https://www.rfc-editor.org/rfc/rfc5297">RFC 5297</a>). Two different messages of
   * one id, by whatever mistake they came to be, so never share v and e, and their difference does
   * not show.
   *
   * @param values what is to be hidden; null where a provider leaves one out
   */
  public ShareSeeds hiding(List<@Nullable Ciphertext> values) {
    WireWriter list = new WireWriter().add(values.size());
    for (Ciphertext value : values) {
      list.add(value == null ? new byte[0] : value.hash());
    }
    return hiding(list.sha256());
  }

  /**
   * As {@link #hiding(List)}.
   *
   * @param hash of what is to be hidden
   */
  public ShareSeeds hiding(byte[] hash) {
    return new ShareSeeds(base.derive("parley/hidden/1", hash));
  }

  /** The seed of one variable; indices tell its copies apart. */
  public Seed seed(String variable, int... indices) {
    return base.derive("parley/variable/1/" + variable, bytes(indices));
  }

  private static byte[] bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
    buffer.asIntBuffer().put(values);
    return buffer.array();
  }
}
