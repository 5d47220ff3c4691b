package parley.mhe.protocol;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Length-prefixed list of fields: injective, so its hash names its content. Not thread-safe.
 *
 * <p>Each field is a 4-byte big-endian length and that many bytes; numbers are big-endian.
 */
public final class WireWriter {
  private final List<byte[]> parts = new ArrayList<>();

  /** Appends a field, which is not copied and must not change until the bytes are taken. */
  public WireWriter add(byte[] field) {
    parts.add(ByteBuffer.allocate(4).putInt(field.length).array());
    parts.add(field);
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
    long length = parts.stream().mapToLong(part -> part.length).sum();
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
    parts.forEach(out::put);
    return out.array();
  }

  /** SHA-256 of all fields so far. */
  public byte[] sha256() {
    MessageDigest digest = sha256Digest();
    parts.forEach(digest::update);
    return digest.digest();
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
