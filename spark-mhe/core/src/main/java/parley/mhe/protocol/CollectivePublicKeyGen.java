package parley.mhe.protocol;

import java.util.List;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.random.Samplers;

/**
 * The collective public key, in one round. Immutable, thread-safe.
 *
 * <p>Share of provider i: {@code -a s_i + e_i} modulo Q, with a the common string and e_i Gaussian
 * of deviation 3.2. Result: {@code (sum, a)}, a public key for s = sum s_i whose noise has
 * deviation 3.2 sqrt(N) a coefficient. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.2.
 */
public final class CollectivePublicKeyGen extends CollectiveProtocol {
  static final String NAME = "public-key";

  private CollectivePublicKeyGen(Session session, Transcript transcript) {
    super(session, transcript);
  }

  /** The request at a place. */
  public static CollectivePublicKeyGen of(Session session, Place where) {
    int limbs = session.context().limbs();
    return new CollectivePublicKeyGen(
        session, Transcript.builder(session, NAME, where).limbs(limbs, limbs).build());
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    int limbs = context().limbs();
    Polynomial error = Samplers.gaussian(context(), seeds.seed("error"), limbs, false);
    Polynomial share = common().multiplySubtractFrom(secrets.share().polynomial(), error);
    return new Payload(List.of(share), List.of());
  }

  /**
   * The collective public key; the caller owns it.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public PublicKey finalise(Share sum) {
    requireComplete(sum);
    return new PublicKey(sum.polynomials().get(0), common());
  }

  private Polynomial common() {
    return common(0, 0, context().limbs(), false);
  }

  @Override
  String shape() {
    return Share.polynomialShape(context().limbs(), false);
  }

  @Override
  void writeBody(WireWriter out) {}

  @Override
  List<Polynomial> inputs() {
    return List.of();
  }
}
