package parley.fl.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.family.LinearFamily;
import parley.fl.optim.Algorithm;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.Packing;
import parley.fl.plan.TrainingPlan;
import parley.fl.report.FitListener;

/**
 * All that a training of a linear family is told. Holds paths of keys and places of passphrases,
 * never keys or passphrases. Immutable, so safe for use by several threads if the listener is.
 */
public final class TrainingSettings {
  private final Builder b;

  private TrainingSettings(Builder builder) {
    b = builder;
  }

  /** All defaults: those of the estimators. */
  public static Builder builder(LinearFamily family) {
    return new Builder(family);
  }

  public Protection protection() {
    return b.protection;
  }

  public Algorithm algorithm() {
    return b.algorithm;
  }

  public int maxIter() {
    return b.maxIter;
  }

  /** The ridge penalty in Spark's convention; empty for 1 / rows. */
  public OptionalDouble regParam() {
    return b.regParam;
  }

  public boolean fitIntercept() {
    return b.fitIntercept;
  }

  public StandardizationMode standardization() {
    return b.standardization;
  }

  /** For {@link StandardizationMode#RANGES}: {lowest, highest} for each feature; a copy. */
  public double[][] featureRanges() {
    return Arrays.stream(b.featureRanges).map(double[]::clone).toArray(double[][]::new);
  }

  /** For {@link StandardizationMode#RANGES}: the agreed bound on the number of all rows. */
  public OptionalLong rowBound() {
    return b.rowBound;
  }

  /** Largest absolute value of a standardised feature; infinite for none. */
  public double featureClip() {
    return b.featureClip;
  }

  /**
   * What is trained. Its activations are fitted to where the rows lie only with Nesterov's
   * algorithm, and where something may be opened.
   */
  public LinearFamily family() {
    return b.family;
  }

  /** Path of the file with the querier's key. */
  public Optional<String> querierKey() {
    return Optional.ofNullable(b.querierKey);
  }

  /**
   * Path of the file with the querier's signed public key, where the querier is apart from this
   * process: results stay under that key.
   */
  public Optional<String> querierPublicKey() {
    return Optional.ofNullable(b.querierPublicKey);
  }

  /** The plan to follow, in place of the planner's choice. */
  public Optional<TrainingPlan> plan() {
    return Optional.ofNullable(b.plan);
  }

  /** Directory under which each provider keeps its store. */
  public Optional<String> keyStore() {
    return Optional.ofNullable(b.keyStore);
  }

  /** Folder with the sockets of the vaults that hold the parties. */
  public Optional<String> vault() {
    return Optional.ofNullable(b.vault);
  }

  /** A policy beside the providers' own: a file, or a folder with one for each provider. */
  public Optional<String> policy() {
    return Optional.ofNullable(b.policy);
  }

  /** Rows that one opening of predictions carries at most; empty for as many as there is room. */
  public OptionalInt rowsPerOpening() {
    return b.rowsPerOpening;
  }

  /** Folder that an interrupted training is resumed from. */
  public Optional<String> checkpoint() {
    return Optional.ofNullable(b.checkpoint);
  }

  /** Whether the checkpoint stays when the training ends. */
  public boolean keepCheckpoint() {
    return b.keepCheckpoint;
  }

  /** Iterations between two checkpoints. */
  public int checkpointInterval() {
    return b.checkpointInterval;
  }

  /** Where the providers' processes find the passphrase of their stores, as Params say it. */
  public Optional<String> keyStorePassphraseFrom() {
    return Optional.ofNullable(b.keyStorePassphraseFrom);
  }

  /** Where this process finds the passphrase of the querier's key, as Params say it. */
  public Optional<String> querierKeyPassphraseFrom() {
    return Optional.ofNullable(b.querierKeyPassphraseFrom);
  }

  public boolean revealWeights() {
    return b.revealWeights;
  }

  public boolean allowTwoProviders() {
    return b.allowTwoProviders;
  }

  /** Iterations between two looks of the convergence watch; 0 for never. */
  public int watchEvery() {
    return b.watchEvery;
  }

  /** A new watch for these settings. */
  public ConvergenceWatch newWatch() {
    return ConvergenceWatch.every(b.watchEvery, b.family.activation());
  }

  public Duration roundTimeout() {
    return b.roundTimeout;
  }

  public FitListener listener() {
    return b.listener;
  }

  /** The packing asked for; empty to let the planner choose. */
  public Optional<Packing> packing() {
    return Optional.ofNullable(b.packing);
  }

  /** log2 of the ring dimension asked for; empty to let the planner choose. */
  public OptionalInt logRingDimension() {
    return b.logRingDimension;
  }

  /** Collects settings; each setter takes what the estimator's Param of that name takes. */
  public static final class Builder implements Cloneable {
    private Protection protection = Defaults.PROTECTION;
    private Algorithm algorithm = Defaults.ALGORITHM;
    private int maxIter = Defaults.MAX_ITER;
    private OptionalDouble regParam = OptionalDouble.empty();
    private boolean fitIntercept = Defaults.FIT_INTERCEPT;
    private StandardizationMode standardization = Defaults.STANDARDIZATION;
    private double[][] featureRanges = {};
    private OptionalLong rowBound = OptionalLong.empty();
    private double featureClip = Defaults.FEATURE_CLIP;
    private LinearFamily family;
    private @Nullable String querierKey;
    private @Nullable String querierPublicKey;
    private @Nullable TrainingPlan plan;
    private @Nullable String keyStore;
    private @Nullable String vault;
    private @Nullable String policy;
    private OptionalInt rowsPerOpening = OptionalInt.empty();
    private @Nullable String checkpoint;
    private int checkpointInterval = Defaults.CHECKPOINT_INTERVAL;
    private boolean keepCheckpoint = Defaults.KEEP_CHECKPOINT;
    private @Nullable String keyStorePassphraseFrom;
    private @Nullable String querierKeyPassphraseFrom;
    private boolean revealWeights = Defaults.REVEAL_WEIGHTS;
    private boolean allowTwoProviders = Defaults.ALLOW_TWO_PROVIDERS;
    private int watchEvery = Defaults.WATCH_EVERY;
    private Duration roundTimeout = Duration.ofSeconds(Defaults.ROUND_TIMEOUT_SECONDS);
    private FitListener listener = FitListener.NONE;
    private @Nullable Packing packing;
    private OptionalInt logRingDimension = OptionalInt.empty();

