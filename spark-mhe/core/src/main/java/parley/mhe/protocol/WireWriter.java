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
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter add(byte[] field) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
    out.writeBytes(field);
    return this;
  }

  WireWriter add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter add(int field) {
    return add(ByteBuffer.allocate(4).putInt(field).array());
  }

  WireWriter add(long field) {
    return add(ByteBuffer.allocate(8).putLong(field).array());
  }

  WireWriter add(double field) {
    return add(Double.doubleToLongBits(field));
  }

  WireWriter add(BigInteger field) {
    return add(field.toByteArray());
  }

  WireWriter add(int[] field) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * field.length);
    buffer.asIntBuffer().put(field);
    return add(buffer.array());
  }

  WireWriter add(long[] field) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * field.length);
    buffer.asLongBuffer().put(field);
    return add(buffer.array());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  byte[] sha256() {
    return sha256Digest().digest(out.toByteArray());
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
