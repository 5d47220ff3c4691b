package parley.mhe.masking;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * The providers whose keys came, and who masks with whom. Immutable, thread-safe.
 *
 * <p>Its hash holds the session, the place and all keys, and everything that is derived for the
 * cohort holds its hash.
 */
public final class MaskCohort {
  private static final int TAG_BITS = 128;

  private final MaskSession session;
  private final Place keysAt;
  private final TreeMap<String, Advertisement> keys = new TreeMap<>();
  private final List<String> names;
  private final byte[] hash;
  private final NeighbourGraph graph;

  private MaskCohort(MaskSession session, Place keysAt, Collection<Advertisement> advertised) {
    this.session = session;
    this.keysAt = keysAt;
    for (Advertisement one : advertised) {
      if (!session.plan().providers().contains(one.provider())) {
        throw refuse(one.provider() + " is not in the plan", "its providers", "another");
      }
      if (keys.put(one.provider(), one) != null) {
        throw refuse("the keys of " + one.provider() + " came twice", "each once", "two");
      }
      int bytes = MaskKeys.publicKeyBytes(session.plan().exchange());
      if (one.maskKey().length != bytes || one.channelKey().length != (sharing() ? bytes : 0)) {
        throw refuse(
            "the keys of " + one.provider() + " are too long or too short",
            bytes + " bytes",
            one.maskKey().length + " and " + one.channelKey().length);
      }
    }
    if (keys.size() < session.plan().minProviders()) {
      throw refuse(
          "too few providers sent keys",
          "at least " + session.plan().minProviders(),
          String.valueOf(keys.size()));
    }
    this.names = List.copyOf(keys.keySet());
    WireWriter list = new WireWriter().add("parley/mask-cohort/1").add(session.id());
    keysAt.writeTo(list);
    keys.values().forEach(one -> one.writeTo(list));
    this.hash = list.sha256();
    this.graph = NeighbourGraph.of(hash, names.size(), session.plan().degree());
  }

  /**
   * The cohort of these keys.
   *
   * @param keysAt the plan's {@link MaskingPlan#keysOf}
   * @throws ProtocolException when they are too few, come twice or are no keys
   */
  public static MaskCohort of(
      MaskSession session, Place keysAt, Collection<Advertisement> advertised) {
    return new MaskCohort(session, keysAt, advertised);
  }

  /** Phase 0: a provider's public keys. */
  public static Advertisement advertise(MaskSession session, Place keysAt, MaskSecrets secrets) {
    KeyExchange exchange = session.plan().exchange();
    byte[] channel =
        session.plan().dropouts() == 0
            ? new byte[0]
            : MaskKeys.of(secrets.channelSeed(session, keysAt), exchange).publicKey();
    return new Advertisement(
        secrets.provider(),
        channel,
        MaskKeys.of(secrets.maskSeed(session, keysAt), exchange).publicKey());
  }

  /** The session. */
  public MaskSession session() {
    return session;
  }

  /** The providers, sorted. */
  public List<String> names() {
    return names;
  }

  Place keysAt() {
    return keysAt;
  }

  /** SHA-256 of session, place and keys, a copy. */
  public byte[] hash() {
    return hash.clone();
  }

  /** Whether secrets are shared, so that drop-outs are survived. */
  boolean sharing() {
    return session.plan().dropouts() > 0;
  }

  /** Those that a provider masks with. */
  public SortedSet<String> neighbours(String provider) {
    TreeSet<String> out = new TreeSet<>();
    graph.of(point(provider) - 1).forEach(index -> out.add(names.get(index)));
    return out;
  }

  /** Where a provider's shares are, from 1. */
  int point(String provider) {
    int index = Collections.binarySearch(names, provider);
    if (index < 0) {
      throw refuse(provider + " is not in the cohort", names.toString(), "another");
    }
    return index + 1;
  }

  Advertisement keys(String provider) {
    point(provider);
    return Objects.requireNonNull(keys.get(provider));
  }

  MaskKeys channelKeys(MaskSecrets secrets) {
    return maskKeys(secrets.channelSeed(session, keysAt));
  }

  MaskKeys maskKeys(Seed maskSeed) {
    return MaskKeys.of(maskSeed, session.plan().exchange());
  }

  /** Of the secret between two providers, the one that the first of them makes. */
  MaskKeys.Sent maskSecret(MaskKeys first, String from, String to) {
    return first.send(keys(to).maskKey(), context("mask", from, to));
  }

  private byte[] context(String use, String from, String to) {
    return new WireWriter().add(use).add(hash).add(from).add(to).toBytes();
  }

  /** Shares of a provider's two secrets. */
  record Shares(byte[] self, byte[] mask) {}

