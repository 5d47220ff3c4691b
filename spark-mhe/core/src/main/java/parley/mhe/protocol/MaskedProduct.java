package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.WideIntegers;

/**
 * The product of two encrypted matrices A and W without relinearisation and without a level, of a
 * matrix A that a {@link ConvertingRefresh} has masked. Immutable, thread-safe.
 *
 * <p>With y = A - sum M_i, over the integers: share of provider i is sum_k M_ik(X) W_k, both
 * polynomials of the public ciphertexts W_k times those of its own mask, and a fresh encryption of
 * zero under the collective key. Result: sum_k y_k(X) W_k and all shares, which is A W exactly,
 * with the noise of W times A and that of the zeros. See {@link ProductShape} for which
 * polynomials.
 *
 * <p>The masks are those of the masking request, derived again from its id and its private input;
 * they never leave, since with h0 they give the share of the key. Two products of one mask, or of
 * one ciphertext, show nothing of it: each has a zero of its own, whose randomness follows from
 * what it hides as well.
 *
 * <p>The request holds the public key and names all of the session's keys, so that nothing is
 * encrypted to another: a party compares them with those that it accepted.
 */
public final class MaskedProduct extends CollectiveProtocol {
  static final String NAME = "masked-product";

  private final MaskReference masked;
  private final ProductShape shape;
  private final double scaleOut;
  private final byte[] keys;

  /** Both polynomials of each factor, then those of the public key. */
  private final List<Polynomial> inputs;

  private MaskedProduct(
      Session session,
      Transcript transcript,
      MaskReference masked,
      ProductShape shape,
      List<Polynomial> inputs,
      double scaleOut,
      byte[] keys) {
    super(session, transcript);
    this.masked = masked;
    this.shape = shape;
    this.inputs = inputs;
    this.scaleOut = scaleOut;
    this.keys = keys;
  }

  /**
   * The request at a place.
   *
   * @param masked the request whose masks are multiplied
   * @param factors first and second polynomial of each factor, all of one number of limbs; borrowed
   * @param scale the factors' scale
   * @param scaleOut scale of the outputs: that of the way's numbers times the factors'
   * @param key first and second polynomial of the collective key; borrowed
   * @param keys what names all keys of the session, the public one too
   * @throws ProtocolException when something does not fit
   */
  public static MaskedProduct of(
      Session session,
      Place where,
      MaskReference masked,
      ProductShape shape,
      List<Polynomial> factors,
      double scale,
      double scaleOut,
      List<Polynomial> key,
      byte[] keys) {
    List<Polynomial> inputs = new ArrayList<>(factors);
    inputs.addAll(key);
    return of(session, where, masked, shape, inputs, scale, scaleOut, keys);
  }

  private static MaskedProduct of(
      Session session,
      Place where,
      MaskReference masked,
      ProductShape shape,
      List<Polynomial> inputs,
      double scale,
      double scaleOut,
      byte[] keys) {
    require(session, masked, shape, inputs);
    if (!(scale > 0 && scaleOut > 0) || Double.isInfinite(scale * scaleOut)) {
      throw refuse("a scale", "positive numbers", scale + " and " + scaleOut);
    }
    int limbs = inputs.get(0).limbs();
    WireWriter map = new WireWriter();
    masked.writeTo(map);
    shape.writeTo(map);
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(limbs, limbs)
            .scales(scale, scaleOut)
            .map(map.add(keys).toBytes())
            .maskBits(masked.maskBits())
            .inputHash(hash(inputs))
            .build();
    return new MaskedProduct(
        session, transcript, masked, shape, List.copyOf(inputs), scaleOut, keys.clone());
  }

