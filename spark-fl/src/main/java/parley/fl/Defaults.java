package parley.fl;

/**
 * What stands where the user says nothing, in the words of the Params; figures of the training were
 * found by trials in clear on five public data sets, over five splits each, with 3 to 40 providers.
 * Stateless, so safe for use by several threads.
 */
public final class Defaults {
  /** Column of feature vectors. */
  public static final String FEATURES_COL = "features";

  /** Column of labels. */
  public static final String LABEL_COL = "label";

  /** Column for predictions. */
  public static final String PREDICTION_COL = "prediction";

  /** Column for probabilities. */
  public static final String PROBABILITY_COL = "probability";

  /** Column for margins. */
  public static final String RAW_PREDICTION_COL = "rawPrediction";

  /** Probability above which the prediction is 1. */
  public static final double THRESHOLD = 0.5;

  /** How a training is protected. */
  public static final String PROTECTION = "encrypted";

  /** Whether coefficients are opened: by sums that the querier reads. */
  public static final String RELEASE = "rounds";

  /** Iterations of a linear regression that is trained sealed, as Spark's own. */
  public static final int LINEAR_MAX_ITER = 100;

  /** How rows lie in ciphertexts: as the planner finds cheaper. */
  public static final String PACKING = "auto";

  /** Whether the querier gets the weights. */
  public static final boolean REVEAL_WEIGHTS = false;

  /** Whether two providers will do. */
  public static final boolean ALLOW_TWO_PROVIDERS = false;

  /** How a step follows from the gradient. */
  public static final String ALGORITHM = "nesterov";

  /** Strength of a linear regression's penalty. */
  public static final double LINEAR_REG_PARAM = 0;

  /** 0 for ridge to 1 for lasso. */
  public static final double ELASTIC_NET_PARAM = 0;

  /** Whether a penalty is on the coefficients of standardised features. */
  public static final boolean PENALISE_STANDARDIZED = true;

  /** Which standard errors. */
  public static final String ERRORS = "classical";

  /** Whether an intercept is fitted. */
  public static final boolean FIT_INTERCEPT = true;

  /** How features come to one scale. */
  public static final String STANDARDIZATION = "collective";

  /** Training iterations. */
  public static final int MAX_ITER = 40;

  /** Largest absolute value of a standardised feature, in standard deviations. */
  public static final double FEATURE_CLIP = 10;

  /** What the planner takes for the largest provider's rows. */
  public static final int ROWS_AT_A_PROVIDER = 1000;

  /** Bound on any weight's absolute value, on standardised features; it sizes the masks. */
  public static final double WEIGHT_BOUND = 64;

  /** Statistical security of the masks, in bits. */
  public static final int MASK_SECURITY = 128;

  /** Iterations between two looks of the convergence watch. */
  public static final int WATCH_EVERY = 10;

  /** Seconds that a round may take. */
  public static final int ROUND_TIMEOUT_SECONDS = 120;

  /** Iterations between two checkpoints. */
  public static final int CHECKPOINT_INTERVAL = 5;

  /** Whether a checkpoint stays when the training ends. */
  public static final boolean KEEP_CHECKPOINT = false;

  /** Neurons of a network's hidden layers. */
  public static final int NETWORK_NEURONS = 64;

  /** What stands for a network's activation. */
  public static final String NETWORK_ACTIVATION = "quadratic";

  /** Iterations of a network's training. */
  public static final int NETWORK_MAX_ITER = 60;

  /** How much of a network's last step is taken again. */
  public static final double NETWORK_MOMENTUM = 0.9;

  /** How a network's steps change. */
  public static final String NETWORK_SCHEDULE = "falling";

  /** Of a network's start weights. */
  public static final long NETWORK_SEED = 1;

  /** What a provider makes of an image's pixels. */
  public static final String INPUT_MAP = "none";

  /** From which to which number pixels go. */
  public static final String PIXEL_RANGE = "0:255";

  /** Whether a network's errors are watched. */
  public static final boolean NETWORK_WATCH = true;

  /** Largest absolute value of a network's standardised feature, in standard deviations. */
  public static final double NETWORK_FEATURE_CLIP = 3;

  private Defaults() {}
}
