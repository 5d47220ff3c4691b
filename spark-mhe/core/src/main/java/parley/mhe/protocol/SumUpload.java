package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Samplers;

/**
 * What a provider sends of its encrypted results before a {@link SumRefresh} sums them up:
 * re-randomised, and cut down to c1 and the coefficients of c0 that the refresh reads. Immutable,
 * thread-safe.
 *
 * <p>To each ciphertext a fresh encryption of zero (v b + e0, v a + e1) under the collective key is
 * added. Without it two results that come from one ciphertext, x_j r and x_k r, divided in
 * evaluation form, give x_j / x_k: the rows. v is ternary, e1 Gaussian of deviation 3.2; e0 is
 * needed at the kept coefficients only and is drawn there, with deviation 2^10.
 */
public final class SumUpload {
  static final String NAME = "sum-upload";
  private static final double KEPT_ERROR_DEVIATION = 0x1p10;

  private final Session session;
  private final Transcript transcript;
  private final int count;
  private final int limbs;
  private final double scale;
  private final int stride;

  private SumUpload(
      Session session, Transcript transcript, int count, int limbs, double scale, int stride) {
    this.session = session;
    this.transcript = transcript;
    this.count = count;
    this.limbs = limbs;
    this.scale = scale;
    this.stride = stride;
  }

  /**
   * The request at a place.
   *
   * @param inputHash hash of all public input that the results depend on: the whole encrypted model
   * @param count how many ciphertexts each provider sends
   * @param limbs their limbs
   * @param scale their scale
   * @param stride the sum refresh's stride
   */
  public static SumUpload of(
      Session session,
      Place where,
      byte[] inputHash,
      int count,
      int limbs,
      double scale,
      int stride) {
    int dimension = session.context().parameters().ringDimension();
    if (count < 1
        || limbs < 1
        || limbs > session.context().limbs()
        || stride < 1
        || stride > dimension
        || Integer.bitCount(stride) != 1) {
      throw new ProtocolException(
          "cannot ask for uploads: out of range, expected at least 1 ciphertext of 1 to "
              + session.context().limbs()
              + " limbs and a power of two up to "
              + dimension
              + " for stride, got "
              + count
              + ", "
              + limbs
              + " and "
              + stride);
    }
    Transcript transcript =
        Transcript.builder(session, NAME, where)
            .limbs(limbs, limbs)
            .scales(scale, scale)
            .map(new WireWriter().add(count).add(stride).toBytes())
            .inputHash(inputHash)
            .build();
    return new SumUpload(session, transcript, count, limbs, scale, stride);
  }

  /** Place and content of this request. */
  public Transcript transcript() {
    return transcript;
  }

  /**
   * The randomness of one provider's upload.
   *
   * @param privateInputHash hash of the rows, or of the results before re-randomisation
   */
  public ShareSeeds seeds(PartySecrets secrets, byte[] privateInputHash) {
    return ShareSeeds.of(secrets, transcript.id(), privateInputHash);
  }

  /**
   * One provider's upload.
   *
   * @param party its name
   * @param results its ciphertexts, with the request's limbs and scale (relative difference at most
   *     2^-30)
   * @param key the collective public key
   * @param seeds see {@link #seeds}; what is drawn depends on the results too
   * @throws ProtocolException when they do not fit the request
   */
  public Share genShare(String party, List<Ciphertext> results, PublicKey key, ShareSeeds seeds) {
    session.requireParty(party, "upload results");
    if (results.size() != count) {
      throw refuse("wrong number of ciphertexts, expected " + count + ", got " + results.size());
    }
    CkksContext context = session.context();
    ShareSeeds hiding = seeds.hiding(new ArrayList<>(results));
    try (Scope scope = Scope.open()) {
      Polynomial b = key.b().drop(limbs);
      Polynomial a = key.a().drop(limbs);
      List<Polynomial> second = new ArrayList<>();
      List<ResidueVector> first = new ArrayList<>();
      for (int j = 0; j < count; j++) {
        check(results.get(j));
        Polynomial ephemeral = Samplers.ternary(context, hiding.seed("ephemeral", j), limbs, false);
        Polynomial error = Samplers.gaussian(context, hiding.seed("error-1", j), limbs, false);
        second.add(scope.keep(ephemeral.multiplyAdd(a, results.get(j).c1().add(error))));
        Polynomial masked = ephemeral.multiplyAdd(b, results.get(j).c0());
        ResidueVector kept = SumRefresh.keptCoefficients(context, masked, stride);
        BigInteger[] errors =
            Samplers.wideGaussianIntegers(
                hiding.seed("error-0", j), KEPT_ERROR_DEVIATION, kept.size());
        first.add(kept.add(context, ResidueVector.ofIntegers(context, limbs, errors)));
      }
      return new Share(
          context, NAME, transcript.id(), new TreeSet<>(List.of(party)), second, first);
    }
  }

