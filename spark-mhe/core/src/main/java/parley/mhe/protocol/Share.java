package parley.mhe.protocol;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/**
 * One provider's answer to a request, or the sum of several providers' answers. It names the
 * request, the parameters and the set of providers in it, so that none is counted twice and none is
 * missed. Immutable and thread-safe; it owns its polynomials, and {@link #close} frees them.
 */
public final class Share implements AutoCloseable {
  private static final String MAGIC = "PRLS/1";

  private final CkksContext context;
  private final String protocol;
  private final byte[] requestId;
  private final TreeSet<String> parties;
  private final List<Polynomial> polynomials;
  private final List<ResidueVector> residues;

  /** Takes over the polynomials. */
  Share(
      CkksContext context,
      String protocol,
      byte[] requestId,
      SortedSet<String> parties,
      List<Polynomial> polynomials,
      List<ResidueVector> residues) {
    this.context = context;
    this.protocol = protocol;
    this.requestId = requestId.clone();
    this.parties = new TreeSet<>(parties);
    this.polynomials = List.copyOf(polynomials);
    this.residues = List.copyOf(residues);
  }

  /**
   * The sum of two shares, a new one; the arguments stay as they are.
   *
   * @throws ProtocolException when they answer different requests, have other parameters or another
   *     shape, or have a provider in common
   */
  public static Share combine(Share a, Share b) {
    return combineAll(List.of(a, b));
  }

  /**
   * The sum of shares, a new one; the order does not matter.
   *
   * @throws ProtocolException as {@link #combine}, and when there is none
   */
  public static Share combineAll(List<Share> shares) {
    if (shares.isEmpty()) {
      throw new ProtocolException(
          "cannot aggregate shares: there is none, expected at least 1, got 0");
    }
    Share first = shares.get(0);
    TreeSet<String> parties = new TreeSet<>();
    for (Share share : shares) {
      first.requireSameKind(share);
      for (String party : share.parties) {
        if (!parties.add(party)) {
          throw new ProtocolException(
              "cannot aggregate shares: a party is counted twice, expected each party once, got "
                  + party
                  + " again");
        }
      }
    }
    try (Scope scope = Scope.open()) {
      List<Polynomial> polynomials = new ArrayList<>();
      for (int i = 0; i < first.polynomials.size(); i++) {
        polynomials.add(scope.keep(sum(shares, i)));
      }
      List<ResidueVector> residues = new ArrayList<>(first.residues);
      for (Share share : shares.subList(1, shares.size())) {
        for (int i = 0; i < residues.size(); i++) {
          residues.set(i, residues.get(i).add(first.context, share.residues.get(i)));
        }
      }
      return new Share(
          first.context, first.protocol, first.requestId, parties, polynomials, residues);
    }
  }

  private static Polynomial sum(List<Share> shares, int index) {
    CkksContext context = shares.get(0).context;
    Polynomial first = shares.get(0).polynomials.get(index);
    Polynomial sum =
        first.extended()
            ? Polynomial.zeroExtended(context)
            : Polynomial.zero(context, first.limbs());
    for (Share share : shares) {
      Polynomial next = sum.add(share.polynomials.get(index));
      sum.close();
      sum = next;
    }
    return sum;
  }

  private void requireSameKind(Share other) {
    if (!protocol.equals(other.protocol)) {
      throw mismatch("protocol", protocol, other.protocol);
    }
    if (!MessageDigest.isEqual(context.fingerprint(), other.context.fingerprint())) {
      throw mismatch("parameters", hex(context.fingerprint()), hex(other.context.fingerprint()));
    }
    if (!MessageDigest.isEqual(requestId, other.requestId)) {
      throw mismatch("request", hex(requestId), hex(other.requestId));
    }
    if (!shape().equals(other.shape())) {
      throw mismatch("shape", shape(), other.shape());
    }
  }

  private static ProtocolException mismatch(String what, String expected, String got) {
    return new ProtocolException(
        "cannot aggregate shares: different " + what + ", expected " + expected + ", got " + got);
  }

