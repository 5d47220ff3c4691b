package parley.mhe.protocol;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.WideIntegers;
import parley.mhe.random.Samplers;

/**
 * The converting refresh: restores the modulus and moves the values between coefficients and slots,
 * in one round. Immutable, thread-safe.
 *
 * <p>Share of provider i for inputs (c0^j, c1^j) modulo Q_l and the outputs o of a public linear
 * map T: {@code h0_j = s_i c1^j - M_ij} modulo Q_l and {@code h1_o = -a_o s_i + T_o(M_i) + e_io} at
 * the outputs' limbs, the same integers M_ij in both, uniform masks by the {@link MaskRule} in
 * every coefficient that T reads; no other leaves. Result: y_j = centred lift of c0^j + sum h0_j,
 * then {@code (T_o(y) + sum h1_o, a_o)}. T acts on the integers exactly but for one rounding at its
 * end, so that an output holds T_o(m + noise of the input) with an error of at most (N + 1)/2 units
 * a coefficient, plus noise of deviation 3.2 sqrt(N). What T drops takes its noise along.
 *
 * <p>Security does not depend on T: M is uniform given h0, and each h1 is a ring-LWE sample with a
 * common string of its own.
 *
 * <p>A provider may add something of its own rows to the outputs, such as labels: see {@link
 * PrivateInput}. Then the id holds a commitment of every provider to its private data, and a
 * provider does not answer a request without its own.
 *
 * <p>After the collective bootstrapping of Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.4, with the transform of
 * the canonical embedding on the masks, in integer arithmetic.
 */
public final class ConvertingRefresh extends CollectiveProtocol {
  static final String NAME = "converting-refresh";

  private final List<Polynomial> inputs;
  private final double scaleIn;
  private final ConversionMap map;
  private final MaskRule maskRule;
  private final int limbsOut;
  private final double scaleOut;
  private final SortedMap<String, byte[]> commitments;
  private final KeptCoefficients kept;

  ConvertingRefresh(Session session, Transcript transcript, ConvertingRefreshBuilder from) {
    super(session, transcript);
    this.inputs = from.inputs();
    this.scaleIn = from.scaleIn();
    this.map = from.map();
    this.maskRule = from.maskRule();
    this.limbsOut = from.limbsOut();
    this.scaleOut = from.scaleOut();
    this.commitments = from.commitments();
    this.kept = new KeptCoefficients(session.context(), inputs.get(0).limbs(), map);
  }

  /** Starts a request at a place. */
  public static ConvertingRefreshBuilder builder(Session session, Place where) {
    return new ConvertingRefreshBuilder(session, where);
  }

  static ConvertingRefresh readBody(Session session, Place where, WireReader in) {
    return ConvertingRefreshBuilder.readFrom(session, where, in).build();
  }

  /** How wide its masks are. */
  public MaskRule maskRule() {
    return maskRule;
  }

  /** Which way the values go. */
  public ConversionMap map() {
    return map;
  }

  /** The inputs' scale. */
  public double scaleIn() {
    return scaleIn;
  }

  /** The outputs' limbs. */
  public int limbsOut() {
    return limbsOut;
  }

  /** The outputs' scale. */
  public double scaleOut() {
    return scaleOut;
  }

  /** Whether each provider adds something of its own, and has committed to what it follows from. */
  public boolean takesPrivateInput() {
    return !commitments.isEmpty();
  }

  SortedMap<String, byte[]> commitments() {
    return commitments;
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    if (takesPrivateInput()) {
      throw refuse(secrets.party(), "its private input is missing", "what it committed to", "none");
    }
    return payload(secrets, seeds, null);
  }

  /**
   * One provider's share, with something of its own in it.
   *
   * @throws ProtocolException when the request takes none, or the provider committed to other data
   */
  public Share genShare(PartySecrets secrets, PrivateInput input) {
    session().requireParty(secrets.party(), "generate a share");
    if (!takesPrivateInput()) {
      throw refuse(secrets.party(), "private input to a request that takes none", "none", "some");
    }
    if (!holdsCommitment(secrets, input)) {
      throw refuse(
          secrets.party(),
          "the request's commitment is not the one to its private data",
          "its own",
          "another");
    }
    input.requireShape(map.outputs(), context().parameters().ringDimension());
    ShareSeeds seeds = ShareSeeds.of(secrets, transcript().id(), input.hash());
    return genShare(secrets, () -> payload(secrets, seeds, input));
  }

  /** Whether it holds this provider's commitment to the data of its private input. */
  public boolean holdsCommitment(PartySecrets secrets, PrivateInput input) {
    byte[] held = commitments.get(secrets.party());
    return held != null
        && MessageDigest.isEqual(held, secrets.commitment(session(), input.dataHash()));
  }

