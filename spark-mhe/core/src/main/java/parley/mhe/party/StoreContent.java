package parley.mhe.party;

import java.util.Arrays;
import java.util.function.Function;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.Seed;

/**
 * What the key file of a store holds; it never leaves this package. Immutable but for the arrays.
 *
 * @param plan the plan that the provider accepted
 * @param provider its name
 * @param sessionId id of the session, which is the key epoch
 * @param session nonces and querier's key
 * @param key key of the derived randomness
 * @param share share of the secret key, packed
 */
record StoreContent(
    PartyPlan plan, String provider, byte[] sessionId, byte[] session, byte[] key, byte[] share) {

  /** Encrypts it under a store key, and that under a passphrase. */
  KeyFile seal(StoreKey storeKey, PassphraseSource passphrase, long createdMillis) {
    byte[] context = KeyFile.context(provider, sessionId, createdMillis);
    byte[] body = new WireWriter().add(plan.toBytes()).add(session).add(key).add(share).toBytes();
    byte[] contentKey = storeKey.forContent();
    byte[] sealed = Aead.seal(contentKey, context, body);
    Arrays.fill(body, (byte) 0);
    Arrays.fill(contentKey, (byte) 0);
    byte[] wrapped = storeKey.wrap(context, passphrase);
    return new KeyFile(provider, sessionId, createdMillis, wrapped, sealed);
  }

  /**
   * Reads what {@link #seal} made.
   *
   * @param refuse makes the error that names the store
   */
  static StoreContent open(KeyFile file, StoreKey storeKey, Function<String, KeyException> refuse) {
    byte[] contentKey = storeKey.forContent();
    byte[] body = Aead.open(contentKey, file.context(), file.sealed());
    Arrays.fill(contentKey, (byte) 0);
    if (body == null) {
      throw refuse.apply("the key was altered, expected what was written, got other bytes");
    }
    WireReader in = new WireReader(body, "key");
    StoreContent content =
        new StoreContent(
            PartyPlan.fromBytes(in.bytes("plan")),
            file.provider(),
            file.session(),
            in.bytes("session"),
            in.bytes("key", Seed.BYTES),
            in.bytes("share"));
    in.end();
    Arrays.fill(body, (byte) 0);
    return content;
  }

  /** Overwrites the secrets. */
  void forget() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(share, (byte) 0);
  }
}