  /** The protocol's name. */
  public String protocol() {
    return protocol;
  }

  /** The id of the request that it answers, a copy. */
  public byte[] requestId() {
    return requestId.clone();
  }

  /** The providers in it, sorted. */
  public List<String> parties() {
    return List.copyOf(parties);
  }

  /** The parameters' fingerprint. */
  public byte[] fingerprint() {
    return context.fingerprint();
  }

  /** Its polynomials; they stay its own. */
  List<Polynomial> polynomials() {
    return polynomials;
  }

  /** Its vectors of residues. */
  List<ResidueVector> residues() {
    return residues;
  }

  /** Limbs of the polynomials, numbers and limbs of the residues, in words that compare. */
  String shape() {
    StringBuilder text = new StringBuilder();
    for (Polynomial polynomial : polynomials) {
      text.append(text.isEmpty() ? "" : "+")
          .append(polynomialShape(polynomial.limbs(), polynomial.extended()));
    }
    for (ResidueVector vector : residues) {
      text.append(text.isEmpty() ? "" : "+").append(residueShape(vector.size(), vector.limbs()));
    }
    return text.toString();
  }

  static String polynomialShape(int limbs, boolean extended) {
    return "P" + limbs + (extended ? "x" : "");
  }

  static String residueShape(int numbers, int limbs) {
    return "R" + numbers + "x" + limbs;
  }

  /** The wire form; every field of it is checked by {@link #fromBytes}. */
  public byte[] toBytes() {
    WireWriter out =
        new WireWriter()
            .add(MAGIC)
            .add(protocol)
            .add(requestId)
            .add(context.fingerprint())
            .add(parties.size());
    parties.forEach(out::add);
    out.add(polynomials.size());
    polynomials.forEach(polynomial -> out.add(polynomial.toBytes()));
    out.add(residues.size());
    residues.forEach(vector -> out.add(vector.limbs()).add(vector.toArray()));
    return out.toBytes();
  }

  /**
   * Reads a share.
   *
   * @throws ProtocolException when it is cut off, altered in its form, or of other parameters
   */
  public static Share fromBytes(CkksContext context, byte[] bytes) {
    WireReader in = new WireReader(bytes, "share");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("it is something else, expected magic " + MAGIC + ", got other bytes");
    }
    String protocol = in.text("protocol");
    byte[] requestId = in.bytes("request id", SessionId.BYTES);
    byte[] fingerprint = in.bytes("fingerprint", SessionId.BYTES);
    if (!Arrays.equals(fingerprint, context.fingerprint())) {
      throw in.refuse(
          "other parameters, expected " + hex(context.fingerprint()) + ", got " + hex(fingerprint));
    }
    TreeSet<String> parties = new TreeSet<>();
    for (int i = in.integer("number of parties", 1, 1 << 20); i > 0; i--) {
      String party = in.text("party");
      if (!parties.isEmpty() && party.compareTo(parties.last()) <= 0) {
        throw in.refuse(
            "parties are not in order, expected a name after " + parties.last() + ", got " + party);
      }
      parties.add(party);
    }
    try (Scope scope = Scope.open()) {
      List<Polynomial> polynomials = new ArrayList<>();
      for (int i = in.integer("number of polynomials", 0, 1 << 20); i > 0; i--) {
        polynomials.add(Polynomial.fromBytes(context, in.bytes("polynomial")));
      }
      List<ResidueVector> residues = new ArrayList<>();
      for (int i = in.integer("number of residue vectors", 0, 1 << 20); i > 0; i--) {
        int limbs = in.integer("limbs", 1, context.limbs());
        residues.add(ResidueVector.of(context, limbs, in.longs("residues")));
      }
      in.end();
      polynomials.forEach(scope::keep);
      return new Share(context, protocol, requestId, parties, polynomials, residues);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
  }

  @Override
  public void close() {
    polynomials.forEach(Polynomial::close);
  }

  @Override
  public String toString() {
    return "Share["
        + protocol
        + ", request "
        + hex(requestId)
        + ", parties "
        + parties
        + ", "
        + shape()
        + "]";
  }
}
