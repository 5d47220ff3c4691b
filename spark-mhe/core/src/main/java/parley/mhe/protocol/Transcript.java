package parley.mhe.protocol;

import java.util.HexFormat;

/**
 * The place and the content of a request; the id is the content. Every party computes it from what
 * it is about to answer, so two requests that differ in anything never share randomness. Immutable,
 * thread-safe.
 *
 * <p>id = SHA-256 over a length-prefixed list: version, session id, plan hash, protocol, step,
 * attempt, round, object, limbs and scales in and out, map, mask bits, smudging, hash of the public
 * input, querier's key, sorted parties. The place is the same for every request that would stand
 * where this one stands: a ledger holds one id a place.
 */
public final class Transcript {
  private static final String VERSION = "parley/1";

  private final String protocol;
  private final Place where;
  private final int limbsIn;
  private final int limbsOut;
  private final double scaleIn;
  private final byte[] inputHash;
  private final byte[] id;
  private final byte[] place;

  private Transcript(Builder from) {
    this.protocol = from.protocol;
    this.where = from.where;
    this.limbsIn = from.limbsIn;
    this.limbsOut = from.limbsOut;
    this.scaleIn = from.scaleIn;
    this.inputHash = from.inputHash;
    WireWriter placeList =
        new WireWriter().add(VERSION + "/place").add(from.session.id()).add(protocol);
    where.writeTo(placeList);
    this.place = placeList.sha256();
    WireWriter list =
        new WireWriter()
            .add(VERSION)
            .add(from.session.id())
            .add(from.session.planHash())
            .add(protocol);
    where.writeTo(list);
    list.add(from.limbsIn)
        .add(from.limbsOut)
        .add(from.scaleIn)
        .add(from.scaleOut)
        .add(from.map)
        .add(from.maskBits)
        .add(from.smudging)
        .add(inputHash)
        .add(from.session.querierFingerprint())
        .add(from.session.parties().size());
    from.session.parties().forEach(list::add);
    this.id = list.sha256();
  }

  /** Starts the transcript of a request. What is not set is 0 or empty. */
  public static Builder builder(Session session, String protocol, Place where) {
    return new Builder(session, protocol, where);
  }

  /** The 32-byte id of the content, a copy. */
  public byte[] id() {
    return id.clone();
  }

  /** The 32-byte name of the place alone, a copy. */
  public byte[] place() {
    return place.clone();
  }

  /** SHA-256 of the public input that the answer depends on; empty when there is none. A copy. */
  public byte[] inputHash() {
    return inputHash.clone();
  }

  /** Limbs of what goes in; 0 when nothing does. */
  public int limbsIn() {
    return limbsIn;
  }

  /** Limbs of what comes out. */
  public int limbsOut() {
    return limbsOut;
  }

  /** True scale of what goes in; 0 where it has none. */
  public double scaleIn() {
    return scaleIn;
  }

  /** The protocol's name. */
  public String protocol() {
    return protocol;
  }

  /** The place in words. */
  public Place where() {
    return where;
  }

  @Override
  public String toString() {
    return protocol + " at " + where + ", id " + HexFormat.of().formatHex(id, 0, 8);
  }

  /** Collects the content. Not thread-safe. */
  public static final class Builder {
    private final Session session;
    private final String protocol;
    private final Place where;
    private int limbsIn;
    private int limbsOut;
    private double scaleIn;
    private double scaleOut;
    private byte[] map = new byte[0];
    private int maskBits;
    private byte[] smudging = new byte[0];
    private byte[] inputHash = new byte[0];

    private Builder(Session session, String protocol, Place where) {
      this.session = session;
      this.protocol = protocol;
      this.where = where;
    }

    /** Limbs of what goes in and of what comes out. */
    public Builder limbs(int in, int out) {
      this.limbsIn = in;
      this.limbsOut = out;
      return this;
    }

    /** True scales of what goes in and of what comes out. */
    public Builder scales(double in, double out) {
      this.scaleIn = in;
      this.scaleOut = out;
      return this;
    }

    /**
     * What is done to the input, in a canonical form: automorphism, positions, outputs and their
     * factors.
     */
    public Builder map(byte[] canonical) {
      this.map = canonical.clone();
      return this;
    }

    /** Bits of the masks. */
    public Builder maskBits(int bits) {
      this.maskBits = bits;
      return this;
    }

    /** The smudging's parameters, in a canonical form. */
    public Builder smudging(byte[] canonical) {
      this.smudging = canonical.clone();
      return this;
    }

    /** SHA-256 of the public input that the answer depends on. */
    public Builder inputHash(byte[] hash) {
      this.inputHash = hash.clone();
      return this;
    }

    /** The finished transcript. */
    public Transcript build() {
      return new Transcript(this);
    }
  }
}
