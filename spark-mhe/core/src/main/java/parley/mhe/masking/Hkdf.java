package parley.mhe.masking;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, RFC 5869 (https://www.rfc-editor.org/rfc/rfc5869). Stateless. */
final class Hkdf {
  private static final String MAC = "HmacSHA256";
  private static final int BLOCK = 32;

  private Hkdf() {}

  /**
   * A key of 32 bytes, which is one block of the expansion.
   *
   * @param secret input key material
   * @param salt public, possibly empty
   * @param info what the key is for; another info gives another key
   */
  static byte[] key(byte[] secret, byte[] salt, byte[] info) {
    byte[] pseudorandom = hmac(salt.length == 0 ? new byte[BLOCK] : salt, secret);
    byte[] first = Arrays.copyOf(info, info.length + 1);
    first[info.length] = 1;
    byte[] key = hmac(pseudorandom, first);
    Arrays.fill(pseudorandom, (byte) 0);
    return key;
  }

  /** HMAC-SHA-256 of a message. */
  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot derive a key: the JDK lacks HMAC-SHA-256", e);
    }
  }
}
