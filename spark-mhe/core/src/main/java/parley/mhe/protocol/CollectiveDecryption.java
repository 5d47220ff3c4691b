package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.List;
import parley.mhe.ckks.Polynomial;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Opens a ciphertext, or a few of its coefficients, to everybody, in one round. Immutable,
 * thread-safe.
 *
 * <p>Share of provider i for c1: the chosen coefficients of {@code s_i c1 + smudging} modulo Q_l,
 * and no others. Result: {@code c0 + sum}, centred. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.3 (collective key
 * switching to 0); the smudging is that of {@link Smudging}.
 */
public final class CollectiveDecryption extends CollectiveProtocol {
  static final String NAME = "decryption";

  private final Polynomial c1;
  private final int[] positions;
  private final Smudging smudging;
  private final double largestCoefficient;

  private CollectiveDecryption(
      Session session,
      Transcript transcript,
      Polynomial c1,
      int[] positions,
      Smudging smudging,
      double largest) {
    super(session, transcript);
    this.c1 = c1;
    this.positions = positions;
    this.smudging = smudging;
    this.largestCoefficient = largest;
  }

  /**
   * Opens all n coefficients.
   *
   * @param c1 second polynomial of the ciphertext, borrowed
   * @param smudging with k = n
   * @param largestCoefficient bound on the message's coefficients
   * @throws ProtocolException when the smudging counts too few coefficients, or has no room in the
   *     modulus
   */
  public static CollectiveDecryption ofPolynomial(
      Session session, Place where, Polynomial c1, Smudging smudging, double largestCoefficient) {
    return of(session, where, c1, new int[0], smudging, largestCoefficient);
  }

  /**
   * Opens some coefficients.
   *
   * @param positions their indices, from 0, ascending
   * @param smudging with k the number of positions at least
   * @throws ProtocolException as {@link #ofPolynomial}, and for bad positions
   */
  public static CollectiveDecryption ofCoefficients(
      Session session,
      Place where,
      Polynomial c1,
      int[] positions,
      Smudging smudging,
      double largestCoefficient) {
    int dimension = session.context().parameters().ringDimension();
    if (positions.length == 0) {
      throw new ProtocolException(
          "cannot open coefficients: none is named, expected at least 1 position, got 0");
    }
    for (int i = 0; i < positions.length; i++) {
      int least = i == 0 ? 0 : positions[i - 1] + 1;
      if (positions[i] < least || positions[i] >= dimension) {
        throw new ProtocolException(
            "cannot open coefficients: bad position, expected ascending ones below "
                + dimension
                + ", got "
                + positions[i]);
      }
    }
    return of(session, where, c1, positions.clone(), smudging, largestCoefficient);
  }

  private static CollectiveDecryption of(
      Session session,
      Place where,
      Polynomial c1,
      int[] positions,
      Smudging smudging,
      double largest) {
    if (c1.extended()) {
      throw new ProtocolException(
          "cannot decrypt: wrong modulus, expected limbs of Q, got special ones as well");
    }
    int sent =
        positions.length == 0 ? session.context().parameters().ringDimension() : positions.length;
    smudging.requireCovers(sent);
    smudging.requireRoom(session.context(), c1.limbs(), session.parties().size(), largest);
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(c1.limbs(), c1.limbs())
            .map(new WireWriter().add(positions).add(largest).toBytes())
            .smudging(smudging.toBytes())
            .inputHash(hash(List.of(c1)))
            .build();
    return new CollectiveDecryption(session, transcript, c1, positions, smudging, largest);
  }

  static CollectiveDecryption readBody(Session session, Place where, WireReader in) {
    Polynomial c1 = Polynomial.fromBytes(session.context(), in.bytes("polynomial"));
    int[] positions = in.integers("positions");
    Smudging smudging = Smudging.readFrom(in);
    double largest = in.number("largest coefficient");
    return positions.length == 0
        ? ofPolynomial(session, where, c1, smudging, largest)
        : ofCoefficients(session, where, c1, positions, smudging, largest);
  }

  /** How much noise every provider adds. */
  public Smudging smudging() {
    return smudging;
  }

  /** The coefficients that are opened, ascending; empty for all. */
  public int[] positions() {
    return positions.clone();
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    Seed seed =
        Smudging.seed(secrets, session().id(), transcript().inputHash(), smudging, positions);
    Polynomial product = secrets.share().polynomial(c1.limbs()).multiply(c1);
    if (positions.length == 0) {
      return new Payload(
          List.of(product.add(smudging.sample(context(), seed, c1.limbs()))), List.of());
    }
    BigInteger[] flood =
        Samplers.wideGaussianIntegers(seed, smudging.deviation(), positions.length);
    ResidueVector share =
        new ResidueVector(c1.limbs(), product.residues(positions))
            .add(context(), ResidueVector.ofIntegers(context(), c1.limbs(), flood));
    return new Payload(List.of(), List.of(share));
  }

  /**
   * The opened coefficients, centred, in the order of the positions.
   *
   * @param c0 first polynomial of the ciphertext
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public BigInteger[] finalise(Polynomial c0, Share sum) {
    requireComplete(sum);
    if (positions.length > 0) {
      return new ResidueVector(c1.limbs(), c0.residues(positions))
          .add(context(), sum.residues().get(0))
          .toIntegers(context());
    }
    try (Polynomial message = finalisePolynomial(c0, sum)) {
      return message.coefficients();
    }
  }

  /**
   * The opened polynomial, to be decoded; the caller owns it.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once and all coefficients
   *     were asked for
   */
  public Polynomial finalisePolynomial(Polynomial c0, Share sum) {
    requireComplete(sum);
    if (positions.length > 0) {
      throw new ProtocolException(
          "cannot finalise "
              + NAME
              + ": only some coefficients were opened, expected all, got "
              + positions.length);
    }
    return c0.add(sum.polynomials().get(0));
  }

  @Override
  String shape() {
    return positions.length == 0
        ? Share.polynomialShape(c1.limbs(), false)
        : Share.residueShape(positions.length, c1.limbs());
  }

  @Override
  void writeBody(WireWriter out) {
    out.add(c1.toBytes()).add(positions);
    smudging.writeTo(out);
    out.add(largestCoefficient);
  }

  @Override
  List<Polynomial> inputs() {
    return List.of(c1);
  }
}
