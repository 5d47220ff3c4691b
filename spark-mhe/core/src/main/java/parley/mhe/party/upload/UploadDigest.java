package parley.mhe.party.upload;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Transcript;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a party has to know of an upload request: its place, what is asked for, the arguments, and
 * of each input limbs, scale and hash, and the hash of the session's keys that the answer is
 * computed with. From these it computes the request's id in its own session. The inputs themselves,
 * tens of megabytes of an encrypted model, do not enter a party's answer. Immutable, thread-safe.
 */
public final class UploadDigest {
  private static final String MAGIC = "parley/upload-digest/2";
  private static final int HASH = 32;

  private final Session session;
  private final byte[] keys;
  private final UploadRequest.Shape shape;
  private final byte[] args;
  private final List<Input> inputs;
  private final byte[] inputHash;
  private final Transcript transcript;

  /** An input, by SHA-256 of its wire form. */
  public record Input(int limbs, double scale, byte[] hash) {
    static Input of(Ciphertext input) {
      return new Input(input.limbs(), input.scale(), input.hash());
    }
  }

  UploadDigest(
      Session session,
      byte[] keys,
      Place where,
      UploadRequest.Shape shape,
      List<Input> inputs,
      byte[] args) {
    this.session = session;
    this.keys = keys;
    this.shape = shape;
    this.args = args;
    this.inputs = List.copyOf(inputs);
    WireWriter content =
        new WireWriter()
            .add("parley/upload-input/2")
            .add(keys)
            .add(shape.kind().name())
            .add(args)
            .add(inputs.size());
    inputs.forEach(input -> content.add(input.hash()));
    this.inputHash = content.sha256();
    int limbs = inputs.isEmpty() ? 0 : inputs.get(0).limbs();
    double scale = inputs.isEmpty() ? 0 : inputs.get(0).scale();
    this.transcript =
        Transcript.builder(session, UploadRequest.NAME, where)
            .limbs(limbs, shape.limbs())
            .scales(scale, shape.scale())
            .map(new WireWriter().add(shape.values()).add(shape.stride()).toBytes())
            .inputHash(inputHash)
            .build();
  }

  /** The session. */
  public Session session() {
    return session;
  }

  /** {@link KeysDigest#hash} of the keys that the answer is computed with, a copy. */
  public byte[] keys() {
    return keys.clone();
  }

  /** Place and content. */
  public Transcript transcript() {
    return transcript;
  }

  /** What every provider sends back. */
  public UploadRequest.Shape shape() {
    return shape;
  }

  public List<Input> inputs() {
    return inputs;
  }

  /** What the driver sent along, a copy. */
  public byte[] args() {
    return args.clone();
  }

  byte[] inputHash() {
    return inputHash.clone();
  }

  /** The wire form: place, shape and arguments, and less than 60 bytes an input. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(keys);
    UploadRequest.writeHead(out, transcript.where(), shape, args);
    out.add(inputs.size());
    inputs.forEach(input -> out.add(input.limbs()).add(input.scale()).add(input.hash()));
    return out.toBytes();
  }

  /**
   * Reads a digest in the reader's own session and computes the request's id from it.
   *
   * @throws parley.error.ParleyException when it is cut off or malformed
   */
  public static UploadDigest fromBytes(Session session, byte[] bytes) {
    WireReader in = new WireReader(bytes, "digest of an upload request");
    UploadRequest.requireMagic(in, MAGIC);
    byte[] keys = in.bytes("keys", HASH);
    UploadRequest.Head head = UploadRequest.readHead(in);
    List<Input> inputs = new ArrayList<>();
    for (int i = in.integer("inputs", 0, UploadRequest.MOST_INPUTS); i > 0; i--) {
      inputs.add(
          new Input(
              in.integer("limbs", 1, session.context().limbs()),
              in.number("scale"),
              in.bytes("hash", HASH)));
    }
    in.end();
    return new UploadDigest(session, keys, head.where(), head.shape(), inputs, head.args());
  }
}
