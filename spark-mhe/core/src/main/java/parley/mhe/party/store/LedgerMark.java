package parley.mhe.party.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.WireWriter;

/**
 * How far a ledger goes. On disk it has an HMAC, under a key that only the store's owner has, and
 * one place: slot {@code records mod 2}. Immutable but for the array.
 *
 * @param records number of records; -1 in the second slot of a ledger without records, so that no
 *     slot is ever empty
 * @param length bytes up to the end of the last of them
 * @param chain hash that binds each record to all before it
 */
record LedgerMark(long records, long length, byte[] chain) {
  /** Slots that a ledger has. */
  static final int SLOTS = 2;

  private static final int HASH = 32;

  /** Bytes of a slot. */
  static final int BYTES = 2 * Long.BYTES + 2 * HASH;

  /** The mark of a ledger without records. */
  static LedgerMark start(byte[] header) {
    return new LedgerMark(
        0, header.length + (long) SLOTS * BYTES, WireWriter.sha256Digest().digest(header));
  }

  /** What stands in the other slot then. */
  static LedgerMark beforeStart() {
    return new LedgerMark(-1, 0, new byte[HASH]);
  }

  /** The mark after one more record. */
  LedgerMark after(byte[] sealed) {
    MessageDigest digest = WireWriter.sha256Digest();
    digest.update(chain);
    return new LedgerMark(
        records + 1, length + Integer.BYTES + sealed.length, digest.digest(sealed));
  }

  /** Where it is written, 0 or 1. */
  int slot() {
    return Math.floorMod(records, SLOTS);
  }

  /** Whether the other says the very same. */
  boolean same(LedgerMark other) {
    return records == other.records
        && length == other.length
        && MessageDigest.isEqual(chain, other.chain);
  }

  /** The bytes of its slot. */
  byte[] toBytes(byte[] header, byte[] key) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(records).putLong(length).put(chain);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(header);
      return bytes.put(mac.doFinal(Arrays.copyOf(bytes.array(), BYTES - HASH))).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /** The mark in the bytes of a slot; null when it is altered, torn, or another slot's. */
  static @Nullable LedgerMark read(byte[] bytes, int slot, byte[] header, byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] chain = new byte[HASH];
    LedgerMark mark = new LedgerMark(in.getLong(), in.getLong(), chain);
    in.get(chain);
    return mark.slot() == slot && MessageDigest.isEqual(bytes, mark.toBytes(header, key))
        ? mark
        : null;
  }
}
