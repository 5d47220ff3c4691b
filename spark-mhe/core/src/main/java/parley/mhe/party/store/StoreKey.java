package parley.mhe.party.store;

import java.util.Arrays;
import java.util.function.Function;
import parley.mhe.party.secret.Aead;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.secret.PassphraseWrap;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * The random key of one store, from which the keys of its files are derived. Closing overwrites it.
 * Not thread-safe.
 */
final class StoreKey implements AutoCloseable {
  private final byte[] bytes;

  private StoreKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new key from the operating system. */
  static StoreKey fresh() {
    return new StoreKey(Aead.randomBytes(Aead.KEY_BYTES));
  }

  /**
   * The key of a store.
   *
   * @param refuse makes the error that names the store
   * @throws KeyException when the passphrase is wrong
   */
  static StoreKey of(
      KeyFile file, PassphraseSource passphrase, Function<String, KeyException> refuse) {
    return new StoreKey(PassphraseWrap.unwrap(file.wrapped(), file.context(), passphrase, refuse));
  }

  /** The key under a passphrase. */
  byte[] wrap(byte[] context, PassphraseSource passphrase) {
    return PassphraseWrap.wrap(bytes, context, passphrase);
  }

  /** Encrypts key share, derivation key, session and plan. */
  byte[] forContent() {
    return derive("parley/key-store/content/1");
  }

  /** Encrypts the ledger's records. */
  byte[] forRecords() {
    return derive("parley/key-store/records/1");
  }

  /** Authenticates the ledger's marks. */
  byte[] forMarks() {
    return derive("parley/key-store/marks/1");
  }

  private byte[] derive(String label) {
    Seed seed = Seed.of(bytes);
    Seed derived = seed.derive(label);
    seed.destroy();
    byte[] key = derived.export(SecretAccess.forKeyStore());
    derived.destroy();
    return key;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
