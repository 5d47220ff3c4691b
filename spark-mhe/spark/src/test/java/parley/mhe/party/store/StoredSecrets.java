package parley.mhe.party.store;

import java.nio.file.Path;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;

/** Reads from a key store what must be nowhere else. */
public final class StoredSecrets {
  private StoredSecrets() {}

  /** The share in evaluation form modulo Q, as it lies in memory, behind a header. */
  public static byte[] shareInEvaluationForm(
      CkksContext context, Path root, String provider, PassphraseSource passphrase) {
    StoreContent content = KeyStore.of(root, provider, passphrase).read();
    try (SecretKeyShare share =
            SecretKeyShare.restore(context, content.share(), SecretAccess.forKeyStore());
        Polynomial polynomial = share.polynomial()) {
      return polynomial.toBytes();
    }
  }

  /** The share in its packed form. */
  public static byte[] packedShare(Path root, String provider, PassphraseSource passphrase) {
    return KeyStore.of(root, provider, passphrase).read().share();
  }

  /** The key of the derived randomness. */
  public static byte[] key(Path root, String provider, PassphraseSource passphrase) {
    return KeyStore.of(root, provider, passphrase).read().key();
  }
}
