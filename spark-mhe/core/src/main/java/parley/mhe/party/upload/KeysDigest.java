package parley.mhe.party.upload;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.CommonString;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.RotationKeyGen;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a party has to know of its session's public keys: a hash of every polynomial in them. From
 * these it tells whether they are the plan's, whether what must be a common string is one, and
 * whether they are the keys that it accepted before. The keys themselves, tens of megabytes, stay
 * with whoever encrypts. Thread-safe.
 */
public final class KeysDigest {
  private static final String MAGIC = "parley/keys-digest/1";
  private static final int HASH = 32;

  /** Where other keys have their Galois element, which is 3 or more. */
  private static final int PUBLIC = 0;

  private static final int RELINEARISATION = 1;

  /** For each key the hashes of its b_j, then of its a_j. */
  private final TreeMap<Integer, List<byte[]>> keys;

  private final byte[] hash;

  /** The session that the common strings were found right in; a check costs their expansion. */
  private byte @Nullable [] checked;

  private KeysDigest(TreeMap<Integer, List<byte[]>> keys) {
    this.keys = keys;
    this.hash = WireWriter.sha256Digest().digest(toBytes());
  }

  /** Of keys that are at hand. */
  public static KeysDigest of(
      PublicKey publicKey,
      @Nullable SwitchingKey relinearisationKey,
      Map<Integer, SwitchingKey> rotationKeys) {
    TreeMap<Integer, List<byte[]>> all = new TreeMap<>();
    all.put(PUBLIC, publicKey.polynomialHashes());
    if (relinearisationKey != null) {
      all.put(RELINEARISATION, relinearisationKey.polynomialHashes());
    }
    rotationKeys.forEach((element, key) -> all.put(element, key.polynomialHashes()));
    return new KeysDigest(all);
  }

  /** SHA-256 of {@link #toBytes}, a copy: one number for all keys. */
  public byte[] hash() {
    return hash.clone();
  }

  /** {@link PublicKey#polynomialHashes} of the public key. */
  public List<byte[]> publicKey() {
    return keys.getOrDefault(PUBLIC, List.of());
  }

  /**
   * Refuses keys that are not those of the plan, or whose common strings are not the session's. The
   * sums in them, b and both parts of the relinearisation key, no party can make by itself.
   *
   * @throws RefusedException when they are not
   */
  public synchronized void require(Session session, PartyPlan plan) {
    if (checked != null && MessageDigest.isEqual(checked, session.id())) {
      return;
    }
    TreeSet<Integer> planned = new TreeSet<>(plan.automorphisms());
    planned.add(PUBLIC);
    if (plan.has(PartyPlan.RELINEARISATION)) {
      planned.add(RELINEARISATION);
    }
    if (!keys.keySet().equals(planned)) {
      throw refuse("they are not the plan's", planned.toString(), keys.keySet().toString());
    }
    keys.forEach((element, hashes) -> requireCommon(session, plan, element, hashes));
    checked = session.id();
  }

  private static void requireCommon(
      Session session, PartyPlan plan, int element, List<byte[]> hashes) {
    CkksContext context = session.context();
    int pairs = element == PUBLIC ? 1 : context.digits();
    if (hashes.size() != 2 * pairs) {
      throw refuse("a key has another size", 2 * pairs + " polynomials", "" + hashes.size());
    }
    byte[] request;
    if (element == PUBLIC) {
      Place where = Place.of(PartyPlan.PUBLIC_KEY);
      request = CollectivePublicKeyGen.of(session, where).transcript().id();
    } else if (element == RELINEARISATION) {
      return;
    } else {
      Place where = Place.of(PartyPlan.ROTATION).withObject(plan.automorphisms().indexOf(element));
      request = RotationKeyGen.ofGaloisElement(session, where, element).transcript().id();
    }
    boolean extended = element != PUBLIC;
    for (int digit = 0; digit < pairs; digit++) {
      try (Polynomial common =
          CommonString.expand(context, request, 0, digit, context.limbs(), extended)) {
        if (!MessageDigest.isEqual(common.hash(), hashes.get(pairs + digit))) {
          throw refuse(
              "a part of the key " + name(element) + " is not the session's common string",
              "what every party expands by itself",
              "other bytes");
        }
      }
    }
  }

  private static String name(int element) {
    return element == PUBLIC ? "that all encrypt to" : "of the automorphism " + element;
  }

  private static RefusedException refuse(String what, String expected, String got) {
    return new RefusedException(
        "cannot accept the session's keys: " + what + ", expected " + expected + ", got " + got);
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(keys.size());
    keys.forEach(
        (element, hashes) -> {
          out.add(element).add(hashes.size());
          hashes.forEach(out::add);
        });
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or malformed
   */
  public static KeysDigest fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "hashes of the session's keys");
    UploadRequest.requireMagic(in, MAGIC);
    TreeMap<Integer, List<byte[]>> keys = new TreeMap<>();
    for (int i = in.integer("keys", 1, 1 << 16); i > 0; i--) {
      int element = in.integer("Galois element");
      List<byte[]> hashes = new ArrayList<>();
      for (int j = in.integer("polynomials", 1, 1 << 10); j > 0; j--) {
        hashes.add(in.bytes("hash", HASH));
      }
      if (keys.put(element, hashes) != null) {
        throw in.refuse("a key is in it twice, expected each once, got " + element + " again");
      }
    }
    in.end();
    return new KeysDigest(keys);
  }
}
