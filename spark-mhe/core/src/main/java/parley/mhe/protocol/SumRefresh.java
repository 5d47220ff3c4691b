package parley.mhe.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;
import parley.mhe.random.Samplers;

/**
 * The sum refresh: sums over slots, multiplies by a public factor and restores the modulus, in one
 * round and with fresh noise. Immutable, thread-safe.
 *
 * <p>For real slots z the constant coefficient of the encoded polynomial is the scale times the
 * mean of z, and a constant polynomial has its value in every slot: so the mean, replicated, is a
 * refresh of one coefficient. In general the coefficients at multiples of {@code stride} are kept;
 * stride n keeps the constant one alone (mean over all slots), stride n/(2D) the projection to
 * slots of period D.
 *
 * <p>Share of provider i for inputs (c0^j, c1^j) modulo Q_l and outputs o: the residues of {@code
 * [s_i c1^j]_p - M_ijp} at the kept positions p and no others, and {@code -a_o s_i + sum_terms X^k
 * round(r M_ij) + e_io} at the output's limbs, with the same integers M_ij, uniform masks by the
 * {@link MaskRule}. Result: y = centred lift of [c0] + sum h0, then {@code (sum_terms X^k round(r
 * y_j) + sum h1_o, a_o)}. Sum and masks cancel over the integers, so an output holds r m + eps with
 * |eps| at most (N + 1)/2 a term, plus noise of deviation 3.2 sqrt(N): the input's noise in the
 * coefficients that are not kept is gone.
 *
 * <p>A request can carry an earlier one on: y' and M' are an additive sharing of its exact sums,
 * and a linear function of them (momentum) joins an output at no level. The providers derive M'
 * again from the earlier request's id.
 *
 * <p>Before an opening it has a {@link Flood}: x_p - x_(n-p) halved in place of each masked integer
 * x_p, in h0's sum as in h1, and Gaussian noise in h1 that hides the inherited noise.
 *
 * <p>After the collective bootstrapping of Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>, section 4.4, restricted to the
 * coefficients that are needed. A coefficient of s_i c1 never leaves a provider without its own
 * mask.
 */
public final class SumRefresh extends CollectiveProtocol {
  static final String NAME = "sum-refresh";

  private final List<Polynomial> inputs;
  private final double scaleIn;
  private final int stride;
  private final MaskRule maskRule;
  private final List<SumRefreshOutput> outputs;
  private final @Nullable SumRefreshCarry carry;
  private final @Nullable Flood flood;

  SumRefresh(Session session, Transcript transcript, SumRefreshBuilder from) {
    super(session, transcript);
    this.inputs = from.inputs();
    this.scaleIn = from.scaleIn();
    this.stride = from.stride();
    this.maskRule = from.maskRule();
    this.outputs = from.outputs();
    this.carry = from.carry();
    this.flood = from.flood();
  }

  /** Starts a request at a place. */
  public static SumRefreshBuilder builder(Session session, Place where) {
    return new SumRefreshBuilder(session, where);
  }

  static SumRefresh readBody(Session session, Place where, WireReader in) {
    return SumRefreshBuilder.readFrom(session, where, in).build();
  }

  /** How wide its masks are. */
  public MaskRule maskRule() {
    return maskRule;
  }

  /** What it gives. */
  public List<SumRefreshOutput> outputs() {
    return outputs;
  }

  /** The earlier request that it carries on, or null. */
  public @Nullable SumRefreshCarry carry() {
    return carry;
  }

  /** What is done before an opening, or null. */
  public @Nullable Flood flood() {
    return flood;
  }

  /** The inputs' scale. */
  public double scaleIn() {
    return scaleIn;
  }

  /** The inputs' limbs. */
  public int limbsIn() {
    return inputs.get(0).limbs();
  }

  /** Distance of the coefficients that are kept. */
  public int stride() {
    return stride;
  }

  /** How many inputs it has. */
  public int inputCount() {
    return inputs.size();
  }

  /** The coefficients of a first polynomial c0 that {@link #finalise} wants. */
  public ResidueVector keptCoefficients(Polynomial c0) {
    return keptCoefficients(context(), c0, stride);
  }

