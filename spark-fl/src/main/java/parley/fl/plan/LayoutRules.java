package parley.fl.plan;

import java.util.Optional;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.SecurityTable;

/**
 * The constraints a layout must keep: 128-bit security of log2 QP, room for the masks, room for the
 * model's products, precision.
 *
 * <p>Sources: {@link SecurityTable} for ternary secrets; the mask rule log2 Q_l >= b + log2 N + 1,
 * b = lambda + log2 of the largest coefficient (docs/protocols.md). Stateless and thread-safe.
 */
final class LayoutRules {
  static final int FIRST_PRIME_BITS = 60;

  /** For layouts that are two bits over the limit on log2 QP with the usual one. */
  static final int SHORT_FIRST_PRIME_BITS = 58;

  private static final int SPECIAL_PRIME_BITS = 60;

  /** Left above the largest margin: a sign, the smudging, and primes below their size. */
  static final int MARGIN_RESERVE_BITS = 2;

  /**
   * Least acceptable estimate of {@link Layout#precisionBits()}: revealed weights are promised to
   * 1e-4.
   */
  static final double MIN_PRECISION_BITS = 15;

  /**
   * What an error of one iteration grows to in the largest weight: 250 was measured in clear on
   * wdbc, whose features nearly depend on each other, over 40 iterations.
   */
  static final double AMPLIFICATION = 256;

  /**
   * The same for an error of the linear predictor, in the mean over the rows: 0.43 was measured in
   * the same way. Where weights settle slowly, the features hardly vary and let little of it in.
   */
  static final double PREDICTOR_AMPLIFICATION = 1;

  private LayoutRules() {}

  /** Largest log2 QP at 128 bits, ternary secret, for n = 2^logN; 0 where the table has no row. */
  static int maxLogQP(int logN) {
    return SecurityTable.mostLogQP(logN);
  }

  /**
   * The layout for one candidate, empty when a constraint does not hold.
   *
   * @param shared with diagonals the baby steps, with coefficients the features an upload; 1 with
   *     rows
   */
  static Optional<Layout> layout(
      PlanRequest request,
      Packing packing,
      int logN,
      int scaleBits,
      int gradientScaleBits,
      int digits,
      int shared) {
    if (packing == Packing.COEFFICIENT) {
      return CoefficientRules.layout(request, logN, scaleBits, gradientScaleBits, digits, shared);
    }
    Optional<Layout> usual =
        layout(
            request, packing, logN, FIRST_PRIME_BITS, scaleBits, gradientScaleBits, digits, shared);
    return usual.isPresent()
        ? usual
        : layout(
            request,
            packing,
            logN,
            SHORT_FIRST_PRIME_BITS,
            scaleBits,
            gradientScaleBits,
            digits,
            shared);
  }

  /** The most that candidates may share, see {@link #layout}. */
  static int mostShared(PlanRequest request, Packing packing, int logN) {
    return switch (packing) {
      case DIAGONAL -> width(request, packing);
      case ROW -> 1;
      case COEFFICIENT -> CoefficientRules.most(request, 1 << logN);
    };
  }

  private static Optional<Layout> layout(
      PlanRequest request,
      Packing packing,
      int logN,
      int firstBits,
      int scaleBits,
      int gradientScaleBits,
      int digits,
      int babySteps) {
    int weights = request.weights();
    int n = 1 << logN;
    int width = width(request, packing);
    if (n / 2 < width || babySteps > width) {
      return Optional.empty();
    }
    int rowsPerBlock = packing == Packing.DIAGONAL ? n / 2 : n / 2 / width;
    int capacity = request.capacity();
    long places =
        packing == Packing.DIAGONAL
            ? request.maxRowsPerProvider()
            : (long) capacity * request.providers();
    int blocks = Math.toIntExact((places + rowsPerBlock - 1) / rowsPerBlock);

    int depth = CircuitShape.of(request.degree()).depth();
    double valueBits =
        Math.max(1, Math.ceil(log2(request.weightBound() / request.halfWidth())) + 1);
    int maskBits = request.maskSecurity() + scaleBits + gradientScaleBits + (int) valueBits;
    int refreshLimbs = limbsFor(maskBits + log2(request.providers()) + 1, firstBits, scaleBits);
    int modelBits = 2 * Layout.MODEL_SCALE_BITS + marginBits(request) + MARGIN_RESERVE_BITS;
    int modelLimbs = limbsFor(modelBits, firstBits, scaleBits) + (packing == Packing.ROW ? 1 : 0);
    int topLimbs = Math.max(modelLimbs, refreshLimbs + depth + (packing == Packing.ROW ? 2 : 1));
    Optional<CkksParameters> parameters =
        parameters(request, logN, firstBits, scaleBits, topLimbs, digits);
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    double precision = precisionBits(request, packing, babySteps, n, scaleBits, gradientScaleBits);
    if (precision < MIN_PRECISION_BITS) {
      return Optional.empty();
    }
    return Optional.of(
        new Layout(
            parameters.get(),
            packing,
            weights,
            request.intercept(),
            width,
            babySteps,
            1,
            blocks,
            capacity,
            topLimbs,
            refreshLimbs,
            gradientScaleBits,
            maskBits,
            modelLimbs,
            depth,
            request.providers(),
            request.maskSecurity(),
            request.weightBound() / request.halfWidth(),
            precision));
  }

