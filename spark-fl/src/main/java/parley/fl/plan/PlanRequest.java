package parley.fl.plan;

import java.util.Optional;
import java.util.OptionalInt;
import parley.fl.Defaults;

/**
 * What a layout has to serve: the shape of the data, the iteration and the user's wishes. Immutable
 * and thread-safe.
 *
 * @param providers number of data providers
 * @param features number of features, the intercept left out
 * @param intercept whether a constant column is added
 * @param maxRowsPerProvider rows of the largest provider (public: it lays out the blocks)
 * @param iterations global iterations, one collective refresh each
 * @param degree degree of the activation polynomial
 * @param halfWidth half-width of the interval on which it approximates the sigmoid
 * @param featureClip bound on the absolute value of a standardised feature, indicators left out;
 *     with the weights' it bounds the margins of a sealed model; at most {@value #MOST_DEVIATIONS}
 * @param weightBound bound on the absolute value of any weight, on standardised features; it sizes
 *     the masks
 * @param maskSecurity statistical security of the masks, in bits
 * @param cores cores that work at the same time
 * @param memoryBytes memory that encoded rows and keys may take
 * @param watchRounds rounds in which means of powers of the margins are opened to all
 * @param packing packing asked for, empty to let the planner choose
 * @param logRingDimension ring asked for, empty to let the planner choose
 * @param scaleBits scale asked for, empty to let the planner choose
 * @param insecure allows parameters below 128 bits, for tests
 */
