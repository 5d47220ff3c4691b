package parley.fl.protection.encrypted.session;

import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.querier.QuerierPublicKey;
import parley.mhe.party.secret.KeyException;

/**
 * The querier of a session as this process has it: with its secret key, or apart, by its public key
 * alone. Closed with the session. Immutable, thread-safe.
 *
 * @param publicKey what results are switched to
 * @param pair the key pair; null where the querier is apart
 * @param credential the public key, signed
 * @param name fingerprint of the querier, by which providers know it
 */
public record SessionQuerier(
    PublicKey publicKey, @Nullable KeyPair pair, QuerierCredential credential, String name)
    implements AutoCloseable {

  /** A querier before a context is open. */
  @FunctionalInterface
  public interface Source {
    SessionQuerier open(CkksContext context);
  }

  /** A querier that this process works for and has the secret of. */
  public static Source here(QuerierKey key) {
    return context -> {
      KeyPair pair = key.open(context);
      PublicKey publicKey = pair.publicKey();
      return new SessionQuerier(publicKey, pair, key.credential(publicKey), key.fingerprint());
    };
  }

  /** A querier that is elsewhere. */
  static Source apart(QuerierPublicKey key) {
    return context ->
        new SessionQuerier(key.open(context), null, key.credential(), key.fingerprint());
  }

  public boolean isApart() {
    return pair == null;
  }

  /**
   * The key pair.
   *
   * @throws KeyException where the querier is apart
   */
  public KeyPair keys() {
    if (pair == null) {
      throw new KeyException(
          "cannot open what is under the querier's key: this process has its public key alone,"
              + " expected the answers to be sealed and opened where the querier is (parley open)");
    }
    return pair;
  }

  @Override
  public void close() {
    if (pair == null) {
      publicKey.close();
    } else {
      pair.close();
    }
  }
}