  static ResidueVector keptCoefficients(CkksContext context, Polynomial polynomial, int stride) {
    return new ResidueVector(polynomial.limbs(), polynomial.residues(positions(context, stride)));
  }

  static int[] positions(CkksContext context, int stride) {
    int[] positions = new int[context.parameters().ringDimension() / stride];
    for (int p = 0; p < positions.length; p++) {
      positions[p] = p * stride;
    }
    return positions;
  }

  @Override
  Payload share(PartySecrets secrets, ShareSeeds seeds) {
    List<BigInteger[]> masks = masks(seeds, maskRule.bits());
    List<BigInteger[]> carriedMasks = List.of();
    if (carry != null) {
      carriedMasks = masks(ShareSeeds.of(secrets, carry.requestId()), carry.maskBits());
    }
    Polynomial secret = secrets.share().polynomial(limbsIn());
    List<ResidueVector> masked = maskedProducts(secret, masks);
    List<Polynomial> lifted = new ArrayList<>();
    for (int o = 0; o < outputs.size(); o++) {
      int limbs = outputs.get(o).limbs();
      SortedMap<Integer, BigInteger> terms = coefficients(outputs.get(o), masks, carriedMasks);
      addFlood(o, seeds, terms);
      Polynomial sum = polynomial(limbs, terms);
      Polynomial error = Samplers.gaussian(context(), seeds.seed("error", o), limbs, false);
      // Each copy is of the size of a ciphertext: one serves outputs that follow each other.
      secret = secret.limbs() == limbs ? secret : secrets.share().polynomial(limbs);
      lifted.add(common(o).multiplySubtractFrom(secret, sum.add(error)));
    }
    return new Payload(lifted, masked);
  }

  private List<ResidueVector> maskedProducts(Polynomial secret, List<BigInteger[]> masks) {
    int limbs = limbsIn();
    List<ResidueVector> masked = new ArrayList<>();
    for (int j = 0; j < inputs.size(); j++) {
      BigInteger[] negated = masks.get(j).clone();
      for (int p = 0; p < negated.length; p++) {
        negated[p] = negated[p].negate();
      }
      ResidueVector minusMask = ResidueVector.ofIntegers(context(), limbs, negated);
      try (Polynomial product = inputs.get(j).multiply(secret)) {
        masked.add(keptCoefficients(product).add(context(), minusMask));
      }
    }
    return masked;
  }

  private List<BigInteger[]> masks(ShareSeeds seeds, int bits) {
    int count = context().parameters().ringDimension() / stride;
    List<BigInteger[]> masks = new ArrayList<>();
    for (int j = 0; j < inputs.size(); j++) {
      masks.add(Samplers.masks(seeds.seed("mask", j, bits, stride), bits, count));
    }
    return masks;
  }

  /**
   * sum_terms X^exponent round(factor x), x the integers of the term's input at the kept positions.
   */
  private SortedMap<Integer, BigInteger> coefficients(
      SumRefreshOutput output, List<BigInteger[]> current, List<BigInteger[]> carried) {
    SortedMap<Integer, BigInteger> coefficients = new TreeMap<>();
    for (SumRefreshTerm term : output.terms()) {
      BigInteger[] integers = (term.carried() ? carried : current).get(term.input());
      Factor factor = term.factor();
      if (flood != null && flood.slots()) {
        integers = Flood.twiceReal(integers);
        factor = factor.half();
      }
      BigInteger[] values = new BigInteger[integers.length];
      for (int p = 0; p < values.length; p++) {
        values[p] = factor.apply(integers[p]);
      }
      addShifted(values, term.exponent(), coefficients);
    }
    return coefficients;
  }

  /** Adds X^exponent times the polynomial with these kept coefficients. */
  private void addShifted(BigInteger[] kept, int shift, SortedMap<Integer, BigInteger> sum) {
    int dimension = context().parameters().ringDimension();
    for (int p = 0; p < kept.length; p++) {
      int exponent = p * stride + shift;
      sum.merge(
          exponent % dimension, exponent < dimension ? kept[p] : kept[p].negate(), BigInteger::add);
    }
  }

