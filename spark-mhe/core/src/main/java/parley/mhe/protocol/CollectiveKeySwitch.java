package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Switches ciphertexts from the collective key to the querier's, in one round: the querier alone
 * opens them. Immutable, thread-safe.
 *
 * <p>Share of provider i for each c1, with the querier's public key (p0, p1): {@code (s_i c1 + v_i
 * p0 + smudging, v_i p1 + e)} modulo Q_l, v_i ternary and e Gaussian of deviation 3.2, both fresh
 * for each c1 and changed by any of them. Result: {@code (c0 + sum, sum)}. Smudging is needed
 * although the result is encrypted: the querier may collude, and strips v_i p0. Source: Mouchet et
 * al., <a href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.3 (public
 * collective key switching).
 *
 * <p>It goes to the session's querier key and no other.
 */
public final class CollectiveKeySwitch extends CollectiveProtocol {
  static final String NAME = "key-switch";

  private final Opened inputs;
  private final double scale;
  private final Smudging smudging;
  private final double largestCoefficient;

  private CollectiveKeySwitch(
      Session session,
      Transcript transcript,
      Opened inputs,
      double scale,
      Smudging smudging,
      double largest) {
    super(session, transcript);
    this.inputs = inputs;
    this.scale = scale;
    this.smudging = smudging;
    this.largestCoefficient = largest;
  }

  /**
   * The request at a place.
   *
   * @param c1 second polynomials of the ciphertexts, borrowed; of the same limbs, each once
   * @param scale the ciphertexts' scale
   * @param smudging with k = n; of each ciphertext
   * @param largestCoefficient bound on the messages' coefficients at that scale
   * @throws ProtocolException when the smudging counts too few coefficients, or has no room in the
   *     modulus, or the ciphertexts do not go together
   */
  public static CollectiveKeySwitch of(
      Session session,
      Place where,
      List<Polynomial> c1,
      double scale,
      Smudging smudging,
      double largestCoefficient) {
    Opened inputs = Opened.of("switch keys", c1);
    smudging.requireCovers(session.context().parameters().ringDimension());
    smudging.requireRoom(
        session.context(), inputs.limbs(), session.parties().size(), largestCoefficient);
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(inputs.limbs(), inputs.limbs())
            .scales(scale, scale)
            .map(new WireWriter().add(inputs.size()).add(largestCoefficient).toBytes())
            .smudging(smudging.toBytes())
            .inputHash(hash(inputs.c1()))
            .build();
    return new CollectiveKeySwitch(
        session, transcript, inputs, scale, smudging, largestCoefficient);
  }

  static CollectiveKeySwitch readBody(Session session, Place where, WireReader in) {
    List<Polynomial> c1 = readPolynomials(session, in);
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
    List<Polynomial> payload = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      addShare(secrets, seeds, k, payload);
    }
    return new Payload(payload, List.of());
  }

  private void addShare(PartySecrets secrets, ShareSeeds seeds, int k, List<Polynomial> payload) {
    Polynomial c1 = inputs.c1().get(k);
    int limbs = c1.limbs();
    PublicKey target = session().querierKey();
    Polynomial ephemeral = Samplers.ternary(context(), seeds.seed("ephemeral", k), limbs, false);
    Polynomial error = Samplers.gaussian(context(), seeds.seed("error", k), limbs, false);
    Seed smudgingSeed =
        Smudging.seed(secrets, session().id(), inputs.hash(k), smudging, new int[0]);
    Polynomial flood = smudging.sample(context(), smudgingSeed, limbs);
    Polynomial flooded = secrets.share().polynomial(limbs).multiplyAdd(c1, flood);
    payload.add(ephemeral.multiplyAdd(target.b().drop(limbs), flooded));
    payload.add(ephemeral.multiplyAdd(target.a().drop(limbs), error));
  }

  /**
   * The ciphertexts under the querier's key; the caller owns them.
   *
   * @param c0 first polynomials of the ciphertexts
   * @throws ProtocolException unless every provider is in the sum exactly once, and there are as
   *     many first polynomials as second ones
   */
  public List<Ciphertext> finalise(List<Polynomial> c0, Share sum) {
    requireComplete(sum);
    inputs.requireFirst(NAME, c0);
    try (Scope scope = Scope.open()) {
      List<Ciphertext> switched = new ArrayList<>();
      for (int k = 0; k < c0.size(); k++) {
        Polynomial h0 = sum.polynomials().get(2 * k);
        Polynomial h1 = sum.polynomials().get(2 * k + 1);
        switched.add(scope.keep(Ciphertext.of(c0.get(k).add(h0), h1, scale)));
      }
      return switched;
    }
  }

  @Override
  public byte[] opened() {
    return inputs.allHashes();
  }

  @Override
  String shape() {
    String one = Share.polynomialShape(inputs.limbs(), false);
    return inputs.shape(one + "+" + one);
  }

  @Override
  void writeBody(WireWriter out) {
    writePolynomials(out, inputs.c1());
    out.add(scale);
    smudging.writeTo(out);
    out.add(largestCoefficient);
  }

  @Override
  List<Polynomial> inputs() {
    return inputs.c1();
  }
}