  private static void require(
      Session session, MaskReference masked, ProductShape shape, List<Polynomial> inputs) {
    int dimension = session.context().parameters().ringDimension();
    for (int ring : new int[] {shape.way().ringDimension(), masked.map().ringDimension()}) {
      if (ring != dimension) {
        throw refuse("the ring", dimension, ring);
      }
    }
    if (shape.way().inputs() != masked.map().inputs()) {
      throw refuse("the number of masked inputs", masked.map().inputs(), shape.way().inputs());
    }
    int polynomials = 2 * shape.factors();
    if (inputs.size() != polynomials + 2) {
      throw refuse("the number of polynomials", polynomials + 2, inputs.size());
    }
    for (int i = 0; i < inputs.size(); i++) {
      int limbs = i < polynomials ? inputs.get(0).limbs() : session.context().limbs();
      if (inputs.get(i).extended() || inputs.get(i).limbs() != limbs) {
        throw refuse("polynomial " + i, limbs + " limbs of Q", inputs.get(i));
      }
    }
  }

  private static ProtocolException refuse(String what, Object expected, Object got) {
    return new ProtocolException(
        "cannot ask for a masked product: "
            + what
            + " does not fit, expected "
            + expected
            + ", got "
            + got);
  }

  static MaskedProduct readBody(Session session, Place where, WireReader in) {
    MaskReference masked = MaskReference.readFrom(in);
    ProductShape shape = ProductShape.readFrom(in);
    List<Polynomial> inputs = readPolynomials(session, in);
    double scale = in.number("scale of the factors");
    double scaleOut = in.number("scale of the outputs");
    byte[] keys = in.bytes("names of the keys");
    return of(session, where, masked, shape, inputs, scale, scaleOut, keys);
  }

  @Override
  void writeBody(WireWriter out) {
    masked.writeTo(out);
    shape.writeTo(out);
    writePolynomials(out, inputs);
    out.add(transcript().scaleIn()).add(scaleOut).add(keys);
  }

  /** The request whose masks are multiplied. */
  public MaskReference masked() {
    return masked;
  }

  /** Which product it is. */
  public ProductShape matrices() {
    return shape;
  }

  /** The outputs' scale. */
  public double scaleOut() {
    return scaleOut;
  }

  /** What names all keys of the session, a copy. */
  public byte[] keys() {
    return keys.clone();
  }

  /** {@link PublicKey#polynomialHashes} of the key in the request. */
  public List<byte[]> publicKeyHashes() {
    return inputs.subList(inputs.size() - 2, inputs.size()).stream().map(Polynomial::hash).toList();
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    throw new ProtocolException(
        "cannot generate a share of "
            + NAME
            + " for "
            + secrets.party()
            + ": the masks are missing, expected the hash that they follow from, got none");
  }

  /**
   * One provider's share.
   *
   * @param privateHash {@link PrivateInput#hash} of what the masking answer had as private input;
   *     empty where it had none
   */
  public Share genShare(PartySecrets secrets, byte[] privateHash) {
    session().requireParty(secrets.party(), "generate a share");
    ShareSeeds masking =
        privateHash.length == 0
            ? ShareSeeds.of(secrets, masked.requestId())
            : ShareSeeds.of(secrets, masked.requestId(), privateHash);
    ShareSeeds own = ShareSeeds.of(secrets, transcript().id());
    return genShare(secrets, () -> payload(masking, own));
  }

  private Payload payload(ShareSeeds masking, ShareSeeds own) {
    KeptCoefficients kept = new KeptCoefficients(context(), 1, masked.map());
    WideIntegers[] masks = new WideIntegers[masked.map().inputs()];
    for (int j = 0; j < masks.length; j++) {
      masks[j] = ConvertingRefresh.masks(kept, masking, j, masked.maskBits());
    }
    try {
      WideIntegers[] moved = shape.way().apply(masks, masked.maskBits(), partyCount());
      List<Polynomial> products = products(moved);
      for (WideIntegers block : moved) {
        block.wipe();
      }
      WireWriter hidden = new WireWriter();
      products.forEach(product -> hidden.add(product.hash()));
      ShareSeeds hiding = own.hiding(hidden.sha256());
      List<Polynomial> polynomials = new ArrayList<>();
      try (PublicKey key = publicKey()) {
        for (int o = 0; o < shape.outputs(); o++) {
          Ciphertext zero =
              key.encryptZero(transcript().limbsIn(), scaleOut, hiding.seed("zero", o));
          polynomials.add(products.get(2 * o).add(zero.c0()));
          polynomials.add(products.get(2 * o + 1).add(zero.c1()));
        }
      }
      return new Payload(polynomials, List.of());
    } finally {
      for (WideIntegers mask : masks) {
        mask.wipe();
      }
    }
  }