  private void check(Ciphertext result) {
    if (result.size() != 2 || result.limbs() != limbs) {
      throw refuse(
          "a ciphertext has another shape, expected 2 polynomials of "
              + limbs
              + " limbs, got "
              + result.size()
              + " of "
              + result.limbs());
    }
    if (!(Math.abs(result.scale() / scale - 1) <= 0x1p-30)) {
      throw refuse("a ciphertext has another scale, expected " + scale + ", got " + result.scale());
    }
  }

  private static ProtocolException refuse(String reason) {
    return new ProtocolException("cannot upload results: " + reason);
  }

  /**
   * The sum of some uploads, a new one.
   *
   * @throws ProtocolException when one belongs to another request, or a provider is in it twice
   */
  public Share aggregateShares(List<Share> shares) {
    return check().aggregate(shares);
  }

  /**
   * A complete sum with encrypted values added that the driver holds, a new one: the decayed model
   * beside the gradients, for instance.
   *
   * @param terms one for each of the providers' ciphertexts, with the request's limbs and scale
   * @throws ProtocolException unless every provider is in the sum exactly once and the terms fit
   */
  public Share plus(Share sum, List<Ciphertext> terms) {
    check().requireComplete(sum);
    if (terms.size() != count) {
      throw refuse(
          "wrong number of added ciphertexts, expected " + count + ", got " + terms.size());
    }
    CkksContext context = session.context();
    try (Scope scope = Scope.open()) {
      List<Polynomial> second = new ArrayList<>();
      List<ResidueVector> first = new ArrayList<>();
      for (int j = 0; j < count; j++) {
        Ciphertext term = terms.get(j);
        check(term);
        second.add(scope.keep(sum.polynomials().get(j).add(term.c1())));
        first.add(
            sum.residues()
                .get(j)
                .add(context, SumRefresh.keptCoefficients(context, term.c0(), stride)));
      }
      return new Share(context, NAME, transcript.id(), new TreeSet<>(sum.parties()), second, first);
    }
  }

  /**
   * A sum refresh of the aggregated uploads, with inputs, scale and stride set. It borrows the
   * sum's polynomials.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public SumRefreshBuilder refresh(Share sum, Place where) {
    check().requireComplete(sum);
    return SumRefresh.builder(session, where).inputs(sum.polynomials(), scale).stride(stride);
  }

  /**
   * The first polynomials' coefficients that the sum refresh finalises with.
   *
   * @throws ProtocolException unless every provider is in the sum exactly once
   */
  public List<ResidueVector> firstCoefficients(Share sum) {
    check().requireComplete(sum);
    return sum.residues();
  }

  private ShareCheck check() {
    StringBuilder shape = new StringBuilder(Share.polynomialShape(limbs, false));
    for (int j = 1; j < count; j++) {
      shape.append('+').append(Share.polynomialShape(limbs, false));
    }
    String residues =
        Share.residueShape(session.context().parameters().ringDimension() / stride, limbs);
    for (int j = 0; j < count; j++) {
      shape.append('+').append(residues);
    }
    return new ShareCheck(session, transcript, shape.toString());
  }
}
