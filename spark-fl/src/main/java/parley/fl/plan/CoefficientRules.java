package parley.fl.plan;

import java.util.Optional;
import parley.mhe.ckks.CkksParameters;

/**
 * What a layout with coefficients must keep: room for the masks of its refreshes, levels for the
 * activation between two of them, a model that lies as with rows, and 128 bits. Stateless and
 * thread-safe.
 */
public final class CoefficientRules {
  /** log2 of the scale of the rows that meet the model, as integers. */
  public static final int ROW_SCALE_BITS = 26;

  /** Bits of an activation beyond its bound: what it may reach a little outside its interval. */
  private static final int OUTSIDE_BITS = 2;

  /** Bits that the widest sums of a standardisation take, smudged; not counting the parties'. */
  private static final int SUM_BITS = 308;

  /** Beyond these, features that share a ciphertext cost more than they save. */
  private static final int MOST_BLOCKS = 256;

  /** Integers of a product of rows have fewer bits than this; wider ones take two products. */
  private static final int INTEGER_BITS = 31;

  /** Left for steps longer than one over the slope, and for providers with fewer rows. */
  private static final int STEEP_BITS = 4;

  /** Rows are not rounded more coarsely, though they take two products then. */
  private static final int LEAST_GRADIENT_SCALE_BITS = 34;

  /** Of two bounds' rounding. */
  private static final int RESERVE_BITS = 1;

  private CoefficientRules() {}

  /** The layout for one candidate, empty when a constraint does not hold. */
  static Optional<Layout> layout(
      PlanRequest request,
      int logN,
      int scaleBits,
      int gradientScaleBits,
      int digits,
      int featuresPerUpload) {
    int n = 1 << logN;
    int weights = request.weights();
    int width = LayoutRules.width(request, Packing.COEFFICIENT);
    if (n / 2 < width
        || featuresPerUpload > most(request, n)
        || !fitsModel(request, featuresPerUpload, n)) {
      return Optional.empty();
    }
    long places = (long) request.capacity() * request.providers();
    int rowsPerBlock = n / featuresPerUpload;
    int blocks = Math.toIntExact((places + rowsPerBlock - 1) / rowsPerBlock);
    if (blocks > MOST_BLOCKS) {
      return Optional.empty();
    }
    int depth = CircuitShape.of(request.degree()).depth();
    double bound = request.weightBound() / request.halfWidth();
    int valueBits = (int) Math.max(1, Math.ceil(LayoutRules.log2(bound)) + 1);
    int margins = LayoutRules.marginBits(request);
    int security = request.maskSecurity() + scaleBits;
    int maskBits = security + gradientScaleBits + valueBits;
    double row = PlanRequest.largestRowNorm(request.featureClip(), weights, places);
    double largestMargin = LayoutRules.log2(row * bound * Math.sqrt(weights));
    int marginMask =
        security + ROW_SCALE_BITS + (int) Math.ceil(Math.max(0, largestMargin)) + RESERVE_BITS;
    double parties = LayoutRules.log2(request.providers()) + 1;
    int first = LayoutRules.FIRST_PRIME_BITS;
    int refreshLimbs =
        LayoutRules.limbsFor(Math.max(maskBits, marginMask) + parties, first, scaleBits);
    int activationLimbs =
        LayoutRules.limbsFor(
            security + activationBits(request) + RESERVE_BITS + parties, first, scaleBits);
    int modelBits = 2 * Layout.MODEL_SCALE_BITS + margins + LayoutRules.MARGIN_RESERVE_BITS;
    int modelLimbs = LayoutRules.limbsFor(modelBits, first, scaleBits) + 1;
    int sumLimbs = LayoutRules.limbsFor(SUM_BITS + parties, first, scaleBits);
    int topLimbs =
        Math.max(Math.max(modelLimbs, refreshLimbs), Math.max(sumLimbs, activationLimbs + depth));
    Optional<CkksParameters> parameters =
        LayoutRules.parameters(request, logN, first, scaleBits, topLimbs, digits);
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    double precision = precisionBits(request, n, scaleBits, gradientScaleBits);
    if (precision < LayoutRules.MIN_PRECISION_BITS) {
      return Optional.empty();
    }
    return Optional.of(
        new Layout(
            parameters.get(),
            Packing.COEFFICIENT,
            weights,
            request.intercept(),
            width,
            1,
            featuresPerUpload,
            blocks,
            request.capacity(),
            topLimbs,
            refreshLimbs,
            gradientScaleBits,
            maskBits,
            modelLimbs,
            depth,
            request.providers(),
            request.maskSecurity(),
            bound,
            precision));
  }

  private static int activationBits(PlanRequest request) {
    return (int) Math.ceil(LayoutRules.log2(request.activationBound())) + OUTSIDE_BITS;
  }

  /**
   * Bits of the scale of rows in a gradient with which their integers take one product: of a
   * feature at the clip, times a step of 1, over the number of rows and the half-width. What is
   * rounded off is arithmetic on the rows alone, no noise that a key is in.
   */
  static int mostGradientScaleBits(PlanRequest request) {
    double places = (double) request.capacity() * request.providers();
    double largest = request.featureClip() / (places * request.halfWidth());
    int bits = INTEGER_BITS - STEEP_BITS - (int) Math.ceil(LayoutRules.log2(largest));
    return Math.max(LEAST_GRADIENT_SCALE_BITS, bits);
  }

  /** The most features that may share a ciphertext. */
  static int most(PlanRequest request, int n) {
    int features = Integer.highestOneBit(2 * request.features() - 1);
    return request.ownDecays() ? 1 : Math.min(features, n / PlanRequest.PLACES);
  }

  /** Whether the finished model's columns, each with a place of its own, fit one ciphertext. */
  private static boolean fitsModel(PlanRequest request, int featuresPerUpload, int n) {
    int uploads = (request.features() + featuresPerUpload - 1) / featuresPerUpload + 1;
    return (long) Integer.highestOneBit(2 * uploads - 1) * featuresPerUpload <= n;
  }

  /**
   * Estimated relative error of a weight, as bits, amplified as {@link LayoutRules} says: the
   * refresh's noise in a coefficient, the rounding of the rows in the gradient, and the predictor's
   * noise of a rescale's rounding, sqrt(n N / 18) a coefficient, which averages over the rows.
   */
  private static double precisionBits(
      PlanRequest request, int n, int scaleBits, int gradientScaleBits) {
    double parties = request.providers();
    double rows = (double) request.maxRowsPerProvider() * parties;
    double refresh = 3.2 * Math.sqrt(parties);
    double rounding = 0.5 * Math.sqrt(rows / 12);
    double state =
        Math.hypot(Math.scalb(refresh, -scaleBits), Math.scalb(rounding, -gradientScaleBits));
    double slot = Math.sqrt(n * parties / 18) * Math.sqrt(n / 2.0);
    double predictor = Math.scalb(slot * Math.sqrt(request.weights() / rows), -scaleBits);
    return -LayoutRules.log2(
        Math.hypot(
                LayoutRules.AMPLIFICATION * state, LayoutRules.PREDICTOR_AMPLIFICATION * predictor)
            * request.halfWidth());
  }
}
