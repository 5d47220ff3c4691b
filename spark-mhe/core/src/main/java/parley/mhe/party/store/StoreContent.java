package parley.mhe.party.store;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import parley.mhe.party.ledger.LedgerRecords;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.secret.Aead;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
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
 * @param witnesses ids of answered requests that must be in the ledger, see {@link
 *     KeyStore#witness}
 */
public record StoreContent(
    PartyPlan plan,
    String provider,
    byte[] sessionId,
    byte[] session,
    byte[] key,
    byte[] share,
    List<byte[]> witnesses) {
  private static final int MOST_WITNESSES = 1 << 12;

  /** Takes a copy of the list. */
  public StoreContent {
    witnesses = List.copyOf(witnesses);
  }

  /** Encrypts it under a store key, and that under a passphrase. */
  KeyFile seal(StoreKey storeKey, PassphraseSource passphrase, long createdMillis) {
    int version = KeyFile.VERSION;
    byte[] context = KeyFile.context(version, provider, sessionId, createdMillis);
    byte[] sealed = seal(storeKey, version, context);
    byte[] wrapped = storeKey.wrap(context, passphrase);
    return new KeyFile(version, provider, sessionId, createdMillis, wrapped, sealed);
  }

  /** Encrypts it again, with one more witness, in the place of what a file holds. */
  KeyFile sealWith(byte[] witness, KeyFile file, StoreKey storeKey) {
    List<byte[]> more = new ArrayList<>(witnesses);
    more.add(witness.clone());
    StoreContent next = new StoreContent(plan, provider, sessionId, session, key, share, more);
    return file.resealed(next.seal(storeKey, file.version(), file.context()));
  }

  private byte[] seal(StoreKey storeKey, int version, byte[] context) {
    WireWriter out = new WireWriter().add(plan.toBytes()).add(session).add(key).add(share);
    if (version != KeyFile.WITHOUT_WITNESSES) {
      out.add(witnesses.size());
      witnesses.forEach(out::add);
    }
    byte[] body = out.toBytes();
    byte[] contentKey = storeKey.forContent();
    byte[] sealed = Aead.seal(contentKey, context, body);
    Arrays.fill(body, (byte) 0);
    Arrays.fill(contentKey, (byte) 0);
    return sealed;
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
            in.bytes("share"),
            file.version() == KeyFile.WITHOUT_WITNESSES ? List.of() : witnesses(in));
    in.end();
    Arrays.fill(body, (byte) 0);
    return content;
  }

  private static List<byte[]> witnesses(WireReader in) {
    List<byte[]> ids = new ArrayList<>();
    for (int i = in.integer("witnesses", 0, MOST_WITNESSES); i > 0; i--) {
      ids.add(in.bytes("witness", 32));
    }
    return ids;
  }

  /** Whether a request's answer has its witness. */
  boolean witnesses(byte[] requestId) {
    return witnesses.stream().anyMatch(id -> MessageDigest.isEqual(id, requestId));
  }

  /**
   * Refuses a ledger that lacks an answer that the key file witnesses.
   *
   * @param records the ledger's records
   */
  void requireWitnessed(List<byte[]> records, Function<String, KeyException> refuse) {
    for (byte[] witness : witnesses) {
      if (records.stream().noneMatch(record -> LedgerRecords.answers(record, witness))) {
        throw refuse.apply(
            "the ledger is older than the key, expected the answer that the key witnesses, got a"
                + " ledger without it");
      }
    }
  }

  /** Overwrites the secrets. */
  public void forget() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(share, (byte) 0);
  }
}