    private Builder(LinearFamily family) {
      this.family = family;
    }

    /** Settings do not change with a builder that is used again. */
    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }

    public Builder protection(Protection value) {
      protection = value;
      return this;
    }

    public Builder algorithm(Algorithm value) {
      algorithm = value;
      return this;
    }

    public Builder maxIter(int value) {
      maxIter = value;
      return this;
    }

    public Builder regParam(double value) {
      regParam = OptionalDouble.of(value);
      return this;
    }

    public Builder fitIntercept(boolean value) {
      fitIntercept = value;
      return this;
    }

    public Builder standardization(StandardizationMode value) {
      standardization = value;
      return this;
    }

    public Builder featureRanges(double[][] value) {
      featureRanges = Arrays.stream(value).map(double[]::clone).toArray(double[][]::new);
      return this;
    }

    public Builder rowBound(long value) {
      rowBound = OptionalLong.of(value);
      return this;
    }

    public Builder featureClip(double value) {
      featureClip = value;
      return this;
    }

    public Builder querierKey(String path) {
      querierKey = path;
      return this;
    }

    public Builder querierPublicKey(String path) {
      querierPublicKey = path;
      return this;
    }

    public Builder plan(TrainingPlan value) {
      plan = value;
      return this;
    }

    public Builder keyStore(String directory) {
      keyStore = directory;
      return this;
    }

    public Builder vault(String directory) {
      vault = directory;
      return this;
    }

    public Builder policy(String place) {
      policy = place;
      return this;
    }

    public Builder rowsPerOpening(int value) {
      rowsPerOpening = OptionalInt.of(value);
      return this;
    }

    public Builder checkpoint(String folder) {
      checkpoint = folder;
      return this;
    }

    public Builder keepCheckpoint(boolean keep) {
      keepCheckpoint = keep;
      return this;
    }

    public Builder checkpointInterval(int iterations) {
      checkpointInterval = iterations;
      return this;
    }

    public Builder keyStorePassphraseFrom(String value) {
      keyStorePassphraseFrom = value;
      return this;
    }

    public Builder querierKeyPassphraseFrom(String value) {
      querierKeyPassphraseFrom = value;
      return this;
    }

    public Builder revealWeights(boolean value) {
      revealWeights = value;
      return this;
    }

    public Builder allowTwoProviders(boolean value) {
      allowTwoProviders = value;
      return this;
    }

    public Builder watchEvery(int iterations) {
      watchEvery = iterations;
      return this;
    }

    public Builder roundTimeout(Duration value) {
      roundTimeout = value;
      return this;
    }

    /** Fixes the packing. */
    public Builder packing(Packing value) {
      packing = value;
      return this;
    }

    /** Fixes log2 of the ring dimension. */
    public Builder logRingDimension(int value) {
      logRingDimension = OptionalInt.of(value);
      return this;
    }

    public Builder listener(FitListener value) {
      listener = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if ranges are asked for without ranges or a row bound, or a
     *     checkpoint without what outlives this process
     */
    public TrainingSettings build() {
      if (standardization == StandardizationMode.RANGES
          && (featureRanges.length == 0 || rowBound.isEmpty())) {
        throw new IllegalArgumentException(
            "cannot standardise by ranges: expected featureRanges and rowBound, got"
                + (featureRanges.length == 0 ? " no ranges" : " no bound"));
      }
      boolean anonymous = querierKey == null && querierPublicKey == null;
      if (checkpoint != null && (anonymous || (keyStore == null && vault == null))) {
        throw new IllegalArgumentException(
            "cannot resume from a checkpoint later: expected querierKey and keyStore (or vault),"
                + " since all keys would be gone with this process, got "
                + (anonymous ? "no querierKey" : "neither keyStore nor vault"));
      }
      checkQuerier();
      if (protection == Protection.ENCRYPTED && family.circuit().isEmpty()) {
        throw new IllegalArgumentException(
            "cannot train "
                + family.name()
                + " with the protection encrypted: the family has no circuit, expected the"
                + " protection plain");
      }
      Builder copy = copy();
      if (algorithm != Algorithm.NESTEROV || standardization == StandardizationMode.RANGES) {
        copy.family = family.fixed();
      }
      return new TrainingSettings(copy);
    }

    private void checkQuerier() {
      if (querierPublicKey == null) {
        return;
      }
      if (querierKey != null) {
        throw new IllegalArgumentException(
            "cannot tell where the querier is: expected querierKey (it runs this process) or"
                + " querierPublicKey (it is apart), got both");
      }
      if (plan == null) {
        throw new IllegalArgumentException(
            "cannot train for a querier that is apart: expected the plan that its public key was"
                + " made for, got none");
      }
    }
  }
}
