package parley.mhe.protocol;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/**
 * One request of one protocol: {@code genShare} at every provider, {@code aggregateShares} on the
 * way, {@code finalise} at the driver. Driver and providers build it alike, from their own session;
 * what travels is {@link #toBytes}.
 *
 * <p>A share is a pure function of the request and the provider's secrets: asked again, a provider
 * gives identical bytes. A request is immutable and thread-safe. It borrows the polynomials it was
 * built from; one read from bytes owns its own. It keeps the common strings that it has expanded,
 * so that parties in one process share them: {@link #close} it.
 */
public abstract sealed class CollectiveProtocol implements AutoCloseable
    permits CollectivePublicKeyGen,
        RelinearisationRoundOne,
        RelinearisationRoundTwo,
        RotationKeyGen,
        SumRefresh,
        ConvertingRefresh,
        MaskedProduct,
        Refresh,
        CollectiveDecryption,
        CollectiveKeySwitch {
  private static final String MAGIC = "PRLR/2";

  private final Session session;
  private final Transcript transcript;
  private final Map<CommonKey, Polynomial> commonStrings = new ConcurrentHashMap<>();
  private volatile List<Polynomial> owned = List.of();
  private volatile boolean closed;

  CollectiveProtocol(Session session, Transcript transcript) {
    this.session = session;
    this.transcript = transcript;
  }

  private record CommonKey(int index, int digit, int limbs, boolean extended) {}

  /** A common string of this request, see {@link CommonString#expand}; it stays the request's. */
  final Polynomial common(int index, int digit, int limbs, boolean extended) {
    if (closed) {
      throw new IllegalStateException(
          "cannot use " + transcript + ": it is closed, expected an open request");
    }
    return commonStrings.computeIfAbsent(
        new CommonKey(index, digit, limbs, extended),
        key ->
            Scope.detach(
                CommonString.expand(context(), transcript.id(), index, digit, limbs, extended)));
  }

  /** What a share carries. Its polynomials are made inside the caller's scope. */
  record Payload(List<Polynomial> polynomials, List<ResidueVector> residues) {}

  /** Computes the share's payload; intermediate polynomials are the open scope's. */
  abstract Payload share(PartySecrets secrets, ShareSeeds seeds);

  /** The shape that every share of this request has, see {@link Share#shape}. */
  abstract String shape();

  /** Writes what the session and the place do not tell. */
  abstract void writeBody(WireWriter out);

  /** The polynomials that the request depends on. */
  abstract List<Polynomial> inputs();

  /**
   * The polynomials that the request depends on; of a refresh and of an opening each ciphertext's
   * c1, in order. They stay the request's.
   */
  public final List<Polynomial> publicInputs() {
    return inputs();
  }

  /**
   * SHA-256 of each ciphertext that the answer opens, {@value SessionId#BYTES} bytes each, one
   * after the other; empty where it opens nothing. A ciphertext has the same in any request.
   */
  public byte[] opened() {
    return new byte[0];
  }

  /** How many ciphertexts the answer opens. */
  public final int openings() {
    return opened().length / SessionId.BYTES;
  }

  /**
   * The second polynomials of ciphertexts that are opened together: of one shape, each once.
   * Borrowed.
   */
  record Opened(List<Polynomial> c1, List<byte[]> hashes) {
    /**
     * Checks them.
     *
     * @param verb what is done to them, for the error
     */
    static Opened of(String verb, List<Polynomial> c1) {
      if (c1.isEmpty()) {
        throw new ProtocolException(
            "cannot " + verb + ": there is no ciphertext, expected at least 1, got 0");
      }
      for (Polynomial one : c1) {
        if (one.extended()) {
          throw new ProtocolException(
              "cannot " + verb + ": wrong modulus, expected limbs of Q, got special ones as well");
        }
        if (one.limbs() != c1.get(0).limbs()) {
          throw new ProtocolException(
              "cannot "
                  + verb
                  + ": ciphertexts of different limbs, expected "
                  + c1.get(0).limbs()
                  + " in each, got "
                  + one.limbs());
        }
      }
      List<byte[]> hashes = c1.stream().map(one -> CollectiveProtocol.hash(List.of(one))).toList();
      if (hashes.stream().map(ByteBuffer::wrap).distinct().count() < c1.size()) {
        throw new ProtocolException(
            "cannot " + verb + ": a ciphertext is there twice, expected each once, got it again");
      }
      return new Opened(List.copyOf(c1), hashes);
    }

    int limbs() {
      return c1.get(0).limbs();
    }

    int size() {
      return c1.size();
    }

    /** Of one of them, alone or among others. */
    byte[] hash(int k) {
      return hashes.get(k);
    }

    byte[] allHashes() {
      ByteBuffer all = ByteBuffer.allocate(size() * SessionId.BYTES);
      hashes.forEach(all::put);
      return all.array();
    }

    /** Refuses other than a first polynomial for each. */
    void requireFirst(String protocol, List<Polynomial> c0) {
      if (c0.size() != size()) {
        throw new ProtocolException(
            "cannot finalise "
                + protocol
                + ": wrong number of first polynomials, expected "
                + size()
                + ", got "
                + c0.size());
      }
    }

    /** The shape of a share that has this for each of them. */
    String shape(String one) {
      return String.join("+", Collections.nCopies(size(), one));
    }
  }

  /** The session. */
  public final Session session() {
    return session;
  }

  /** Place and content of this request. */
  public final Transcript transcript() {
    return transcript;
  }

  final CkksContext context() {
    return session.context();
  }

  final int partyCount() {
    return session.parties().size();
  }

  /**
   * One provider's share.
   *
   * @throws ProtocolException when the provider is not in the session, or its key has other
   *     parameters
   */
  public final Share genShare(PartySecrets secrets) {
    return genShare(secrets, () -> share(secrets, ShareSeeds.of(secrets, transcript.id())));
  }

  /** One provider's share with this payload, which is made in a scope of its own. */
  final Share genShare(PartySecrets secrets, Supplier<Payload> made) {
    session.requireParty(secrets.party(), "generate a share");
    try (Scope scope = Scope.open()) {
      Payload payload = made.get();
      payload.polynomials().forEach(scope::keep);
      return new Share(
          context(),
          transcript.protocol(),
          transcript.id(),
          new TreeSet<>(List.of(secrets.party())),
          payload.polynomials(),
          payload.residues());
    }
  }

  /**
   * The sum of some shares of this request, a new one: all at once or by parts, in any order.
   *
   * @throws ProtocolException when one belongs to another request, or a provider is in it twice
   */
  public final Share aggregateShares(List<Share> shares) {
    return check().aggregate(shares);
  }

  /** Refuses a sum that does not hold every provider exactly once. */
  final void requireComplete(Share sum) {
    check().requireComplete(sum);
  }

  private ShareCheck check() {
    return new ShareCheck(session, transcript, shape());
  }

  /** The wire form; reading it back needs the same session, which does not travel. */
  public final byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(session.id()).add(transcript.protocol());
    transcript.where().writeTo(out);
    writeBody(out);
    return out.toBytes();
  }

  /**
   * Reads a request as a provider does: in the provider's own session, recomputing its id from its
   * content.
   *
   * @throws ProtocolException when it is cut off, malformed, or of another session
   */
  public static CollectiveProtocol fromBytes(Session session, byte[] bytes) {
    WireReader in = new WireReader(bytes, "request");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("it is something else, expected magic " + MAGIC + ", got other bytes");
    }
    byte[] id = in.bytes("session id", SessionId.BYTES);
    if (!MessageDigest.isEqual(id, session.id())) {
      throw in.refuse(
          "it is of another session, expected "
              + Share.hex(session.id())
              + ", got "
              + Share.hex(id));
    }
    String protocol = in.text("protocol");
    Place where = Place.readFrom(in);
    try (Scope scope = Scope.open()) {
      CollectiveProtocol request = read(session, protocol, where, in);
      in.end();
      request.inputs().forEach(scope::keep);
      request.owned = request.inputs();
      return request;
    }
  }

  private static CollectiveProtocol read(
      Session session, String protocol, Place where, WireReader in) {
    return switch (protocol) {
      case CollectivePublicKeyGen.NAME -> CollectivePublicKeyGen.of(session, where);
      case RelinearisationRoundOne.NAME -> RelinearisationRoundOne.of(session, where);
      case RelinearisationRoundTwo.NAME -> RelinearisationRoundTwo.readBody(session, where, in);
      case RotationKeyGen.NAME -> RotationKeyGen.readBody(session, where, in);
      case SumRefresh.NAME -> SumRefresh.readBody(session, where, in);
      case ConvertingRefresh.NAME -> ConvertingRefresh.readBody(session, where, in);
      case MaskedProduct.NAME -> MaskedProduct.readBody(session, where, in);
      case Refresh.NAME -> Refresh.readBody(session, where, in);
      case CollectiveDecryption.NAME -> CollectiveDecryption.readBody(session, where, in);
      case CollectiveKeySwitch.NAME -> CollectiveKeySwitch.readBody(session, where, in);
      default ->
          throw in.refuse("the protocol is unknown, expected one of this version, got " + protocol);
    };
  }

  /** SHA-256 of polynomials, in order. */
  static byte[] hash(List<Polynomial> polynomials) {
    WireWriter list = new WireWriter().add("parley/input/1").add(polynomials.size());
    for (Polynomial polynomial : polynomials) {
      list.add(WireWriter.sha256Digest().digest(polynomial.toBytes()));
    }
    return list.sha256();
  }

  static List<Polynomial> readPolynomials(Session session, WireReader in) {
    int count = in.integer("number of polynomials", 1, 1 << 16);
    Polynomial[] polynomials = new Polynomial[count];
    for (int i = 0; i < count; i++) {
      polynomials[i] = Polynomial.fromBytes(session.context(), in.bytes("polynomial"));
    }
    return List.of(polynomials);
  }

  static void writePolynomials(WireWriter out, List<Polynomial> polynomials) {
    out.add(polynomials.size());
    polynomials.forEach(polynomial -> out.add(polynomial.toBytes()));
  }

  /**
   * Frees its common strings and, when it was read from bytes, its polynomials; idempotent. Nothing
   * else.
   */
  @Override
  public final void close() {
    closed = true;
    owned.forEach(Polynomial::close);
    commonStrings.values().forEach(Polynomial::close);
  }
}
