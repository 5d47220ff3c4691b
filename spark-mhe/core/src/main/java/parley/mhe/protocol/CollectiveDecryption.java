package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Opens ciphertexts, or a few coefficients of each, to everybody, in one round. Immutable,
 * thread-safe.
 *
 * <p>Share of provider i for each c1: the chosen coefficients of {@code s_i c1 + smudging} modulo
 * Q_l, and no others. Result: {@code c0 + sum}, centred. Source: Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.3 (collective key
 * switching to 0); the smudging is that of {@link Smudging}.
 */
public final class CollectiveDecryption extends CollectiveProtocol {
  static final String NAME = "decryption";

  private final Opened inputs;
  private final int[] positions;
  private final Smudging smudging;
  private final double largestCoefficient;

  private CollectiveDecryption(
      Session session,
      Transcript transcript,
      Opened inputs,
      int[] positions,
      Smudging smudging,
      double largest) {
    super(session, transcript);
    this.inputs = inputs;
    this.positions = positions;
    this.smudging = smudging;
    this.largestCoefficient = largest;
  }

  /**
   * Opens all n coefficients.
   *
   * @param c1 second polynomials of the ciphertexts, borrowed; of the same limbs, each once
   * @param smudging with k = n; of each ciphertext
   * @param largestCoefficient bound on the message's coefficients
   * @throws ProtocolException when the smudging counts too few coefficients, or has no room in the
   *     modulus, or the ciphertexts do not go together
   */
  public static CollectiveDecryption ofPolynomial(
      Session session,
      Place where,
      List<Polynomial> c1,
      Smudging smudging,
      double largestCoefficient) {
    return of(session, where, c1, new int[0], smudging, largestCoefficient);
  }

  /**
   * Opens some coefficients, the same of each ciphertext.
   *
   * @param positions their indices, from 0, ascending
   * @param smudging with k the number of positions at least
   * @throws ProtocolException as {@link #ofPolynomial}, and for bad positions
   */
  public static CollectiveDecryption ofCoefficients(
      Session session,
      Place where,
      List<Polynomial> c1,
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
      List<Polynomial> c1,
      int[] positions,
      Smudging smudging,
      double largest) {
    Opened inputs = Opened.of("decrypt", c1);
    int sent =
        positions.length == 0 ? session.context().parameters().ringDimension() : positions.length;
    smudging.requireCovers(sent);
    smudging.requireRoom(session.context(), inputs.limbs(), session.parties().size(), largest);
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(inputs.limbs(), inputs.limbs())
            .map(new WireWriter().add(inputs.size()).add(positions).add(largest).toBytes())
            .smudging(smudging.toBytes())
            .inputHash(hash(inputs.c1()))
            .build();
    return new CollectiveDecryption(session, transcript, inputs, positions, smudging, largest);
  }

  static CollectiveDecryption readBody(Session session, Place where, WireReader in) {
    List<Polynomial> c1 = readPolynomials(session, in);
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
    List<Polynomial> polynomials = new ArrayList<>();
    List<ResidueVector> residues = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      Polynomial c1 = inputs.c1().get(k);
      int limbs = c1.limbs();
      Seed seed = Smudging.seed(secrets, session().id(), inputs.hash(k), smudging, positions);
      Polynomial product = secrets.share().polynomial(limbs).multiply(c1);
      if (positions.length == 0) {
        polynomials.add(product.add(smudging.sample(context(), seed, limbs)));
      } else {
        BigInteger[] flood =
            Samplers.wideGaussianIntegers(seed, smudging.deviation(), positions.length);
        residues.add(
            new ResidueVector(limbs, product.residues(positions))
                .add(context(), ResidueVector.ofIntegers(context(), limbs, flood)));
      }
    }
    return new Payload(polynomials, residues);
  }

  /**
   * The opened coefficients of each ciphertext, centred, in the order of the positions.
   *
   * @param c0 first polynomials of the ciphertexts
   * @throws ProtocolException unless every provider is in the sum exactly once, and there are as
   *     many first polynomials as second ones
   */
  public List<BigInteger[]> finalise(List<Polynomial> c0, Share sum) {
    List<BigInteger[]> opened = new ArrayList<>();
    if (positions.length == 0) {
      try (Scope scope = Scope.open()) {
        finalisePolynomials(c0, sum).forEach(message -> opened.add(message.coefficients()));
      }
      return opened;
    }
    requireComplete(sum);
    inputs.requireFirst(NAME, c0);
    for (int k = 0; k < c0.size(); k++) {
      opened.add(
          new ResidueVector(inputs.limbs(), c0.get(k).residues(positions))
              .add(context(), sum.residues().get(k))
              .toIntegers(context()));
    }
    return opened;
  }

  /**
   * The opened polynomials, to be decoded; the caller owns them.
   *
   * @throws ProtocolException as {@link #finalise}, and unless all coefficients were asked for
   */
  public List<Polynomial> finalisePolynomials(List<Polynomial> c0, Share sum) {
    requireComplete(sum);
    inputs.requireFirst(NAME, c0);
    if (positions.length > 0) {
      throw new ProtocolException(
          "cannot finalise "
              + NAME
              + ": only some coefficients were opened, expected all, got "
              + positions.length);
    }
    List<Polynomial> opened = new ArrayList<>();
    for (int k = 0; k < c0.size(); k++) {
      opened.add(c0.get(k).add(sum.polynomials().get(k)));
    }
    return opened;
  }

  @Override
  public byte[] opened() {
    return inputs.allHashes();
  }

  @Override
  String shape() {
    return inputs.shape(
        positions.length == 0
            ? Share.polynomialShape(inputs.limbs(), false)
            : Share.residueShape(positions.length, inputs.limbs()));
  }

  @Override
  void writeBody(WireWriter out) {
    writePolynomials(out, inputs.c1());
    out.add(positions);
    smudging.writeTo(out);
    out.add(largestCoefficient);
  }

  @Override
  List<Polynomial> inputs() {
    return inputs.c1();
  }
}
