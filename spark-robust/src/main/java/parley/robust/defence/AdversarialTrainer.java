package parley.robust.defence;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;
import parley.robust.data.RowBlock;
import parley.robust.data.RowBlocks;
import parley.robust.defence.training.Lanes;
import parley.robust.defence.training.LossWatch;
import parley.robust.defence.training.MarginForm;
import parley.robust.defence.training.MarginTrainer;
import parley.robust.defence.training.PointForm;
import parley.robust.defence.training.SplitForm;
import parley.robust.defence.training.StepPlan;
import parley.robust.defence.training.StepTrainer;
import parley.robust.defence.training.TrainedModels;
import parley.robust.defence.training.TrainingData;
import parley.robust.defence.training.TrainingMethod;
import parley.robust.threat.Norm;
import parley.robust.threat.ThreatModel;

/**
 * Trains logistic regression or a perceptron on rows perturbed against it: the least loss of the
 * worst perturbation. A fit gives Spark's own {@link LogisticRegressionModel} or {@link
 * MultilayerPerceptronClassificationModel}.
 *
 * <p>For binary logistic regression under L-inf and L2, method {@code exact} has the true inner
 * maximum and needs no ids; it is what is taken where none is set. Where no weights withstand the
 * perturbations, it gives weights of 0 and the base rate's intercept, and says so in Spark's log.
 * The others train by steps and draw random numbers from the rows' ids. Results are the same to the
 * bit for any partitioning. Method {@code none} perturbs nothing, for comparison.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class AdversarialTrainer extends TrainerParams implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** Wong et al. overshoot the radius by a quarter and cut the row back. */
  private static final double FAST_STEP = 1.25;

  /** A trainer with default Params. */
  public AdversarialTrainer() {
    this(Identifiable.randomUID("adversarialTrainer"));
  }

  /** A trainer with default Params and the given uid. */
  public AdversarialTrainer(String uid) {
    super(uid);
  }

  /** Reads trainers that were saved with {@code write} or {@code save}. */
  public static MLReader<AdversarialTrainer> read() {
    return new DefaultParamsReader<>();
  }

  /** The trainer saved at a path. */
  public static AdversarialTrainer load(String path) {
    return read().load(path);
  }

  /**
   * Trains on all rows.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws InvalidDataException if a row cannot be used, or all have the same label
   * @throws parley.error.ParleyException if the training diverges
   */
  @Override
  public Model fit(Dataset dataset) {
    transformSchema(dataset.schema(), true);
    TrainingData data = TrainingData.of(dataset, value(featuresCol()), value(labelCol()));
    TrainingMethod method = method(data.classes());
    boolean margins = margins(data, method);
    if (!margins && !isDefined(idCol())) {
      throw new IllegalArgumentException(
          "cannot train: method "
              + method.word()
              + " draws random numbers, and "
              + uid()
              + " has no idCol; expected a column that names the rows, by setIdCol");
    }
    ThreatModel threat = threatOf(data.features(), method);
    ClassificationModel<Vector, ?> model =
        margins ? byMargins(dataset, data, threat, method) : bySteps(dataset, data, threat, method);
    model.set(model.featuresCol(), value(featuresCol()));
    model.set(model.labelCol(), value(labelCol()));
    return ((Model) model).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.vectors(schema, value(featuresCol()));
    Columns.numbers(schema, value(labelCol()));
    if (isDefined(idCol())) {
      Columns.ids(schema, value(idCol()));
    }
    TrainingMethod method = TrainingMethod.of(value(method()));
    if (value(modelType()).equals(MLP)) {
      if (!isDefined(layers()) || value(layers()).length < 2) {
        throw new IllegalArgumentException(
            "cannot train an mlp: expected the sizes of two layers or more by setLayers, got "
                + (isDefined(layers()) ? Arrays.toString(value(layers())) : "none"));
      }
      if (method == TrainingMethod.EXACT) {
        throw new IllegalArgumentException(
            "cannot train an mlp by method exact: expected fgsm, pgd or trades");
      }
    }
    if (method == TrainingMethod.EXACT && value(norm()).equals(Norm.L1.word())) {
      throw new IllegalArgumentException(
          "cannot train by method exact: expected norm linf or l2, got l1");
    }
    if (method != TrainingMethod.NONE && !isDefined(perturbationEpsilon())) {
      threat(1);
    }
    Columns.free(schema, "rawPrediction");
    Columns.free(schema, "probability");
    Columns.free(schema, "prediction");
    return schema
        .add("rawPrediction", SQLDataTypes.VectorType(), false)
        .add("probability", SQLDataTypes.VectorType(), false)
        .add("prediction", DataTypes.DoubleType, false);
  }

  @Override
  public AdversarialTrainer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public AdversarialTrainer self() {
    return this;
  }

  /** The method for so many classes: auto is exact where that applies, else pgd. */
  private TrainingMethod method(int classes) {
    TrainingMethod method = TrainingMethod.of(value(method()));
    if (method != TrainingMethod.AUTO) {
      return method;
    }
    boolean exact =
        value(modelType()).equals(LOGISTIC)
            && classes == 2
            && !value(norm()).equals(Norm.L1.word());
    return exact ? TrainingMethod.EXACT : TrainingMethod.PGD;
  }

  /** Whether the worst margin has a closed form. */
  private boolean margins(TrainingData data, TrainingMethod method) {
    boolean binary = value(modelType()).equals(LOGISTIC) && data.classes() == 2;
    if (method == TrainingMethod.EXACT && !binary) {
      throw new IllegalArgumentException(
          "cannot train by method exact: expected two classes, got " + data.classes());
    }
    return method == TrainingMethod.EXACT || (method == TrainingMethod.NONE && binary);
  }

  /** What rows may be perturbed to; a radius that is not used where nothing is perturbed. */
  private ThreatModel threatOf(int features, TrainingMethod method) {
    return method == TrainingMethod.NONE
        ? ThreatModel.of(Norm.LINF, 1, features)
        : threat(features);
  }

  private LogisticRegressionModel byMargins(
      Dataset<?> dataset, TrainingData data, ThreatModel threat, TrainingMethod method) {
    MarginForm form;
    if (method == TrainingMethod.NONE) {
      form = new PointForm(data.features(), null);
    } else if (threat.norm() == Norm.LINF) {
      form = new SplitForm(threat);
    } else {
      form = new PointForm(data.features(), threat);
    }
    JavaRDD<RowBlock> blocks =
        blocks(dataset, data, threat, false).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      double[] weights =
          MarginTrainer.train(
              blocks, form, data.rows(), number(regParam()), number(maxIter()), number(tol()));
      if (method == TrainingMethod.EXACT && withstandsNone(weights)) {
        logWarning(
            () ->
                "no weights withstand perturbationEpsilon "
                    + threat.perturbationEpsilon()
                    + " in "
                    + threat.norm().word()
                    + ": the model answers with the base rate, whatever the row");
      }
      LogisticRegressionModel model =
          TrainedModels.logistic(
              uid(), Arrays.copyOf(weights, data.features()), weights[data.features()]);
      model.set(model.regParam(), value(regParam()));
      return model;
    } finally {
      blocks.unpersist();
    }
  }

  private static boolean withstandsNone(double[] weights) {
    return Arrays.stream(weights, 0, weights.length - 1).allMatch(w -> w == 0);
  }

  private ClassificationModel<Vector, ?> bySteps(
      Dataset<?> dataset, TrainingData data, ThreatModel threat, TrainingMethod method) {
    boolean mlp = value(modelType()).equals(MLP);
    int[] sizes = mlp ? value(layers()) : new int[] {data.features(), data.classes()};
    data.check(sizes);
    // Two classes share a binary model's weight, so each half is penalised twice as much.
    double penalty = number(regParam()) * (!mlp && data.classes() == 2 ? 2 : 1);
    StepTrainer trainer =
        new StepTrainer(
            plan(sizes, threat, method),
            new StepTrainer.Schedule(
                isDefined(epochs()) ? number(epochs()) : 0,
                number(batchSize()),
                number(learningRate()),
                value(optimizer()),
                number(momentum()),
                penalty));
    JavaRDD<RowBlock> rows =
        Lanes.of(blocks(dataset, data, threat, true), number(lanes()), data.features())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      JavaSparkContext spark =
          JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
      double[] weights = trainer.train(spark, rows, data.rows());
      if (!trainer.isSettled()) {
        logWarning(
            () ->
                "the loss still falls after "
                    + LossWatch.MOST_EPOCHS
                    + " epochs: expected a larger learningRate, a regParam above 0, or epochs");
      }
      return mlp
          ? TrainedModels.perceptron(uid(), sizes, weights)
          : TrainedModels.logistic(uid(), data.features(), data.classes(), weights);
    } finally {
      rows.unpersist();
    }
  }

  private StepPlan plan(int[] sizes, ThreatModel threat, TrainingMethod method) {
    boolean fast = method == TrainingMethod.FGSM;
    double step =
        isDefined(attackStep())
            ? number(attackStep())
            : threat.perturbationEpsilon() * (fast ? FAST_STEP : 0.25);
    return new StepPlan(
        sizes,
        method,
        threat,
        step,
        fast ? 1 : number(attackIterations()),
        number(tradesBeta()),
        (Long) getOrDefault(seed()));
  }

  private JavaRDD<RowBlock> blocks(
      Dataset<?> dataset, TrainingData data, ThreatModel threat, boolean ids) {
    return new RowBlocks(
            value(featuresCol()),
            value(labelCol()),
            ids ? value(idCol()) : null,
            data.features(),
            data.classes(),
            (Long) getOrDefault(seed()))
        .of(dataset)
        .map(block -> block.checkedWithin(threat));
  }

  /** Column of feature vectors; default {@code features}. */
  public AdversarialTrainer setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /** Column of labels, 0 to the number of classes less one; default {@code label}. */
  public AdversarialTrainer setLabelCol(String value) {
    set(labelCol(), value);
    return this;
  }

  /** Column of whole numbers or strings that name the rows, each once; needed but for exact. */
  public AdversarialTrainer setIdCol(String value) {
    set(idCol(), value);
    return this;
  }

  /** {@code logistic} (default) or {@code mlp}. */
  public AdversarialTrainer setModelType(String value) {
    set(modelType(), value);
    return this;
  }

  /** For mlp: sizes of all layers, from the features to the classes; must be set. */
  public AdversarialTrainer setLayers(int... value) {
    set(layers(), value);
    return this;
  }

  /**
   * {@code auto} (default: exact for logistic regression of two classes under linf and l2, else
   * pgd), {@code none}, {@code exact}, {@code fgsm}, {@code pgd} or {@code trades}.
   */
  public AdversarialTrainer setMethod(String value) {
    set(method(), value);
    return this;
  }

  /**
   * Length of a step of the inner attack; default {@code perturbationEpsilon / 4}, fgsm 1.25 times
   * it.
   */
  public AdversarialTrainer setAttackStep(double value) {
    set(attackStep(), value);
    return this;
  }

  /** Steps of the inner attack; default 10. */
  public AdversarialTrainer setAttackIterations(int value) {
    set(attackIterations(), value);
    return this;
  }

  /** For trades: weight of the divergence; default 6. */
  public AdversarialTrainer setTradesBeta(double value) {
    set(tradesBeta(), value);
    return this;
  }

  /** Strength of the ridge penalty in Spark's convention; default 0. */
  public AdversarialTrainer setRegParam(double value) {
    set(regParam(), value);
    return this;
  }

  /** For exact, and none on two classes: iterations at most; default 500. */
  public AdversarialTrainer setMaxIter(int value) {
    set(maxIter(), value);
    return this;
  }

  /** For exact, and none on two classes: relative change at which it stops; default 1e-9. */
  public AdversarialTrainer setTol(double value) {
    set(tol(), value);
    return this;
  }

  /**
   * Passes over the rows; default: in cycles of 20, 40, 80 and then 160, until one takes less than
   * 1/1,000 of the loss away, and about 600 at most.
   */
  public AdversarialTrainer setEpochs(int value) {
    set(epochs(), value);
    return this;
  }

  /** Rows of a step; default 128. */
  public AdversarialTrainer setBatchSize(int value) {
    set(batchSize(), value);
    return this;
  }

  /**
   * Length of the first step; default 0.005. With a number of epochs it falls to 0 in a straight
   * line; else it does so in each cycle, and doubles from cycle to cycle while the loss falls.
   */
  public AdversarialTrainer setLearningRate(double value) {
    set(learningRate(), value);
    return this;
  }

  /** {@code adam} (default) or {@code sgd}. */
  public AdversarialTrainer setOptimizer(String value) {
    set(optimizer(), value);
    return this;
  }

  /** For sgd; default 0.9. */
  public AdversarialTrainer setMomentum(double value) {
    set(momentum(), value);
    return this;
  }

  /** Shares of the rows in which gradients are summed, so tasks at a time at most; default 8. */
  public AdversarialTrainer setLanes(int value) {
    set(lanes(), value);
    return this;
  }

  /** What all random numbers follow from, besides the ids; default 0. */
  public AdversarialTrainer setSeed(long value) {
    set(seed(), value);
    return this;
  }
}
