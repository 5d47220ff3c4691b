package parley.mhe.protocol;

import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Samplers;

/**
 * Restores the modulus of a ciphertext, in one round, with an automorphism folded in if wanted.
 * Immutable, thread-safe.
 *
 * <p>Share of provider i: {@code h0 = s_i c1 - M_i} modulo Q_l and {@code h1 = -a s_i + phi(M_i) +
 * e_i} modulo Q_L, the same integers M_i in both, uniform masks by the {@link MaskRule} in every
 * coefficient. Result: {@code (phi(lift(c0 + sum h0)) + sum h1, a)}, lift centred. The noise of the
 * input stays, and 3.2 sqrt(N) comes to it. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.4.
 */
public final class Refresh extends CollectiveProtocol {
  static final String NAME = "refresh";

  private final Polynomial c1;
  private final double scale;
  private final int limbsOut;
  private final int galoisElement;
  private final MaskRule maskRule;

  private Refresh(
      Session session,
      Transcript transcript,
      Polynomial c1,
      double scale,
      int limbsOut,
      int galois,
      MaskRule rule) {
    super(session, transcript);
    this.c1 = c1;
    this.scale = scale;
    this.limbsOut = limbsOut;
    this.galoisElement = galois;
    this.maskRule = rule;
  }

  /**
   * The request at a place.
   *
   * @param c1 second polynomial of the ciphertext, borrowed
   * @param scale the ciphertext's scale, which it keeps
   * @param limbsOut limbs of the result
   * @param galoisElement g of the automorphism X -> X^g on the way, 1 for none
   * @param maskRule how wide the masks are
   * @throws ProtocolException when something does not fit, in particular too few limbs for the
   *     masks
   */
  public static Refresh of(
      Session session,
      Place where,
      Polynomial c1,
      double scale,
      int limbsOut,
      int galoisElement,
      MaskRule maskRule) {
    maskRule.requireRoom(session.context(), c1.limbs(), session.parties().size());
    return withoutRoomCheck(session, where, c1, scale, limbsOut, galoisElement, maskRule);
  }

  static Refresh withoutRoomCheck(
      Session session,
      Place where,
      Polynomial c1,
      double scale,
      int limbsOut,
      int galoisElement,
      MaskRule maskRule) {
    int order = 2 * session.context().parameters().ringDimension();
    if (c1.extended()) {
      throw refuse("wrong modulus, expected limbs of Q, got special ones as well");
    }
    if (limbsOut < 1 || limbsOut > session.context().limbs()) {
      throw refuse(
          "bad limbs of the result, expected 1 to "
              + session.context().limbs()
              + ", got "
              + limbsOut);
    }
    if (galoisElement < 1 || galoisElement >= order || galoisElement % 2 == 0) {
      throw refuse(
          "not an automorphism, expected an odd number from 1 to "
              + (order - 1)
              + ", got "
              + galoisElement);
    }
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(c1.limbs(), limbsOut)
            .scales(scale, scale)
            .map(
                new WireWriter()
                    .add(galoisElement)
                    .add(maskRule.lambda())
                    .add(maskRule.boundBits())
                    .toBytes())
            .maskBits(maskRule.bits())
            .inputHash(hash(List.of(c1)))
            .build();
    return new Refresh(session, transcript, c1, scale, limbsOut, galoisElement, maskRule);
  }

  private static ProtocolException refuse(String reason) {
    return new ProtocolException("cannot ask for a refresh: " + reason);
  }

  static Refresh readBody(Session session, Place where, WireReader in) {
    Polynomial c1 = Polynomial.fromBytes(session.context(), in.bytes("polynomial"));
    double scale = in.number("scale");
    int limbsOut = in.integer("limbs out");
    int galoisElement = in.integer("Galois element");
    int lambda = in.integer("lambda");
    MaskRule rule = new MaskRule(lambda, in.integer("bound"));
    return of(session, where, c1, scale, limbsOut, galoisElement, rule);
  }

  /** g of the automorphism X -> X^g on the way, 1 for none. */
  public int galoisElement() {
    return galoisElement;
  }

  /** How wide its masks are. */
  public MaskRule maskRule() {
    return maskRule;
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    int bits = maskRule.bits();
    int dimension = context().parameters().ringDimension();
    long[] words = Samplers.maskWords(seeds.seed("mask", bits), bits, dimension);
    int wordsEach = words.length / dimension;
    Polynomial maskIn = Polynomial.ofCoefficients(context(), c1.limbs(), words, wordsEach);
    Polynomial maskOut = mapped(Polynomial.ofCoefficients(context(), limbsOut, words, wordsEach));
    Polynomial error = Samplers.gaussian(context(), seeds.seed("error"), limbsOut, false);
    Polynomial h0 = secrets.share().polynomial(c1.limbs()).multiply(c1).subtract(maskIn);
    Polynomial h1 =
        common().multiplySubtractFrom(secrets.share().polynomial(limbsOut), maskOut.add(error));
    return new Payload(List.of(h0, h1), List.of());
  }

  /**
   * The refreshed ciphertext; the caller owns it.
   *
   * @param c0 first polynomial of the ciphertext
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public Ciphertext finalise(Polynomial c0, Share sum) {
    requireComplete(sum);
    try (Scope scope = Scope.open()) {
      Polynomial masked = c0.add(sum.polynomials().get(0));
      int[] positions = EncryptedSums.positions(context().parameters().ringDimension());
      Polynomial lifted =
          Polynomial.ofCoefficients(context(), limbsOut, positions, masked.coefficients());
      Polynomial first = mapped(lifted).add(sum.polynomials().get(1));
      return scope.keep(Ciphertext.of(first, common(), scale));
    }
  }

  private Polynomial mapped(Polynomial polynomial) {
    return galoisElement == 1 ? polynomial : polynomial.automorphism(galoisElement);
  }

  private Polynomial common() {
    return common(0, 0, limbsOut, false);
  }

  @Override
  String shape() {
    return Share.polynomialShape(c1.limbs(), false) + "+" + Share.polynomialShape(limbsOut, false);
  }

  @Override
  void writeBody(WireWriter out) {
    out.add(c1.toBytes())
        .add(scale)
        .add(limbsOut)
        .add(galoisElement)
        .add(maskRule.lambda())
        .add(maskRule.boundBits());
  }

  @Override
  List<Polynomial> inputs() {
    return List.of(c1);
  }
}
