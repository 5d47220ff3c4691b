package parley.mhe.party.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256 in Galois/Counter Mode: 12 bytes of nonce, the ciphertext, 16 bytes of tag. Every message
 * has a fresh nonce from the operating system: a counter would repeat when a store went back in
 * time. A key seals far fewer messages than the 2^32 that random nonces are good for. Stateless,
 * thread-safe.
 */
public final class Aead {
  /** Bytes of a key. */
  public static final int KEY_BYTES = 32;

  /** Bytes that a sealed message is longer than the message. */
  public static final int OVERHEAD = 28;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Aead() {}

  /** Encrypts a message; {@code context} is not in the result, and opening needs the same. */
  public static byte[] seal(byte[] key, byte[] context, byte[] message) {
    byte[] nonce = randomBytes(NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(message.length));
      cipher.doFinal(message, 0, message.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /** The message, or null when key, context or bytes are not those that it was sealed with. */
  public static byte @Nullable [] open(byte[] key, byte[] context, byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      return null;
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /** Bytes from the operating system. */
  public static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  private static IllegalStateException unavailable(GeneralSecurityException e) {
    return new IllegalStateException("cannot encrypt: the JDK lacks AES-256-GCM", e);
  }
}
