package parley.fl.plan;

import parley.mhe.ckks.CkksParameters;

/**
 * One complete choice for an encrypted training. Immutable and thread-safe.
 *
 * <p>Limbs go down along an iteration: the model enters with {@code topLimbs}, the linear predictor
 * leaves with {@link #predictorLimbs()}, the activation with {@code refreshLimbs}, where the
 * aggregated gradient is refreshed back to {@code topLimbs}. With coefficients the model stays at
 * {@code refreshLimbs}, where rows meet it and residuals, and margins alone have {@code topLimbs}.
 *
 * @param parameters ring, primes and key switching digits
 * @param packing how rows and weights lie in slots
 * @param weights weights of the model, the intercept counted
 * @param intercept whether the last weight is an intercept
 * @param width slots after which the model repeats, a power of two: not below the number of
 *     features for diagonals, nor below {@code weights} for rows
 * @param babySteps rotations of a residual that a provider makes, the one by 0 counted: a power of
 *     two that divides {@code width}; 1 for the others
 * @param featuresPerUpload with coefficients the features that share a ciphertext of the model and
 *     of the gradient: a power of two; 1 for the others
 * @param blocks ciphertexts that the rows of one provider (diagonals) or of all together fill
 * @param capacity row places kept for each provider
 * @param topLimbs limbs of the model when it is sent to the providers; with coefficients of the
 *     margins
 * @param refreshLimbs limbs of the aggregated gradient when it is refreshed
 * @param gradientScaleBits scale of the rows in the gradient's product
 * @param maskBits bits of a mask in the training's refresh
 * @param modelLimbs limbs of the finished model, enough for a prediction
 * @param activationDepth levels that the activation takes
 * @param providers number of data providers
 * @param maskSecurity statistical security of the masks, in bits
 * @param stateBound bound on the absolute value of a weight divided by the interval's half-width
 * @param precisionBits estimated error of a weight, relative to the largest: 2^-precisionBits
 */
public record Layout(
    CkksParameters parameters,
    Packing packing,
    int weights,
    boolean intercept,
    int width,
    int babySteps,
    int featuresPerUpload,
    int blocks,
    int capacity,
    int topLimbs,
    int refreshLimbs,
    int gradientScaleBits,
    int maskBits,
    int modelLimbs,
    int activationDepth,
    int providers,
    int maskSecurity,
    double stateBound,
    double precisionBits) {

  /**
   * Scale of the finished model and of queries, as a power of two: room for smudging of 2^-40
   * (docs/protocols.md).
   */
  public static final int MODEL_SCALE_BITS = 100;

  /** Row places in a block; with coefficients of a prediction's. */
  public int rowsPerBlock() {
    return packing == Packing.DIAGONAL ? parameters.slots() : parameters.slots() / width;
  }

  /** Rows that a ciphertext of margins in slots has one of each, or {@link #width} of each. */
  public int rowsPerMargins() {
    return packing == Packing.ROW ? rowsPerBlock() : parameters.slots();
  }

  /** How often the model is repeated in a ciphertext. */
  public int repeats() {
    return parameters.slots() / width;
  }

  /** Number of features, the intercept left out. */
  public int features() {
    return weights - (intercept ? 1 : 0);
  }

  /** Key switches one after the other that the farthest rotation within a period takes. */
  public int mostHops() {
    return babySteps - 1 + width / babySteps - 1;
  }

  /**
   * Distance of the coefficients that the finished model's refresh masks, and but for coefficients
   * the training's: all rows are summed by it.
   */
  public int stride() {
    return parameters.ringDimension() / (2 * width);
  }

  /** Limbs of the linear predictor when the activation starts. */
  public int predictorLimbs() {
    return switch (packing) {
      case DIAGONAL -> topLimbs - 1;
      case ROW -> topLimbs - 2;
      case COEFFICIENT -> topLimbs;
    };
  }

  /** Limbs of the model between two iterations. */
  public int stateLimbs() {
    return packing == Packing.COEFFICIENT ? refreshLimbs : topLimbs;
  }

  /**
   * Limbs of a margin's powers when they are summed, and with coefficients of residuals: after as
   * many levels as an activation has.
   */
  public int lookLimbs() {
    return packing == Packing.COEFFICIENT
        ? Math.min(refreshLimbs, topLimbs - activationDepth)
        : refreshLimbs;
  }

  /**
   * Ciphertexts that the model takes in training; but for rows the intercept has one of its own.
   */
  public int stateSize() {
    return switch (packing) {
      case DIAGONAL -> modelSize();
      case ROW -> 1;
      case COEFFICIENT ->
          (features() + featuresPerUpload - 1) / featuresPerUpload + (intercept ? 1 : 0);
    };
  }

  /** Ciphertexts that the finished model takes. */
  public int modelSize() {
    return packing == Packing.DIAGONAL && intercept ? 2 : 1;
  }

  /** Ciphertexts of a gradient that a provider sends. */
  public int uploads() {
    return packing == Packing.DIAGONAL ? width / babySteps + stateSize() - 1 : stateSize();
  }

  /** Scale of the model during training. */
  public double stateScale() {
    return Math.scalb(1.0, parameters.scaleBits());
  }

  /** Scale of the finished model and of queries. */
  public static double modelScale() {
    return Math.scalb(1.0, MODEL_SCALE_BITS);
  }
}
