package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.Activation;
import parley.fl.activation.SigmoidPolynomial;

/**
 * All that is agreed on about a network's training before anything is known of the rows. With the
 * rows' number and the largest eigenvalue of their features, every step follows. Immutable and
 * thread-safe.
 */
@DefaultSerializer(JavaSerializer.class)
public final class NetworkTerms implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double GAIN = 0.5;
  private static final double GAIN_OF_DEEP = 0.6;

  /** Without a hidden layer there is no symmetry to break, and 0 is where nothing is learnt yet. */
  private static final double GAIN_OF_LOGISTIC = 0;

  /** More rows buy little: 1,024 to 2,048 are enough on every set that was tried. */
  public static final int USUAL_BATCH = 1024;

  /**
   * What stands for the sigmoid unless told: wide, since most classes are far from most rows, and
   * margins grow with each iteration.
   */
  public static final SigmoidPolynomial SIGMOID = SigmoidPolynomial.leastSquares(9, 20);

  private final NetworkShape shape;
  private final double gain;
  private final long seed;
  private final @Nullable NetworkWeights start;
  private final double momentum;
  private final StepSchedule schedule;
  private final int iterations;
  private final List<Double> steps;
  private final int batchRows;
  private final boolean watch;
  private final @Nullable SigmoidPolynomial sigmoid;

  private NetworkTerms(Builder b) {
    shape = b.shape;
    gain = b.gain;
    seed = b.seed;
    start = b.start;
    momentum = b.momentum;
    schedule = b.schedule;
    iterations = b.iterations;
    steps = b.steps;
    batchRows = b.batchRows;
    watch = b.watch;
    sigmoid = shape.isLogistic() ? b.sigmoid : null;
  }

  /** Terms for networks of a shape. */
  public static Builder builder(NetworkShape shape) {
    return new Builder(shape);
  }

  public NetworkShape shape() {
    return shape;
  }

  /** What stands for the activation: so far there is one. */
  public QuadraticActivation activation() {
    return QuadraticActivation.CENTRED;
  }

  /**
   * What stands for the sigmoid of each output of a network without hidden layer; empty of others,
   * whose outputs are linear.
   */
  public Optional<SigmoidPolynomial> sigmoid() {
    return Optional.ofNullable(sigmoid);
  }

  /** What an output becomes before its label is subtracted. */
  public Activation outputs() {
    return sigmoid == null ? u -> u : sigmoid;
  }

  /** The start weights' deviation times the root of a layer's inputs. */
  public double gain() {
    return gain;
  }

  /** Of what is public: the start weights, the rows of the steps' rule, the order of the rows. */
  public long seed() {
    return seed;
  }

  /** Weights of an earlier model to begin with; empty for those of the seed. */
  public Optional<NetworkWeights> warmStart() {
    return Optional.ofNullable(start);
  }

  /** The weights to begin with. */
  public NetworkWeights start() {
    return start != null ? start : StartWeights.normal(shape, gain, seed);
  }

  /** mu, from 0 and below 1. */
  public double momentum() {
    return momentum;
  }

  public StepSchedule schedule() {
    return schedule;
  }

  public int iterations() {
    return iterations;
  }

  /** A step a layer; empty where the rule gives them. */
  public List<Double> givenSteps() {
    return steps;
  }

  /** How many rows of all providers an iteration takes; 0 where {@link #batch} chooses. */
  public int batchRows() {
    return batchRows;
  }

  /**
   * The same once the number of rows is known: if nobody said, {@value #USUAL_BATCH}, or all where
   * there are fewer.
   */
  public int batch(long rows) {
    return batchRows > 0 ? batchRows : (int) Math.min(USUAL_BATCH, rows);
  }

  /** Whether errors are opened to see that the training does not run away. */
  public boolean watch() {
    return watch;
  }

  /** What steps and watch follow from. */
  public StepRule rule() {
    return new StepRule(start(), activation(), sigmoid, seed);
  }

  /**
   * A step a layer: the given ones, or the rule's.
   *
   * @param lambdaX the largest eigenvalue of the features; not read where steps are given
   */
  public double[] steps(double lambdaX) {
    return steps.isEmpty()
        ? rule().steps(lambdaX)
        : steps.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Collects terms, checking each. Not safe for use by several threads. */
  public static final class Builder {
    private final NetworkShape shape;
    private double gain;
    private long seed = 1;
    private @Nullable NetworkWeights start;
    private double momentum = 0.9;
    private StepSchedule schedule = StepSchedule.FALLING;
    private int iterations = 60;
    private List<Double> steps = List.of();
    private int batchRows;
    private boolean watch = true;
    private SigmoidPolynomial sigmoid = SIGMOID;

    private Builder(NetworkShape shape) {
      this.shape = shape;
      gain =
          switch (shape.hidden().size()) {
            case 0 -> GAIN_OF_LOGISTIC;
            case 1 -> GAIN;
            default -> GAIN_OF_DEEP;
          };
    }

    /** 0.5 by default, with more hidden layers than one 0.6, with none 0. */
    public Builder gain(double value) {
      boolean none = value == 0 && shape.isLogistic();
      require(none || value > 0 && value <= 100, "a gain above 0 and at most 100", value);
      gain = value;
      return this;
    }

    /** Public; 1 by default. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Weights to begin with in place of the seed's, which are public then.
     *
     * @throws IllegalArgumentException if they are of another shape, or not all finite
     */
    public Builder warmStart(NetworkWeights value) {
      if (!value.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "cannot start from a model: expected its layers to be "
                + shape.text()
                + ", got "
                + value.shape().text());
      }
      require(value.isFinite(), "finite weights to start from", "others");
      start = value;
      return this;
    }

    /** 0.9 by default. */
    public Builder momentum(double value) {
      require(value >= 0 && value < 1, "a momentum from 0 and below 1", value);
      momentum = value;
      return this;
    }

    /** {@link StepSchedule#FALLING} by default. */
    public Builder schedule(StepSchedule value) {
      schedule = value;
      return this;
    }

    /** 60 by default. */
    public Builder iterations(int value) {
      require(value >= 1, "1 iteration or more", value);
      iterations = value;
      return this;
    }

    /** A step a layer in place of the rule's. */
    public Builder steps(double... values) {
      require(
          values.length == 0 || values.length == shape.layers(),
          "a step for each of " + shape.layers() + " layers",
          values.length);
      List<Double> list = new ArrayList<>();
      for (double value : values) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, "steps above 0", value);
        list.add(value);
      }
      steps = List.copyOf(list);
      return this;
    }

    /** 0, for {@link NetworkTerms#batch} to choose, by default. */
    public Builder batchRows(int value) {
      require(value >= 0, "1 row a batch or more, or 0 for a choice", value);
      batchRows = value;
      return this;
    }

    /** On by default. */
    public Builder watch(boolean value) {
      watch = value;
      return this;
    }

    /** Of a network without hidden layer; {@link #SIGMOID} by default. Others have none. */
    public Builder sigmoid(SigmoidPolynomial value) {
      sigmoid = value;
      return this;
    }

    public NetworkTerms build() {
      return new NetworkTerms(this);
    }

    private static void require(boolean holds, String expected, Object got) {
      if (!holds) {
        throw new IllegalArgumentException(
            "cannot plan a network's training: expected " + expected + ", got " + got);
      }
    }
  }
}
