package parley.mhe.party.store;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseWrap;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The key file of a store: in clear whose it is, of which session and when it was made; the store
 * key under the passphrase; what the store key encrypts; SHA-256 over all that, which tells damage
 * from a wrong passphrase. Immutable but for the arrays.
 *
 * @param version {@value #VERSION}, or {@value #WITHOUT_WITNESSES}, whose content has no witnesses
 * @param provider the provider's name
 * @param session id of the session, which is the key epoch
 * @param createdMillis when it was made, since 1970
 * @param wrapped the store key, see {@link PassphraseWrap}
 * @param sealed what {@link StoreContent} holds, under the store key
 */
record KeyFile(
    int version,
    String provider,
    byte[] session,
    long createdMillis,
    byte[] wrapped,
    byte[] sealed) {
  /** What this version writes. */
  static final int VERSION = 3;

  /** What the version before wrote; it is read, and stays what it is. */
  static final int WITHOUT_WITNESSES = 2;

  private static final String MAGIC = "parley/key-store";
  private static final int CHECKSUM_BYTES = 32;

  /** What both the passphrase and the store key vouch for. */
  static byte[] context(int version, String provider, byte[] session, long createdMillis) {
    return new WireWriter()
        .add(MAGIC)
        .add(version)
        .add(provider)
        .add(session)
        .add(createdMillis)
        .add("key")
        .toBytes();
  }

  byte[] context() {
    return context(version, provider, session, createdMillis);
  }

  /** The same with the store key under another passphrase. */
  KeyFile rewrapped(byte[] again) {
    return new KeyFile(version, provider, session, createdMillis, again, sealed);
  }

  /** The same with another content. */
  KeyFile resealed(byte[] again) {
    return new KeyFile(version, provider, session, createdMillis, wrapped, again);
  }

  byte[] toBytes() {
    byte[] body =
        new WireWriter()
            .add(MAGIC)
            .add(version)
            .add(provider)
            .add(session)
            .add(createdMillis)
            .add(wrapped)
            .add(sealed)
            .toBytes();
    byte[] all = Arrays.copyOf(body, body.length + CHECKSUM_BYTES);
    System.arraycopy(checksum(body), 0, all, body.length, CHECKSUM_BYTES);
    return all;
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @param refuse makes the error that names the file
   */
  static KeyFile fromBytes(byte[] all, Function<String, KeyException> refuse) {
    WireReader in = new WireReader(all, "key file");
    String magic = in.text("magic");
    if (magic.equals(MAGIC + "/1")) {
      throw refuse.apply(
          "it is of version 1, which was not encrypted, expected version " + VERSION + ", got 1");
    } else if (!magic.equals(MAGIC)) {
      throw refuse.apply("the key is something else, expected a key of parley, got other bytes");
    }
    int version = in.integer("version");
    if (version != VERSION && version != WITHOUT_WITNESSES) {
      throw refuse.apply(
          "its version is unknown, expected "
              + WITHOUT_WITNESSES
              + " or "
              + VERSION
              + ", got "
              + version);
    }
    byte[] body = Arrays.copyOf(all, Math.max(0, all.length - CHECKSUM_BYTES));
    if (!MessageDigest.isEqual(checksum(body), Arrays.copyOfRange(all, body.length, all.length))) {
      throw refuse.apply("the key was altered or cut short, expected its checksum, got another");
    }
    in = new WireReader(body, "key file");
    in.text("magic");
    KeyFile file =
        new KeyFile(
            in.integer("version"),
            in.text("provider"),
            in.bytes("session", 32),
            in.longInteger("created"),
            in.bytes("wrapped"),
            in.bytes("sealed"));
    in.end();
    return file;
  }

  private static byte[] checksum(byte[] body) {
    return WireWriter.sha256Digest().digest(body);
  }
}