  /** Each value that an output packs has its own. */
  private void addFlood(int output, ShareSeeds seeds, SortedMap<Integer, BigInteger> sum) {
    if (flood == null) {
      return;
    }
    double scale = outputs.get(output).scale();
    int count = context().parameters().ringDimension() / stride;
    for (int exponent : exponents(outputs.get(output))) {
      BigInteger[] noise = flood.sample(seeds.seed("flood", output, exponent), scale, count);
      addShifted(noise, exponent, sum);
    }
  }

  private static int[] exponents(SumRefreshOutput output) {
    return output.terms().stream().mapToInt(SumRefreshTerm::exponent).distinct().toArray();
  }

  private Polynomial polynomial(int limbs, SortedMap<Integer, BigInteger> coefficients) {
    int[] positions = coefficients.keySet().stream().mapToInt(Integer::intValue).toArray();
    BigInteger[] values = coefficients.values().toArray(new BigInteger[0]);
    return Polynomial.ofCoefficients(context(), limbs, positions, values);
  }

  /**
   * The outputs of a request that carries nothing on, see {@link #finalise(List, Share, List)}.
   *
   * @throws ProtocolException as there
   */
  public SumRefreshResult finalise(List<ResidueVector> c0, Share sum) {
    return finalise(c0, sum, List.of());
  }

  /**
   * The outputs; the caller owns them.
   *
   * @param c0 for each input the kept coefficients of its first polynomial
   * @param sum the sum of all providers' shares
   * @param carriedSums the carried request's {@link SumRefreshResult#sums}, empty when nothing is
   *     carried
   * @throws ProtocolException unless every provider is in the sum exactly once and the other
   *     arguments have its shape, or when a masked sum is larger than masks and bound allow
   */
  public SumRefreshResult finalise(
      List<ResidueVector> c0, Share sum, List<BigInteger[]> carriedSums) {
    requireComplete(sum);
    requireSize("first polynomials", inputs.size(), c0.size());
    requireSize("carried sums", carry == null ? 0 : inputs.size(), carriedSums.size());
    int count = context().parameters().ringDimension() / stride;
    carriedSums.forEach(sums -> requireSize("positions of a carried sum", count, sums.length));
    List<BigInteger[]> sums = new ArrayList<>();
    for (int j = 0; j < c0.size(); j++) {
      BigInteger[] integers = c0.get(j).add(context(), sum.residues().get(j)).toIntegers(context());
      maskRule.requireSum(NAME, integers, j, partyCount());
      sums.add(integers);
    }
    try (Scope scope = Scope.open()) {
      List<Ciphertext> results = new ArrayList<>();
      for (int o = 0; o < outputs.size(); o++) {
        Polynomial terms =
            polynomial(outputs.get(o).limbs(), coefficients(outputs.get(o), sums, carriedSums));
        Polynomial lifted = terms.add(sum.polynomials().get(o));
        results.add(scope.keep(Ciphertext.of(lifted, common(o), outputs.get(o).scale())));
      }
      return new SumRefreshResult(results, sums);
    }
  }

  private void requireSize(String what, int expected, int got) {
    if (expected != got) {
      throw new ProtocolException(
          "cannot finalise "
              + NAME
              + ": wrong number of "
              + what
              + ", expected "
              + expected
              + ", got "
              + got);
    }
  }

  private Polynomial common(int output) {
    return common(output, 0, outputs.get(output).limbs(), false);
  }

  @Override
  String shape() {
    StringBuilder text = new StringBuilder();
    outputs.forEach(
        output ->
            text.append(text.isEmpty() ? "" : "+")
                .append(Share.polynomialShape(output.limbs(), false)));
    String residues =
        Share.residueShape(context().parameters().ringDimension() / stride, limbsIn());
    inputs.forEach(input -> text.append('+').append(residues));
    return text.toString();
  }

  @Override
  void writeBody(WireWriter out) {
    SumRefreshBuilder.writeTo(this, out);
  }

  @Override
  List<Polynomial> inputs() {
    return inputs;
  }
}
