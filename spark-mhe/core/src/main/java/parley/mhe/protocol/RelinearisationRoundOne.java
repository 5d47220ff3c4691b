package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.random.Samplers;

/**
 * The relinearisation key, round 1 of 2. Immutable, thread-safe.
 *
 * <p>Share of provider i, for each digit j of the gadget decomposition, modulo QP: {@code h0 = -u_i
 * a_j + g_j s_i + e} and {@code h1 = s_i a_j + e'}. a_j is the common string, g_j the gadget (with
 * the special modulus P in it), u_i an ephemeral ternary secret of the provider, one for all
 * digits; it is derived from the id of this round and so needs no storage until the second. Source:
 * Mouchet et al., <a href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.2.
 *
 * <p>When any provider's message of this round changes, everybody starts over under the next
 * attempt: other a_j, other u_i.
 */
public final class RelinearisationRoundOne extends CollectiveProtocol {
  static final String NAME = "relinearisation-key-1";

  private RelinearisationRoundOne(Session session, Transcript transcript) {
    super(session, transcript);
  }

  /** The request at a place; the second round has the same place. */
  public static RelinearisationRoundOne of(Session session, Place where) {
    return new RelinearisationRoundOne(session, transcript(session, where));
  }

  static Transcript transcript(Session session, Place where) {
    int limbs = session.context().limbs();
    return Transcript.builder(session, NAME, where).limbs(limbs, limbs).build();
  }

  /** u_i modulo QP, from the randomness of this round. */
  static Polynomial ephemeral(Session session, ShareSeeds roundOneSeeds) {
    return Samplers.ternary(
        session.context(), roundOneSeeds.seed("ephemeral"), session.context().limbs(), true);
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    int limbs = context().limbs();
    SecretKeyShare key = secrets.share();
    Polynomial secret = key.extended();
    Polynomial ephemeral = ephemeral(session(), seeds);
    List<Polynomial> h0 = new ArrayList<>();
    List<Polynomial> h1 = new ArrayList<>();
    for (int digit = 0; digit < context().digits(); digit++) {
      Polynomial common = common(0, digit, limbs, true);
      Polynomial error0 = Samplers.gaussian(context(), seeds.seed("error-0", digit), limbs, true);
      Polynomial error1 = Samplers.gaussian(context(), seeds.seed("error-1", digit), limbs, true);
      h0.add(common.multiplySubtractFrom(ephemeral, secret.gadget(digit).add(error0)));
      h1.add(secret.multiplyAdd(common, error1));
    }
    h0.addAll(h1);
    return new Payload(h0, List.of());
  }

  /**
   * The second round for this round's sum; it borrows the sum's polynomials, which must stay open.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public RelinearisationRoundTwo secondRound(Share sum) {
    requireComplete(sum);
    int digits = context().digits();
    return RelinearisationRoundTwo.of(
        session(),
        transcript().where(),
        sum.polynomials().subList(0, digits),
        sum.polynomials().subList(digits, 2 * digits));
  }

  @Override
  String shape() {
    return String.join(
        "+",
        Collections.nCopies(
            2 * context().digits(), Share.polynomialShape(context().limbs(), true)));
  }

  @Override
  void writeBody(WireWriter out) {}

  @Override
  List<Polynomial> inputs() {
    return List.of();
  }
}