public record PlanRequest(
    int providers,
    int features,
    boolean intercept,
    int maxRowsPerProvider,
    int iterations,
    int degree,
    double halfWidth,
    double featureClip,
    double weightBound,
    int maskSecurity,
    int cores,
    long memoryBytes,
    int watchRounds,
    boolean ownDecays,
    double activationBound,
    Optional<Packing> packing,
    OptionalInt logRingDimension,
    OptionalInt scaleBits,
    boolean insecure) {
  /** Row places are counted in these: what is public of a provider's number of rows is no finer. */
  public static final int PLACES = 16;

  /** Beyond so many deviations no feature is expected where none are clipped. */
  public static final double MOST_DEVIATIONS = 1e3;

  /** Smaller activations are given the room of this one. */
  public static final double LEAST_ACTIVATION_BOUND = 64;

  /** Rejects shapes that no layout could serve. */
  public PlanRequest {
    require(providers >= 2, "providers", ">= 2", providers);
    require(features >= 1, "features", ">= 1", features);
    require(maxRowsPerProvider >= 1, "rows of the largest provider", ">= 1", maxRowsPerProvider);
    require(iterations >= 1, "iterations", ">= 1", iterations);
    require(CircuitShape.DEGREES.contains(degree), "degree", "1, 5, 7, 9, 13 or 15", degree);
    require(
        featureClip > 0 && featureClip <= MOST_DEVIATIONS,
        "clip of the features",
        "above 0, to " + MOST_DEVIATIONS,
        featureClip);
    require(
        activationBound >= LEAST_ACTIVATION_BOUND && activationBound < Double.POSITIVE_INFINITY,
        "bound on the activation",
        "at least " + LEAST_ACTIVATION_BOUND,
        activationBound);
    require(maskSecurity >= 80, "mask security", ">= 80 bits", maskSecurity);
  }

  private static void require(boolean ok, String what, String expected, Object got) {
    if (!ok) {
      throw new PlanException("cannot plan: " + what + ", expected " + expected + ", got " + got);
    }
  }

  /** Weights of the model, the intercept counted. */
  public int weights() {
    return features + (intercept ? 1 : 0);
  }

  /** Places for rows at a provider. */
  int capacity() {
    return (maxRowsPerProvider + PLACES - 1) / PLACES * PLACES;
  }

  /**
   * Bound on the norm of a standardised row, over the rows of a block in the mean. An indicator is
   * not clipped: the rarest of one row in all has the square root of their number.
   *
   * @param featureClip bound on the absolute value of what is no indicator
   * @param places rows that an indicator can be of at most; 0 where they are clipped too
   */
  public static double rowNorm(double featureClip, int weights, long places) {
    double indicator = Math.min(Math.sqrt((double) places), MOST_DEVIATIONS);
    return Math.hypot(featureClip * Math.sqrt(weights), indicator);
  }

  /**
   * Bound on the norm of any one standardised row, of which all features may be indicators of this
   * row alone; parameters as of {@link #rowNorm}.
   */
  public static double largestRowNorm(double featureClip, int weights, long places) {
    double indicator = Math.min(Math.sqrt((double) places), MOST_DEVIATIONS);
    return Math.sqrt(weights) * Math.max(1, Math.max(featureClip, indicator));
  }

  /** Starts from {@link Defaults}; the activation has to be said. */
  public static Builder builder(int providers, int features) {
    return new Builder(providers, features);
  }

  /** Builder of {@link PlanRequest}; not thread-safe. */
  public static final class Builder {
    private final int providers;
    private final int features;
    private boolean intercept = Defaults.FIT_INTERCEPT;
    private int maxRowsPerProvider = Defaults.ROWS_AT_A_PROVIDER;
    private int iterations = Defaults.MAX_ITER;
    private int degree;
    private double halfWidth;
    private double featureClip = Defaults.FEATURE_CLIP;
    private double weightBound = Defaults.WEIGHT_BOUND;
    private int maskSecurity = Defaults.MASK_SECURITY;
    private int cores = Runtime.getRuntime().availableProcessors();
    private long memoryBytes = Long.MAX_VALUE;
    private int watchRounds;
    private boolean ownDecays;
    private double activationBound = LEAST_ACTIVATION_BOUND;
    private Optional<Packing> packing = Optional.empty();
    private OptionalInt logRingDimension = OptionalInt.empty();
    private OptionalInt scaleBits = OptionalInt.empty();
    private boolean insecure;

    private Builder(int providers, int features) {
      this.providers = providers;
      this.features = features;
    }

    /** Whether a constant column is added (default {@value Defaults#FIT_INTERCEPT}). */
    public Builder intercept(boolean value) {
      this.intercept = value;
      return this;
    }

    /** Rows of the largest provider (default {@value Defaults#ROWS_AT_A_PROVIDER}). */
    public Builder maxRowsPerProvider(int value) {
      this.maxRowsPerProvider = value;
      return this;
    }

    /** Global iterations (default {@value Defaults#MAX_ITER}). */
    public Builder iterations(int value) {
      this.iterations = value;
      return this;
    }

    /** Degree and interval of the activation; without it nothing is built. */
    public Builder activation(int polynomialDegree, double intervalHalfWidth) {
      this.degree = polynomialDegree;
      this.halfWidth = intervalHalfWidth;
      return this;
    }

    /**
     * Clip of standardised features (default {@value Defaults#FEATURE_CLIP}); beyond {@link
     * #MOST_DEVIATIONS} it is that.
     */
    public Builder featureClip(double value) {
      this.featureClip = Math.min(value, MOST_DEVIATIONS);
      return this;
    }

    /**
     * Bound on any weight's absolute value on standardised features (default {@value
     * Defaults#WEIGHT_BOUND}).
     */
    public Builder weightBound(double value) {
      this.weightBound = value;
      return this;
    }

    /** Statistical security of masks in bits (default {@value Defaults#MASK_SECURITY}). */
    public Builder maskSecurity(int value) {
      this.maskSecurity = value;
      return this;
    }

    /** Cores that work at the same time (default: all of this machine). */
    public Builder cores(int value) {
      this.cores = value;
      return this;
    }

    /** Memory for encoded rows and keys in bytes (default: no limit). */
    public Builder memoryBytes(long value) {
      this.memoryBytes = value;
      return this;
    }

    /** Rounds in which convergence is watched (default 0). */
    public Builder watchRounds(int value) {
      this.watchRounds = value;
      return this;
    }

    /** Whether each weight decays by a number of its own (default: all features' by the same). */
    public Builder ownDecays(boolean value) {
      this.ownDecays = value;
      return this;
    }

    /**
     * Bound on the activation's absolute value on its interval (default and least {@value
     * #LEAST_ACTIVATION_BOUND}).
     */
    public Builder activationBound(double value) {
      this.activationBound = Math.max(LEAST_ACTIVATION_BOUND, value);
      return this;
    }

    /** Fixes the packing. */
    public Builder packing(Packing value) {
      this.packing = Optional.of(value);
      return this;
    }

    /** Fixes log2 of the ring dimension. */
    public Builder logRingDimension(int value) {
      this.logRingDimension = OptionalInt.of(value);
      return this;
    }

    /** Fixes the scale. */
    public Builder scaleBits(int value) {
      this.scaleBits = OptionalInt.of(value);
      return this;
    }

    /** Allows parameters below 128 bits, for tests. */
    public Builder insecure(boolean value) {
      this.insecure = value;
      return this;
    }

    /** Checks and builds. */
    public PlanRequest build() {
      return new PlanRequest(
          providers,
          features,
          intercept,
          maxRowsPerProvider,
          iterations,
          degree,
          halfWidth,
          featureClip,
          weightBound,
          maskSecurity,
          cores,
          memoryBytes,
          watchRounds,
          ownDecays,
          activationBound,
          packing,
          logRingDimension,
          scaleBits,
          insecure);
    }
  }
}
