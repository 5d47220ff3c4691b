package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.random.Samplers;

/**
 * The relinearisation key, round 2 of 2. Immutable, thread-safe.
 *
 * <p>Input: the sums H0_j, H1_j of round 1. Share of provider i, for each digit: {@code s_i H0 + e
 * + (u_i - s_i) H1 + e'} modulo QP, with the u_i of round 1. Result: {@code (sum, H1)}, since
 * {@code sum + H1 s = g_j s^2 + (s e0 + u e1 + e2)}, with noise of deviation 3.2 N sqrt(4n/3) a
 * coefficient. Relinearise before rescaling, never after. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.2.
 *
 * <p>A provider must answer one (H0, H1) an attempt: the id holds their hash, the place does not,
 * and whoever keeps the providers' answers refuses a second id at one place.
 */
public final class RelinearisationRoundTwo extends CollectiveProtocol {
  static final String NAME = "relinearisation-key-2";

  private final List<Polynomial> h0;
  private final List<Polynomial> h1;

  private RelinearisationRoundTwo(
      Session session, Transcript transcript, List<Polynomial> h0, List<Polynomial> h1) {
    super(session, transcript);
    this.h0 = List.copyOf(h0);
    this.h1 = List.copyOf(h1);
  }

  /** Made by {@link RelinearisationRoundOne#secondRound}. */
  static RelinearisationRoundTwo of(
      Session session, Place where, List<Polynomial> h0, List<Polynomial> h1) {
    int limbs = session.context().limbs();
    List<Polynomial> all = new ArrayList<>(h0);
    all.addAll(h1);
    Transcript transcript =
        Transcript.builder(session, NAME, where).limbs(limbs, limbs).inputHash(hash(all)).build();
    return new RelinearisationRoundTwo(session, transcript, h0, h1);
  }

  static RelinearisationRoundTwo readBody(Session session, Place where, WireReader in) {
    List<Polynomial> all = readPolynomials(session, in);
    int digits = session.context().digits();
    if (all.size() != 2 * digits) {
      throw in.refuse(
          "the first round's sum has the wrong size, expected "
              + 2 * digits
              + " polynomials, got "
              + all.size());
    }
    for (Polynomial polynomial : all) {
      if (!polynomial.extended()) {
        throw in.refuse(
            "the first round's sum has the wrong modulus, expected QP, got "
                + polynomial.limbs()
                + " limbs of Q");
      }
    }
    return of(session, where, all.subList(0, digits), all.subList(digits, 2 * digits));
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    int limbs = context().limbs();
    Polynomial secret = secrets.share().extended();
    byte[] roundOne = RelinearisationRoundOne.transcript(session(), transcript().where()).id();
    Polynomial ephemeral =
        RelinearisationRoundOne.ephemeral(session(), ShareSeeds.of(secrets, roundOne));
    Polynomial difference = ephemeral.subtract(secret);
    List<Polynomial> shares = new ArrayList<>();
    for (int digit = 0; digit < context().digits(); digit++) {
      Polynomial error0 = Samplers.gaussian(context(), seeds.seed("error-0", digit), limbs, true);
      Polynomial error1 = Samplers.gaussian(context(), seeds.seed("error-1", digit), limbs, true);
      Polynomial first = secret.multiplyAdd(h0.get(digit), error0.add(error1));
      shares.add(difference.multiplyAdd(h1.get(digit), first));
    }
    return new Payload(shares, List.of());
  }

  /**
   * The relinearisation key; the caller owns it.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public SwitchingKey finalise(Share sum) {
    requireComplete(sum);
    return new SwitchingKey(sum.polynomials(), h1);
  }

  @Override
  String shape() {
    return String.join(
        "+",
        Collections.nCopies(context().digits(), Share.polynomialShape(context().limbs(), true)));
  }

  @Override
  void writeBody(WireWriter out) {
    writePolynomials(out, inputs());
  }

  @Override
  List<Polynomial> inputs() {
    List<Polynomial> all = new ArrayList<>(h0);
    all.addAll(h1);
    return all;
  }
}