  private PublicKey publicKey() {
    Polynomial b = inputs.get(inputs.size() - 2);
    return new PublicKey(b, inputs.get(inputs.size() - 1));
  }

  /** Both polynomials of each output, of A's places; in the scope that is open. */
  private List<Polynomial> products(WideIntegers[] moved) {
    return IntStream.range(0, shape.outputs())
        .boxed()
        .flatMap(output -> Stream.of(product(moved, output)))
        .toList();
  }

  /** Both polynomials of an output. */
  private Polynomial[] product(WideIntegers[] moved, int output) {
    Polynomial[] sums = new Polynomial[2];
    int terms = shape.transposed() ? moved.length : shape.neurons();
    for (int factor = 0; factor < terms; factor++) {
      WideIntegers block = moved[shape.transposed() ? factor : output];
      try (Polynomial column = column(block, shape.transposed() ? output : factor)) {
        add(sums, 0, column, inputs.get(2 * factor));
        add(sums, 1, column, inputs.get(2 * factor + 1));
      }
    }
    return sums;
  }

  private static void add(Polynomial[] sums, int index, Polynomial column, Polynomial factor) {
    Polynomial before = sums[index];
    if (before == null) {
      sums[index] = column.multiply(factor);
    } else {
      sums[index] = column.multiplyAdd(factor, before);
      before.close();
    }
  }

  /** sum_r a_r X^r over the rows of a neuron, or X^-r; the caller closes it. */
  private Polynomial column(WideIntegers block, int neuron) {
    int stride = shape.stride();
    Polynomial column =
        block.first(neuron * stride, stride).toPolynomial(context(), transcript().limbsIn());
    if (!shape.transposed()) {
      return column;
    }
    try (column) {
      return column.automorphism(2 * context().parameters().ringDimension() - 1);
    }
  }

  /**
   * The products; the caller owns them.
   *
   * @param integers the masked integers that the masking request gave
   * @param sum the sum of all providers' shares
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public List<Ciphertext> finalise(List<WideIntegers> integers, Share sum) {
    requireComplete(sum);
    if (integers.size() != shape.way().inputs()) {
      throw new ProtocolException(
          "cannot finalise "
              + NAME
              + ": wrong number of masked inputs, expected "
              + shape.way().inputs()
              + ", got "
              + integers.size());
    }
    WideIntegers[] moved =
        shape
            .way()
            .applyInParallel(
                integers.toArray(new WideIntegers[0]), masked.maskBits(), partyCount());
    List<Ciphertext> outputs =
        IntStream.range(0, shape.outputs())
            .parallel()
            .mapToObj(output -> finalised(moved, output, sum))
            .toList();
    try {
      // Again by this thread, whose scope has what it makes.
      return outputs.stream().map(Ciphertext::share).toList();
    } finally {
      outputs.forEach(Ciphertext::close);
    }
  }

  /** An output, which no scope closes; by any thread. */
  private Ciphertext finalised(WideIntegers[] moved, int output, Share sum) {
    try (Scope scope = Scope.open()) {
      Polynomial[] own = product(moved, output);
      Polynomial first = own[0].add(sum.polynomials().get(2 * output));
      Polynomial second = own[1].add(sum.polynomials().get(2 * output + 1));
      return Scope.detach(Ciphertext.of(first, second, scaleOut));
    }
  }

  @Override
  String shape() {
    String polynomial = Share.polynomialShape(transcript().limbsIn(), false);
    return String.join("+", Collections.nCopies(2 * shape.outputs(), polynomial));
  }

  @Override
  List<Polynomial> inputs() {
    return inputs;
  }
}
