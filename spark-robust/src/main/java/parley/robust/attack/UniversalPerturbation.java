package parley.robust.attack;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.robust.data.RowBlock;
import parley.robust.data.RowBlocks;
import parley.robust.model.DifferentiableView;
import parley.robust.model.ModelStageWriter;
import parley.robust.model.ModelViews;
import parley.robust.threat.ThreatModel;

/**
 * Learns one perturbation that makes a model err on as many rows as possible (Moosavi-Dezfooli et
 * al. 2017, https://arxiv.org/abs/1610.08401), by steps up the loss of all rows that it still gets
 * right. Draws no random numbers, and is the same to the bit for any partitioning.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class UniversalPerturbation extends Estimator<UniversalPerturbationModel>
    implements AttackStage<UniversalPerturbation>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final CommonParams commonParams;
  private final DoubleParam attackStep;
  private final IntParam attackIterations;
  private @Nullable Model<?> model;

  /** An estimator with default Params. */
  public UniversalPerturbation() {
    this(Identifiable.randomUID("universalPerturbation"));
  }

  /** An estimator with default Params and the given uid. */
  public UniversalPerturbation(String uid) {
    this.uid = uid;
    commonParams = new CommonParams(this);
    attackStep =
        new DoubleParam(
            this,
            "attackStep",
            "length of a step in the norm; perturbationEpsilon / 4 if it is not set",
            ParamValidators.gt(0));
    attackIterations =
        new IntParam(this, "attackIterations", "passes over the rows", ParamValidators.gt(0));
    commonParams.setDefaults(this);
    setDefault(attackIterations, 40);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<UniversalPerturbation> read() {
    return new ModelStageWriter.Reader<>(UniversalPerturbation.class, UniversalPerturbation::new);
  }

  /** The estimator saved at a path. */
  public static UniversalPerturbation load(String path) {
    return read().load(path);
  }

  /**
   * Learns the perturbation; one pass over the rows an iteration.
   *
   * @throws IllegalArgumentException if a Param, the model or a column is wrong; before any work
   * @throws InvalidDataException if a row cannot be used, or there is none
   */
  @Override
  public UniversalPerturbationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    DifferentiableView view = ModelViews.differentiable(model());
    ThreatModel threat = threat(view.numFeatures());
    double step =
        isDefined(attackStep)
            ? (Double) getOrDefault(attackStep)
            : threat.perturbationEpsilon() / 4;
    JavaRDD<RowBlock> blocks =
        new RowBlocks(
                getOrDefault(featuresCol()),
                getOrDefault(labelCol()),
                null,
                view.numFeatures(),
                view.numClasses(),
                0)
            .of(dataset)
            .map(block -> block.checkedWithin(threat))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      JavaSparkContext spark =
          JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
      double[] perturbation =
          new UniversalLearner(view, threat, step, (Integer) getOrDefault(attackIterations))
              .learn(spark, blocks);
      UniversalPerturbationModel fitted = new UniversalPerturbationModel(uid);
      fitted.setModel(model()).setPerturbation(perturbation);
      return copyValues(fitted, new ParamMap()).setParent(this);
    } finally {
      blocks.unpersist();
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    int features = ModelViews.differentiable(model()).numFeatures();
    threat(features);
    return AttackColumns.of(this, null, null, 0).append(schema, features);
  }

  @Override
  public UniversalPerturbation copy(ParamMap extra) {
    UniversalPerturbation copy = defaultCopy(extra);
    copy.model = model;
    return copy;
  }

  @Override
  public MLWriter write() {
    return new ModelStageWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public UniversalPerturbation self() {
    return this;
  }

  @Override
  public CommonParams commonParams() {
    return commonParams;
  }

  @Override
  public UniversalPerturbation setModel(Model<?> value) {
    model = value;
    return this;
  }

  @Override
  public Model<?> model() {
    return AttackTransformer.required(model, uid);
  }

  /** Length of a step in the norm; default {@code perturbationEpsilon / 4}. */
  public UniversalPerturbation setAttackStep(double value) {
    set(attackStep, value);
    return this;
  }

  /** Passes over the rows; default 40. */
  public UniversalPerturbation setAttackIterations(int value) {
    set(attackIterations, value);
    return this;
  }

  public DoubleParam attackStep() {
    return attackStep;
  }

  public IntParam attackIterations() {
    return attackIterations;
  }
}