  /**
   * A ring of so many limbs; empty when so many digits do not split them evenly, or it has less
   * than 128 bits.
   */
  static Optional<CkksParameters> parameters(
      PlanRequest request, int logN, int firstBits, int scaleBits, int limbs, int digits) {
    int perDigit = (limbs + digits - 1) / digits;
    if (digits > limbs
        || (limbs + perDigit - 1) / perDigit != digits
        || (!request.insecure() && logQP(limbs, firstBits, scaleBits, perDigit) > maxLogQP(logN))) {
      return Optional.empty();
    }
    return Optional.of(
        CkksParameters.builder()
            .logRingDimension(logN)
            .firstPrimeBits(firstBits)
            .scaleBits(scaleBits)
            .limbs(limbs)
            .digits(digits)
            .insecure(request.insecure())
            .build());
  }

  /** Special primes of a key with {@code perDigit} limbs a digit. */
  static int specialPrimes(int scaleBits, int perDigit) {
    return (FIRST_PRIME_BITS + (perDigit - 1) * scaleBits + SPECIAL_PRIME_BITS - 1)
        / SPECIAL_PRIME_BITS;
  }

  private static int logQP(int limbs, int firstBits, int scaleBits, int perDigit) {
    return firstBits
        + (limbs - 1) * scaleBits
        + SPECIAL_PRIME_BITS * specialPrimesBound(scaleBits, perDigit);
  }

  /** The library's own check allows a bit more for a digit of several limbs, so this does too. */
  private static int specialPrimesBound(int scaleBits, int perDigit) {
    int bits = FIRST_PRIME_BITS + (perDigit - 1) * scaleBits + (perDigit > 1 ? 1 : 0);
    return (bits + SPECIAL_PRIME_BITS - 1) / SPECIAL_PRIME_BITS;
  }

  /** A bit of the first prime is left, as the others are a little below or above their size. */
  static int limbsFor(double bits, int firstBits, int scaleBits) {
    return 1 + (int) Math.ceil(Math.max(0, bits - (firstBits - 1)) / scaleBits);
  }

  /** Slots after which the model repeats. */
  static int width(PlanRequest request, Packing packing) {
    int classes = packing == Packing.DIAGONAL ? request.features() : request.weights();
    return Integer.highestOneBit(2 * classes - 1);
  }

  /**
   * Estimated relative error of a weight, as bits. An iteration's errors are independent: the
   * refresh's noise, 3.2 sqrt(N) a coefficient, seen in a slot; the rounding of the encoded rows,
   * sqrt(n/12) a slot, times the activation's odd part, at most 1/2, in the mean that the refresh
   * takes; and the predictor's. All times the half-width, as the state is the weights divided by
   * it. The iteration then amplifies them.
   */
  private static double precisionBits(
      PlanRequest r, Packing packing, int babySteps, int n, int scaleBits, int gradientScaleBits) {
    double refresh = 3.2 * Math.sqrt(r.providers()) * Math.sqrt(n / 2.0);
    double rows = (double) r.maxRowsPerProvider() * r.providers();
    int repeats = n / 2 / width(r, packing);
    double encoding = 0.5 * Math.sqrt(n / 12.0) * Math.sqrt(rows) / repeats;
    double state =
        Math.hypot(Math.scalb(refresh, -scaleBits), Math.scalb(encoding, -gradientScaleBits));
    double predictor =
        packing == Packing.DIAGONAL ? Math.scalb(rotationError(r, babySteps, n), -scaleBits) : 0;
    return -log2(
        Math.hypot(AMPLIFICATION * state, PREDICTOR_AMPLIFICATION * predictor) * r.halfWidth());
  }

  /**
   * Noise of the model's rotations in a gradient: of key switches with the first prime as large as
   * P, and of their rounding, half of the most hops in the mean; it averages over the rows of one
   * provider, as all see the same.
   */
  private static double rotationError(PlanRequest r, int babySteps, int n) {
    int most = babySteps - 1 + width(r, Packing.DIAGONAL) / babySteps - 1;
    double coefficient = Math.sqrt(most / 2.0 * r.providers() * (n / 12.0 * 3.2 * 3.2 + n / 18.0));
    double averaged = Math.sqrt((double) r.features() / Math.min(n / 2, r.maxRowsPerProvider()));
    return coefficient * Math.sqrt(n / 2.0) * averaged;
  }

  /** Bits of the largest margin over the half-width: a row's norm times that of the weights. */
  static int marginBits(PlanRequest request) {
    double weights = request.weightBound() / request.halfWidth() * Math.sqrt(request.weights());
    long places = (long) request.capacity() * request.providers();
    double row = PlanRequest.rowNorm(request.featureClip(), request.weights(), places);
    return (int) Math.ceil(Math.max(0, log2(row * weights)));
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
