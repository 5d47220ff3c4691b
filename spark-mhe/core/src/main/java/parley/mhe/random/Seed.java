package parley.mhe.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Destroyable;

/**
 * 32 secret bytes that determine one sampler's output, or further seeds. Never shown, never
 * serialised but by {@link #export}. Safe for use by several threads until it is destroyed.
 */
public final class Seed implements Destroyable {
  /** Bytes of a seed. */
  public static final int BYTES = 32;

  private static final SecureRandom SECURE = new SecureRandom();

  private final byte[] bytes;
  private volatile boolean destroyed;

  private Seed(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A seed from the operating system. */
  public static Seed fresh() {
    byte[] bytes = new byte[BYTES];
    SECURE.nextBytes(bytes);
    return new Seed(bytes);
  }

  /** A seed of these 32 bytes, copied. */
  public static Seed of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "cannot make seed: expected " + BYTES + " bytes, got " + bytes.length);
    }
    return new Seed(bytes.clone());
  }

  /**
   * HMAC-SHA-256 under this seed of the label and the parts, each with its length before it, so
   * that no two lists collide.
   */
  public Seed derive(String label, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(alive(), "HmacSHA256"));
      update(mac, label.getBytes(StandardCharsets.UTF_8));
      for (byte[] part : parts) {
        update(mac, part);
      }
      return new Seed(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot derive seed: the JDK lacks HMAC-SHA-256", e);
    }
  }

  /** The bytes, for the key store or for a seed that is public by its use. */
  public byte[] export(SecretAccess token) {
    Objects.requireNonNull(token, "token");
    return alive().clone();
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Seed seed && MessageDigest.isEqual(bytes, seed.bytes);
  }

  /** The same for all seeds, so that it tells nothing. */
  @Override
  public int hashCode() {
    return BYTES;
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "Seed[not shown]";
  }

  byte[] alive() {
    if (destroyed) {
      throw new IllegalStateException("cannot use seed: it is destroyed, expected a live one");
    }
    return bytes;
  }

  private static void update(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    mac.update(part);
  }
}
