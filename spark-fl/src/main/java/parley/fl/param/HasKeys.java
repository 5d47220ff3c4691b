package parley.fl.param;

import org.apache.spark.ml.param.Param;

/**
 * A stage that is told where the querier's key and the providers' key shares are: places, never a
 * key or a passphrase.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasKeys<S extends HasKeys<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  KeyParams keyParams();

  /**
   * Path of the querier's key file, empty for none; by default a key for this run only. A file that
   * holds no key is refused when the key is used.
   */
  default S setQuerierKey(String value) {
    set(querierKey(), value);
    return self();
  }

  /**
   * Path of the querier's signed public key, empty for none, for a querier that is apart: its
   * secret key is then nowhere in this process, and a sealed model's {@code answers}, and revealed
   * weights, stay under that key. A fit refuses it without the plan that the key was made for, or
   * with a querier key beside it.
   */
  default S setQuerierPublicKey(String value) {
    set(querierPublicKey(), value);
    return self();
  }

  /**
   * Directory with a store for each provider, empty for none; by default memory only. A training
   * makes new stores, and refuses a directory that has some of another.
   */
  default S setKeyStore(String value) {
    set(keyStore(), value);
    return self();
  }

  /**
   * Folder with the sockets of the vaults that hold the providers' key shares, in place of a key
   * store, empty for none: processes of their own that no code which Spark ships can look into.
   */
  default S setVault(String value) {
    set(vault(), value);
    return self();
  }

  /**
   * Where each provider's process finds the passphrase of its store: {@code file:PATH}, {@code
   * env:NAME}, {@code prompt}, or {@code none} for a store in clear. Wanted with a new key store;
   * never a passphrase itself.
   */
  default S setKeyStorePassphraseFrom(String value) {
    set(keyStorePassphraseFrom(), value);
    return self();
  }

  /**
   * Where this process finds the passphrase of the querier's key: {@code file:PATH}, {@code
   * env:NAME} or {@code prompt}; by default it has none.
   */
  default S setQuerierKeyPassphraseFrom(String value) {
    set(querierKeyPassphraseFrom(), value);
    return self();
  }

  default Param<String> querierKey() {
    return keyParams().querierKey;
  }

  default Param<String> querierPublicKey() {
    return keyParams().querierPublicKey;
  }

  default Param<String> keyStore() {
    return keyParams().keyStore;
  }

  default Param<String> vault() {
    return keyParams().vault;
  }

  default Param<String> keyStorePassphraseFrom() {
    return keyParams().keyStorePassphraseFrom;
  }

  default Param<String> querierKeyPassphraseFrom() {
    return keyParams().querierKeyPassphraseFrom;
  }
}
