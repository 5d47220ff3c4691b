package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.random.Samplers;

/**
 * The key of one rotation or of any other automorphism X -> X^g, in one round. Immutable,
 * thread-safe.
 *
 * <p>Share of provider i, for each digit j, modulo QP: {@code g_j s_i - a_j phi^-1(s_i) + e}, phi
 * the automorphism: the evaluator switches keys first and permutes afterwards. Result: {@code (sum,
 * a_j)}, with noise of deviation 3.2 sqrt(N) a coefficient. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.2.
 */
public final class RotationKeyGen extends CollectiveProtocol {
  static final String NAME = "rotation-key";

  private final int galoisElement;

  private RotationKeyGen(Session session, Transcript transcript, int galoisElement) {
    super(session, transcript);
    this.galoisElement = galoisElement;
  }

  /**
   * The key of a rotation.
   *
   * @param steps slots to the left, negative to the right
   */
  public static RotationKeyGen ofSteps(Session session, Place where, int steps) {
    return ofGaloisElement(
        session,
        where,
        Evaluator.galoisElement(steps, session.context().parameters().ringDimension()));
  }

  /**
   * The key of the automorphism X -> X^g.
   *
   * @param galoisElement g, odd, from 3 to 2n - 1
   * @throws ProtocolException for any other g
   */
  public static RotationKeyGen ofGaloisElement(Session session, Place where, int galoisElement) {
    int order = 2 * session.context().parameters().ringDimension();
    if (galoisElement < 3 || galoisElement >= order || galoisElement % 2 == 0) {
      throw new ProtocolException(
          "cannot ask for a rotation key: not an automorphism, expected an odd number from 3 to "
              + (order - 1)
              + ", got "
              + galoisElement);
    }
    int limbs = session.context().limbs();
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(limbs, limbs)
            .map(new WireWriter().add(galoisElement).toBytes())
            .build();
    return new RotationKeyGen(session, transcript, galoisElement);
  }

  static RotationKeyGen readBody(Session session, Place where, WireReader in) {
    return ofGaloisElement(session, where, in.integer("Galois element"));
  }

  /** g of X -> X^g. */
  public int galoisElement() {
    return galoisElement;
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    int limbs = context().limbs();
    Polynomial secret = secrets.share().extended();
    int order = 2 * context().parameters().ringDimension();
    int inverse =
        BigInteger.valueOf(galoisElement).modInverse(BigInteger.valueOf(order)).intValueExact();
    Polynomial permuted = secret.automorphism(inverse);
    List<Polynomial> shares = new ArrayList<>();
    for (int digit = 0; digit < context().digits(); digit++) {
      Polynomial error = Samplers.gaussian(context(), seeds.seed("error", digit), limbs, true);
      shares.add(common(digit).multiplySubtractFrom(permuted, secret.gadget(digit).add(error)));
    }
    return new Payload(shares, List.of());
  }

  /**
   * The key; the caller owns it. It belongs into the rotation keys under {@link #galoisElement}.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public SwitchingKey finalise(Share sum) {
    requireComplete(sum);
    List<Polynomial> common = new ArrayList<>();
    for (int digit = 0; digit < context().digits(); digit++) {
      common.add(common(digit));
    }
    return new SwitchingKey(sum.polynomials(), common);
  }

  private Polynomial common(int digit) {
    return common(0, digit, context().limbs(), true);
  }

  @Override
  String shape() {
    return String.join(
        "+",
        Collections.nCopies(context().digits(), Share.polynomialShape(context().limbs(), true)));
  }

  @Override
  void writeBody(WireWriter out) {
    out.add(galoisElement);
  }

  @Override
  List<Polynomial> inputs() {
    return List.of();
  }
}
