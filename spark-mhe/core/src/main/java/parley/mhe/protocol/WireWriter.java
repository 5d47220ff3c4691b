package parley.mhe.protocol;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Length-prefixed list of fields: injective, so its hash names its content. Not thread-safe.
 *
 * <p>Each field is a 4-byte big-endian length and that many bytes; numbers are big-endian.
 */
public final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Appends a field. */
  public WireWriter add(byte[] field) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
    out.writeBytes(field);
    return this;
  }

  /** Appends text as UTF-8. */
  public WireWriter add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends an integer of 4 bytes. */
  public WireWriter add(int field) {
    return add(ByteBuffer.allocate(4).putInt(field).array());
  }

  /** Appends an integer of 8 bytes. */
  public WireWriter add(long field) {
    return add(ByteBuffer.allocate(8).putLong(field).array());
  }

  /** Appends a double. */
  public WireWriter add(double field) {
    return add(Double.doubleToLongBits(field));
  }

  /** Appends an integer in two's complement. */
  public WireWriter add(BigInteger field) {
    return add(field.toByteArray());
  }

  /** Appends integers of 4 bytes as one field. */
  public WireWriter add(int[] field) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * field.length);
    buffer.asIntBuffer().put(field);
    return add(buffer.array());
  }

  /** Appends integers of 8 bytes as one field. */
  public WireWriter add(long[] field) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * field.length);
    buffer.asLongBuffer().put(field);
    return add(buffer.array());
  }

  /** All fields so far. */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  /** SHA-256 of all fields so far. */
  public byte[] sha256() {
    return sha256Digest().digest(out.toByteArray());
  }

  /** A new SHA-256 digest. */
  public static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
