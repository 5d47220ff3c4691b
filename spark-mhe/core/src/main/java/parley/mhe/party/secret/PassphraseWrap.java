package parley.mhe.party.secret;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * 32 secret bytes under a passphrase: PBKDF2 with HMAC-SHA-256 (<a
 * href="https://www.rfc-editor.org/rfc/rfc8018">RFC 8018</a>), {@value #ITERATIONS} iterations as
 * <a
 * href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP</a>
 * asks for, gives the key of AES-256-GCM. Salt and count stand before it and are authenticated with
 * it. Another passphrase means another wrap of the same bytes, so what they encrypt stays as it is.
 * Stateless, thread-safe.
 */
public final class PassphraseWrap {
  static final int ITERATIONS = 600_000;

  /** More would be a trap, not protection: a minute and longer at each opening. */
  private static final int MOST_ITERATIONS = 100_000_000;

  private static final int SALT_BYTES = 16;
  private static final int NONE = 0;
  private static final int PBKDF2 = 1;

  private PassphraseWrap() {}

  /**
   * Wraps the secret.
   *
   * @param context what else the passphrase vouches for; unwrapping needs the same
   * @throws KeyException when the passphrase is not where the source says
   */
  public static byte[] wrap(byte[] secret, byte[] context, PassphraseSource source) {
    if (!source.isPresent()) {
      return inClear(secret);
    }
    char[] passphrase = Passphrases.readNew(source);
    byte[] salt = Aead.randomBytes(SALT_BYTES);
    byte[] key = derive(passphrase, salt, ITERATIONS);
    byte[] sealed = Aead.seal(key, bound(context, salt, ITERATIONS), secret);
    Arrays.fill(key, (byte) 0);
    return new WireWriter().add(PBKDF2).add(salt).add(ITERATIONS).add(sealed).toBytes();
  }

  /** The form of a secret that no passphrase protects. */
  public static byte[] inClear(byte[] secret) {
    return new WireWriter().add(NONE).add(secret).toBytes();
  }

  /** Whether unwrapping needs a passphrase. */
  public static boolean isProtected(byte[] wrapped) {
    return new WireReader(wrapped, "protection").integer("kind", NONE, PBKDF2) == PBKDF2;
  }

  /**
   * The secret; the caller overwrites it.
   *
   * @param refuse makes the error that names the file
   * @throws KeyException when the passphrase is wrong, or there is one where none is wanted
   */
  public static byte[] unwrap(
      byte[] wrapped,
      byte[] context,
      PassphraseSource source,
      Function<String, KeyException> refuse) {
    WireReader in = new WireReader(wrapped, "protection");
    if (in.integer("kind", NONE, PBKDF2) == NONE) {
      if (source.isPresent()) {
        throw refuse.apply(
            "it is not protected by a passphrase, expected none, got one from " + source);
      }
      byte[] secret = in.bytes("secret", Aead.KEY_BYTES);
      in.end();
      return secret;
    }
    byte[] salt = in.bytes("salt", SALT_BYTES);
    int iterations = in.integer("iterations", ITERATIONS, MOST_ITERATIONS);
    byte[] sealed = in.bytes("sealed", Aead.KEY_BYTES + Aead.OVERHEAD);
    in.end();
    if (!source.isPresent()) {
      throw refuse.apply(
          "it is protected by a passphrase, expected where to find it (file:PATH, env:NAME or"
              + " prompt), got none");
    }
    byte[] key = derive(Passphrases.read(source), salt, iterations);
    byte[] secret = Aead.open(key, bound(context, salt, iterations), sealed);
    Arrays.fill(key, (byte) 0);
    if (secret == null) {
      Passphrases.forget(source);
      throw refuse.apply(
          "the passphrase is wrong, or the file was altered; expected the one it was made with, got"
              + " another from "
              + source);
    }
    return secret;
  }

  private static byte[] bound(byte[] context, byte[] salt, int iterations) {
    return new WireWriter().add(context).add(PBKDF2).add(salt).add(iterations).toBytes();
  }

  /** Overwrites the passphrase. */
  private static byte[] derive(char[] passphrase, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, 8 * Aead.KEY_BYTES);
    Arrays.fill(passphrase, '\0');
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot derive a key: the JDK lacks PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }
}