  private Payload payload(PartySecrets secrets, ShareSeeds seeds, @Nullable PrivateInput input) {
    WideIntegers[] masks = new WideIntegers[inputs.size()];
    for (int j = 0; j < masks.length; j++) {
      masks[j] = masks(kept, seeds, j, maskRule.bits());
    }
    WideIntegers[] moved = map.apply(masks, maskRule.bits(), partyCount());
    try {
      List<Polynomial> polynomials = new ArrayList<>();
      List<ResidueVector> vectors = new ArrayList<>();
      try (Polynomial secret = secrets.share().polynomial(limbsIn())) {
        for (int j = 0; j < masks.length; j++) {
          kept.mask(j, inputs.get(j).multiply(secret), masks[j], polynomials, vectors);
        }
      }
      for (int o = 0; o < moved.length; o++) {
        Polynomial error = Samplers.gaussian(context(), seeds.seed("error", o), limbsOut, false);
        Polynomial addend = moved[o].toPolynomial(context(), limbsOut).add(error);
        if (input != null && input.addend(o).length > 0) {
          addend = addend.add(Polynomial.ofCoefficients(context(), limbsOut, input.addend(o), 1));
        }
        polynomials.add(
            common(o).multiplySubtractFrom(secrets.share().polynomial(limbsOut), addend));
      }
      return new Payload(polynomials, vectors);
    } finally {
      for (int j = 0; j < masks.length; j++) {
        masks[j].wipe();
      }
      for (int o = 0; o < moved.length; o++) {
        moved[o].wipe();
      }
    }
  }

  /**
   * The masks of an input. They follow from the request's id and the private input alone, so that a
   * {@link MaskedProduct} that names the request derives the very same ones.
   */
  static WideIntegers masks(KeptCoefficients kept, ShareSeeds seeds, int input, int bits) {
    return kept.masks(input, seeds.seed("mask", input, bits), bits);
  }

  /** The inputs' limbs. */
  public int limbsIn() {
    return inputs.get(0).limbs();
  }

  /** How many inputs it has. */
  public int inputCount() {
    return inputs.size();
  }

  /**
   * The outputs; the caller owns them.
   *
   * @param c0 first polynomial of each input
   * @param sum the sum of all providers' shares
   * @throws ProtocolException unless every provider is in the sum exactly once and there is a first
   *     polynomial for each input, or when a masked sum is larger than masks and bound allow
   */
  public ConvertingRefreshResult finalise(List<Polynomial> c0, Share sum) {
    requireComplete(sum);
    if (c0.size() != inputs.size()) {
      throw new ProtocolException(
          "cannot finalise "
              + NAME
              + ": wrong number of first polynomials, expected "
              + inputs.size()
              + ", got "
              + c0.size());
    }
    WideIntegers[] masked =
        IntStream.range(0, c0.size())
            .parallel()
            .mapToObj(j -> masked(j, c0.get(j), sum))
            .toArray(WideIntegers[]::new);
    WideIntegers[] moved = map.applyInParallel(masked, maskRule.bits(), partyCount());
    List<Polynomial> first =
        IntStream.range(0, moved.length).parallel().mapToObj(o -> first(o, moved[o], sum)).toList();
    try (Scope scope = Scope.open()) {
      List<Ciphertext> outputs = new ArrayList<>();
      for (int o = 0; o < moved.length; o++) {
        outputs.add(scope.keep(Ciphertext.of(first.get(o), common(o), scaleOut)));
      }
      return new ConvertingRefreshResult(outputs, List.of(masked), MaskReference.of(this));
    } finally {
      first.forEach(Polynomial::close);
    }
  }

  /** The value of an input less all masks, as integers; by any thread. */
  private WideIntegers masked(int input, Polynomial c0, Share sum) {
    try (Polynomial phase = kept.sum(input, c0, sum)) {
      WideIntegers integers = WideIntegers.lift(phase);
      requireBound(integers, input);
      return integers;
    }
  }

  private void requireBound(WideIntegers integers, int input) {
    // As integers of Java's only where the words do not tell it.
    if (integers.bitLength() >= maskRule.largestSum(partyCount()).bitLength()) {
      maskRule.requireSum(NAME, integers.toBigIntegers(), input, partyCount());
    }
  }

  /** The first polynomial of an output, which no scope closes; by any thread. */
  private Polynomial first(int output, WideIntegers moved, Share sum) {
    try (Scope scope = Scope.open()) {
      common(output);
      Polynomial answered = sum.polynomials().get(kept.polynomials() + output);
      return Scope.detach(moved.toPolynomial(context(), limbsOut).add(answered));
    }
  }

  private Polynomial common(int output) {
    return common(output, 0, limbsOut, false);
  }

  private ProtocolException refuse(String party, String what, String expected, String got) {
    return new ProtocolException(
        "cannot generate a share of "
            + NAME
            + " for "
            + party
            + ": "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }

  @Override
  String shape() {
    String outputs =
        String.join(
            "+", Collections.nCopies(map.outputs(), Share.polynomialShape(limbsOut, false)));
    return kept.polynomialShapes() + outputs + kept.residueShapes();
  }

  @Override
  void writeBody(WireWriter out) {
    ConvertingRefreshBuilder.writeTo(this, out);
  }

  @Override
  List<Polynomial> inputs() {
    return inputs;
  }
}
