package parley.mhe.party.upload;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.SumUpload;
import parley.mhe.protocol.Transcript;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Asks every provider for values computed on its rows and the encrypted inputs. Its id depends on
 * the whole of the inputs, on the arguments and on the session's keys. Immutable and thread-safe;
 * it borrows the inputs it was built from and owns those it read from bytes.
 */
public final class UploadRequest implements AutoCloseable {
  /** Name of the protocol in transcripts. */
  public static final String NAME = "upload";

  private static final String MAGIC = "parley/upload-request/1";

  static final int MOST_INPUTS = 1 << 16;

  /**
   * What every provider sends back.
   *
   * @param kind {@link ProtocolKind#UPLOAD}, {@link ProtocolKind#SUM_UPLOAD} or {@link
   *     ProtocolKind#SUMS}
   * @param values ciphertexts, or for sums integers; 0 when any number will do
   * @param limbs their limbs
   * @param scale their true scale
   * @param stride coefficients that the sum refresh keeps; 0 unless it is for one
   */
  public record Shape(ProtocolKind kind, int values, int limbs, double scale, int stride) {}

  private final UploadDigest digest;
  private final List<Ciphertext> inputs;
  private final byte[] args;
  private final boolean owner;

  private UploadRequest(
      Session session,
      KeysDigest keys,
      Place where,
      Shape shape,
      List<Ciphertext> inputs,
      byte[] args,
      boolean owner) {
    if (!shape.kind().uploads()) {
      throw new IllegalArgumentException(
          "cannot ask for an upload: expected a kind that uploads, got " + shape.kind());
    }
    this.inputs = List.copyOf(inputs);
    this.args = args.clone();
    this.owner = owner;
    this.digest =
        new UploadDigest(
            session,
            keys.hash(),
            where,
            shape,
            inputs.stream().map(UploadDigest.Input::of).toList(),
            this.args);
  }

  /**
   * A request; the inputs are borrowed.
   *
   * @param keys the session's, which the answers are computed with
   */
  public static UploadRequest of(
      Session session,
      KeysDigest keys,
      Place where,
      Shape shape,
      List<Ciphertext> inputs,
      byte[] args) {
    return new UploadRequest(session, keys, where, shape, inputs, args, false);
  }

  /** The session. */
  public Session session() {
    return digest.session();
  }

  /** What every provider sends back. */
  public Shape shape() {
    return digest.shape();
  }

  /** The part of it that {@link ProtocolKind#SUM_UPLOAD} follows. */
  public SumUpload sumUpload() {
    Shape shape = shape();
    return SumUpload.of(
        session(),
        transcript().where(),
        digest.inputHash(),
        shape.values(),
        shape.limbs(),
        shape.scale(),
        shape.stride());
  }

  /** {@link KeysDigest#hash} of the keys that it was made with, a copy. */
  public byte[] keys() {
    return digest.keys();
  }

  /** What a party has to know of it. */
  public UploadDigest digest() {
    return digest;
  }

  /** Place and content. */
  public Transcript transcript() {
    return digest.transcript();
  }

  /** The encrypted inputs; they stay this object's. */
  public List<Ciphertext> inputs() {
    return inputs;
  }

  /** What the driver sent along, a copy. */
  public byte[] args() {
    return args.clone();
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC);
    writeHead(out, transcript().where(), shape(), args);
    out.add(inputs.size());
    inputs.forEach(input -> out.add(input.toBytes()));
    return out.toBytes();
  }

  /**
   * Reads a request in the reader's own session and computes its id from its content.
   *
   * @param keys the reader's own, since they do not travel with each request: with others than the
   *     driver's the id is another
   * @throws parley.error.ParleyException when it is cut off or malformed
   */
  public static UploadRequest fromBytes(Session session, KeysDigest keys, byte[] bytes) {
    WireReader in = new WireReader(bytes, "upload request");
    requireMagic(in, MAGIC);
    Head head = readHead(in);
    List<Ciphertext> inputs = new ArrayList<>();
    try {
      for (int i = in.integer("inputs", 0, MOST_INPUTS); i > 0; i--) {
        inputs.add(Ciphertext.fromBytes(session.context(), in.bytes("input")));
      }
      in.end();
      return new UploadRequest(
          session, keys, head.where(), head.shape(), inputs, head.args(), true);
    } catch (RuntimeException e) {
      inputs.forEach(Ciphertext::close);
      throw e;
    }
  }

  /** All but the inputs. */
  record Head(Place where, Shape shape, byte[] args) {}

  static void requireMagic(WireReader in, String expected) {
    if (!in.text("magic").equals(expected)) {
      throw in.refuse("it is something else, expected " + expected + ", got other bytes");
    }
  }

  static void writeHead(WireWriter out, Place where, Shape shape, byte[] args) {
    where.writeTo(out);
    out.add(shape.kind().name())
        .add(shape.values())
        .add(shape.limbs())
        .add(shape.scale())
        .add(shape.stride())
        .add(args);
  }

  static Head readHead(WireReader in) {
    return new Head(Place.readFrom(in), readShape(in), in.bytes("arguments"));
  }

  private static Shape readShape(WireReader in) {
    String kind = in.text("kind");
    for (ProtocolKind known : ProtocolKind.values()) {
      if (known.uploads() && known.name().equals(kind)) {
        return new Shape(
            known,
            in.integer("values"),
            in.integer("limbs"),
            in.number("scale"),
            in.integer("stride"));
      }
    }
    throw in.refuse("no kind of upload, expected one of this version, got " + kind);
  }

  @Override
  public void close() {
    if (owner) {
      inputs.forEach(Ciphertext::close);
    }
  }
}