  /** A provider's shares of its own secrets at every point that it sends to, and at its own. */
  SortedMap<Integer, Shares> shares(MaskSecrets secrets) {
    TreeSet<Integer> points = new TreeSet<>();
    neighbours(secrets.provider()).forEach(neighbour -> points.add(point(neighbour)));
    points.add(point(secrets.provider()));
    int threshold = session.plan().threshold();
    SortedMap<Integer, byte[]> self =
        ShamirShares.split(
            secrets.selfSeed(session, hash),
            secrets.sharing(session, hash, "self"),
            threshold,
            points);
    SortedMap<Integer, byte[]> mask =
        ShamirShares.split(
            secrets.maskSeed(session, keysAt),
            secrets.sharing(session, hash, "mask"),
            threshold,
            points);
    TreeMap<Integer, Shares> out = new TreeMap<>();
    points.forEach(point -> out.put(point, new Shares(share(self, point), share(mask, point))));
    return out;
  }

  private static byte[] share(SortedMap<Integer, byte[]> shares, int point) {
    return Objects.requireNonNull(shares.get(point));
  }

  /** Phase 1: what a provider sends to each that it masks with. */
  public List<ShareBundle> share(MaskSecrets secrets) {
    String from = secrets.provider();
    MaskKeys masks = maskKeys(secrets.maskSeed(session, keysAt));
    MaskKeys channel = sharing() ? maskKeys(secrets.channelSeed(session, keysAt)) : null;
    SortedMap<Integer, Shares> shares = sharing() ? shares(secrets) : new TreeMap<>();
    List<ShareBundle> out = new ArrayList<>();
    for (String to : neighbours(from)) {
      byte[] maskCiphertext =
          from.compareTo(to) < 0 ? maskSecret(masks, from, to).ciphertext() : new byte[0];
      if (channel == null) {
        out.add(new ShareBundle(from, to, maskCiphertext, new byte[0], new byte[0]));
        continue;
      }
      MaskKeys.Sent sent = channel.send(keys(to).channelKey(), context("channel", from, to));
      Shares both = Objects.requireNonNull(shares.get(point(to)));
      byte[] message = Arrays.copyOf(both.self(), 2 * Seed.BYTES);
      System.arraycopy(both.mask(), 0, message, Seed.BYTES, Seed.BYTES);
      byte[] key = channelKey("channel", sent.secret(), sent.ciphertext(), from, to);
      byte[] sealed = Objects.requireNonNull(gcm(Cipher.ENCRYPT_MODE, key, from, to, message));
      out.add(new ShareBundle(from, to, maskCiphertext, sent.ciphertext(), sealed));
    }
    return out;
  }

  /**
   * What another provider's bundle holds for the one with these keys.
   *
   * @return null when it does not open: it was sealed for other keys, or altered
   */
  @Nullable Shares open(MaskKeys channel, ShareBundle bundle) {
    byte[] secret = channel.receive(keys(bundle.from()).channelKey(), bundle.channelCiphertext());
    byte[] key =
        channelKey("channel", secret, bundle.channelCiphertext(), bundle.from(), bundle.to());
    byte[] message = gcm(Cipher.DECRYPT_MODE, key, bundle.from(), bundle.to(), bundle.sealed());
    return message == null || message.length != 2 * Seed.BYTES
        ? null
        : new Shares(
            Arrays.copyOf(message, Seed.BYTES),
            Arrays.copyOfRange(message, Seed.BYTES, 2 * Seed.BYTES));
  }

  /** A key that only the two have, for codes from one to the other. */
  byte[] vouchKey(MaskKeys channel, String owner, String from, String to, ShareBundle bundle) {
    if (owner.equals(from)) {
      MaskKeys.Sent sent = channel.send(keys(to).channelKey(), context("channel", from, to));
      return channelKey("vouch", sent.secret(), sent.ciphertext(), from, to);
    }
    byte[] secret = channel.receive(keys(from).channelKey(), bundle.channelCiphertext());
    return channelKey("vouch", secret, bundle.channelCiphertext(), from, to);
  }

  private byte[] channelKey(String use, byte[] secret, byte[] ciphertext, String from, String to) {
    byte[] info =
        new WireWriter()
            .add("parley/mask/1")
            .add(use)
            .add(hash)
            .add(from)
            .add(to)
            .add(ciphertext)
            .toBytes();
    return Hkdf.key(secret, session.id(), info);
  }

  /** A key seals one message, so its nonce is 0 and the same request gets the same bytes. */
  private byte @Nullable [] gcm(int mode, byte[] key, String from, String to, byte[] message) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[12]));
      cipher.updateAAD(context("shares", from, to));
      return cipher.doFinal(message);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal shares: the JDK lacks AES-256-GCM", e);
    }
  }

  /** A key of what two providers, or one, mask with; the same for whoever derives it. */
  byte[] maskKey(Seed secret, byte[] info) {
    return Hkdf.key(secret.export(SecretAccess.forKeyStore()), session.id(), info);
  }

  private static ProtocolException refuse(String what, String expected, String got) {
    return new ProtocolException(
        "cannot mask: " + what + ", expected " + expected + ", got " + got);
  }
}
