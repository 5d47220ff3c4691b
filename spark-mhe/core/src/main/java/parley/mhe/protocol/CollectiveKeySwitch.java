package parley.mhe.protocol;

import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Switches a ciphertext from the collective key to the querier's, in one round: the querier alone
 * opens it. Immutable, thread-safe.
 *
 * <p>Share of provider i for c1, with the querier's public key (p0, p1): {@code (s_i c1 + v_i p0 +
 * smudging, v_i p1 + e)} modulo Q_l, v_i ternary and e Gaussian of deviation 3.2, both fresh.
 * Result: {@code (c0 + sum, sum)}. Smudging is needed although the result is encrypted: the querier
 * may collude, and strips v_i p0. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.3 (public collective key
 * switching).
 *
 * <p>It goes to the session's querier key and no other.
 */
public final class CollectiveKeySwitch extends CollectiveProtocol {
  static final String NAME = "key-switch";

  private final Polynomial c1;
  private final double scale;
  private final Smudging smudging;
  private final double largestCoefficient;

  private CollectiveKeySwitch(
      Session session,
      Transcript transcript,
      Polynomial c1,
      double scale,
      Smudging smudging,
      double largest) {
    super(session, transcript);
    this.c1 = c1;
    this.scale = scale;
    this.smudging = smudging;
    this.largestCoefficient = largest;
  }

  /**
   * The request at a place.
   *
   * @param c1 second polynomial of the ciphertext, borrowed
   * @param scale the ciphertext's scale
   * @param smudging with k = n
   * @param largestCoefficient bound on the message's coefficients at that scale
   * @throws ProtocolException when the smudging counts too few coefficients, or has no room in the
   *     modulus
   */
  public static CollectiveKeySwitch of(
      Session session,
      Place where,
      Polynomial c1,
      double scale,
      Smudging smudging,
      double largestCoefficient) {
    if (c1.extended()) {
      throw new ProtocolException(
          "cannot switch keys: wrong modulus, expected limbs of Q, got special ones as well");
    }
    smudging.requireCovers(session.context().parameters().ringDimension());
    smudging.requireRoom(
        session.context(), c1.limbs(), session.parties().size(), largestCoefficient);
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(c1.limbs(), c1.limbs())
            .scales(scale, scale)
            .map(new WireWriter().add(largestCoefficient).toBytes())
            .smudging(smudging.toBytes())
            .inputHash(hash(List.of(c1)))
            .build();
    return new CollectiveKeySwitch(session, transcript, c1, scale, smudging, largestCoefficient);
  }

  static CollectiveKeySwitch readBody(Session session, Place where, WireReader in) {
    Polynomial c1 = Polynomial.fromBytes(session.context(), in.bytes("polynomial"));
    double scale = in.number("scale");
    Smudging smudging = Smudging.readFrom(in);
    return of(session, where, c1, scale, smudging, in.number("largest coefficient"));
  }

  /** How much noise every provider adds. */
  public Smudging smudging() {
    return smudging;
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    int limbs = c1.limbs();
    PublicKey target = session().querierKey();
    Polynomial ephemeral = Samplers.ternary(context(), seeds.seed("ephemeral"), limbs, false);
    Polynomial error = Samplers.gaussian(context(), seeds.seed("error"), limbs, false);
    Seed smudgingSeed =
        Smudging.seed(secrets, session().id(), transcript().inputHash(), smudging, new int[0]);
    Polynomial flood = smudging.sample(context(), smudgingSeed, limbs);
    Polynomial flooded = secrets.share().polynomial(limbs).multiplyAdd(c1, flood);
    Polynomial h0 = ephemeral.multiplyAdd(target.b().drop(limbs), flooded);
    Polynomial h1 = ephemeral.multiplyAdd(target.a().drop(limbs), error);
    return new Payload(List.of(h0, h1), List.of());
  }

  /**
   * The ciphertext under the querier's key; the caller owns it.
   *
   * @param c0 first polynomial of the ciphertext
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public Ciphertext finalise(Polynomial c0, Share sum) {
    requireComplete(sum);
    try (Scope scope = Scope.open()) {
      return scope.keep(
          Ciphertext.of(c0.add(sum.polynomials().get(0)), sum.polynomials().get(1), scale));
    }
  }

  @Override
  String shape() {
    String one = Share.polynomialShape(c1.limbs(), false);
    return one + "+" + one;
  }

  @Override
  void writeBody(WireWriter out) {
    out.add(c1.toBytes()).add(scale);
    smudging.writeTo(out);
    out.add(largestCoefficient);
  }

  @Override
  List<Polynomial> inputs() {
    return List.of(c1);
  }
}
