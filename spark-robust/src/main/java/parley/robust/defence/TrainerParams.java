package parley.robust.defence;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import parley.robust.defence.training.Descent;
import parley.robust.defence.training.TrainingMethod;
import parley.robust.threat.HasThreat;
import parley.robust.threat.ThreatParams;

/**
 * The Params of the trainer. They are found by reflection on public methods without arguments, so
 * each has one. Raw because a fit gives one of two models of Spark's.
 */
@SuppressWarnings("rawtypes")
abstract class TrainerParams extends Estimator implements HasThreat<AdversarialTrainer> {
  private static final long serialVersionUID = 1L;

  static final String LOGISTIC = "logistic";
  static final String MLP = "mlp";

  private final String uid;
  private final ThreatParams threatParams;
  private final Param<String> featuresCol;
  private final Param<String> labelCol;
  private final Param<String> idCol;
  private final Param<String> modelType;
  private final IntArrayParam layers;
  private final Param<String> method;
  private final DoubleParam attackStep;
  private final IntParam attackIterations;
  private final DoubleParam tradesBeta;
  private final DoubleParam regParam;
  private final IntParam maxIter;
  private final DoubleParam tol;
  private final IntParam epochs;
  private final IntParam batchSize;
  private final DoubleParam learningRate;
  private final Param<String> optimizer;
  private final DoubleParam momentum;
  private final IntParam lanes;
  private final LongParam seed;

  TrainerParams(String uid) {
    this.uid = uid;
    threatParams = new ThreatParams(this);
    featuresCol = new Param<>(this, "featuresCol", "column of feature vectors");
    labelCol = new Param<>(this, "labelCol", "column of labels, from 0");
    idCol =
        new Param<>(
            this, "idCol", "column of whole numbers or strings, each once, that name the rows");
    modelType = word("modelType", "logistic or mlp", LOGISTIC, MLP);
    layers =
        new IntArrayParam(
            this, "layers", "for mlp: sizes of all layers, from the features to the classes");
    method =
        word(
            "method",
            "how rows are perturbed: auto (exact where it applies, else pgd), none, exact, fgsm,"
                + " pgd or trades",
            TrainingMethod.words());
    attackStep =
        positive(
            "attackStep",
            "length of a step of the inner attack; perturbationEpsilon / 4, for fgsm 1.25 times"
                + " perturbationEpsilon, if it is not set");
    attackIterations = count("attackIterations", "steps of the inner attack; fgsm takes one");
    tradesBeta = positive("tradesBeta", "for trades: weight of the divergence");
    regParam =
        new DoubleParam(
            this,
            "regParam",
            "strength of the ridge penalty in Spark's convention, intercepts free",
            ParamValidators.gtEq(0));
    maxIter = count("maxIter", "for exact, and none on two classes: iterations at most");
    tol = positive("tol", "for exact, and none on two classes: relative change at which it stops");
    epochs = count("epochs", "passes over the rows");
    batchSize = count("batchSize", "rows of a step");
    learningRate =
        positive("learningRate", "length of the first step; falls to 0 in a straight line");
    optimizer = word("optimizer", "adam or sgd", Descent.WORDS);
    momentum =
        new DoubleParam(this, "momentum", "for sgd", ParamValidators.inRange(0, 1, true, false));
    lanes =
        count(
            "lanes",
            "shares of the rows in which gradients are summed, so tasks at a time at most; the"
                + " result depends on it in the last bits");
    seed = new LongParam(this, "seed", "what all random numbers follow from, besides the ids");
    setDefaults();
  }

  private void setDefaults() {
    threatParams.setDefaults(this);
    setDefault(featuresCol, "features");
    setDefault(labelCol, "label");
    setDefault(modelType, LOGISTIC);
    setDefault(method, TrainingMethod.AUTO.word());
    setDefault(attackIterations, 10);
    setDefault(tradesBeta, 6.0);
    setDefault(regParam, 0.0);
    setDefault(maxIter, 500);
    setDefault(tol, 1e-9);
    setDefault(batchSize, 128);
    setDefault(learningRate, 0.005);
    setDefault(optimizer, "adam");
    setDefault(momentum, 0.9);
    setDefault(lanes, 8);
    setDefault(seed, 0L);
  }

  private Param<String> word(String name, String doc, String... words) {
    return new Param<>(this, name, doc, ParamValidators.inArray(words));
  }

  private DoubleParam positive(String name, String doc) {
    return new DoubleParam(this, name, doc, ParamValidators.gt(0));
  }

  private IntParam count(String name, String doc) {
    return new IntParam(this, name, doc, ParamValidators.gt(0));
  }

  final <T> T value(Param<T> param) {
    return getOrDefault(param);
  }

  final double number(DoubleParam param) {
    return (Double) getOrDefault(param);
  }

  final int number(IntParam param) {
    return (Integer) getOrDefault(param);
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final ThreatParams threatParams() {
    return threatParams;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public Param<String> idCol() {
    return idCol;
  }

  public Param<String> modelType() {
    return modelType;
  }

  public IntArrayParam layers() {
    return layers;
  }

  public Param<String> method() {
    return method;
  }

  public DoubleParam attackStep() {
    return attackStep;
  }

  public IntParam attackIterations() {
    return attackIterations;
  }

  public DoubleParam tradesBeta() {
    return tradesBeta;
  }

  public DoubleParam regParam() {
    return regParam;
  }

  public IntParam maxIter() {
    return maxIter;
  }

  public DoubleParam tol() {
    return tol;
  }

  public IntParam epochs() {
    return epochs;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  public DoubleParam learningRate() {
    return learningRate;
  }

  public Param<String> optimizer() {
    return optimizer;
  }

  public DoubleParam momentum() {
    return momentum;
  }

  public IntParam lanes() {
    return lanes;
  }

  public LongParam seed() {
    return seed;
  }
}
