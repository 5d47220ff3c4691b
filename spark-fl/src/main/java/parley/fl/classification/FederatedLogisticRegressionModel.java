package parley.fl.classification;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.InputColumns;
import parley.fl.optim.LinearWeights;
import parley.fl.param.KeyParams;
import parley.fl.param.PredictionParams;
import parley.fl.param.RoundParams;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.fl.sealed.HasSealedCoefficients;
import parley.fl.sealed.SealedQuestions;
import parley.fl.sealed.SealedState;
import parley.fl.settings.SiteSettings;
import parley.fl.statistic.multinomial.MultinomialResult;

/**
 * A logistic regression that several data providers learnt together, with the report of its fit.
 *
 * <p><b>Known</b>: its weights are here ({@link #coefficients}, {@link #intercept}), and it
 * predicts as Spark's own model does, which {@link #toSpark} gives: row by row, when the rows are
 * asked for.
 *
 * <p><b>Of several classes and known</b>, it gives {@link #coefficientMatrix} and {@link
 * #interceptVector} in place of {@link #coefficients} and {@link #intercept}; it predicts the
 * likeliest class, and the threshold is not read. <b>Of several classes and sealed</b>, raw
 * predictions are the margins of each class against the others, probabilities their sigmoids over
 * the sum of all, and the threshold is read if there are two.
 *
 * <p><b>Sealed</b>: it predicts, but no one can read its weights. {@link #transform} is then eager:
 * it collects the querier's rows in this process, encrypts them, has the providers compute and
 * switch the margins to the querier's key, and opens those.
 *
 * <p><b>Revealed to a querier that is apart</b>: neither; there is nothing but the weights under
 * that querier's key ({@link #sealedWeights}).
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class FederatedLogisticRegressionModel extends Model<FederatedLogisticRegressionModel>
    implements HasProbability<FederatedLogisticRegressionModel>,
        HasSealedCoefficients<FederatedLogisticRegressionModel>,
        MLWritable {
  /** Attribute of {@link #answers}: the probability above which the prediction is 1. */
  public static final String THRESHOLD = "threshold";

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Learnt learnt;
  private final SealedState sealedState;
  private final PredictionParams predictionParams;
  private final ProbabilityParams probabilityParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedLogisticRegressionModel() {
    this(Identifiable.randomUID("federatedLogReg"), Learnt.NOTHING);
  }

  FederatedLogisticRegressionModel(String uid, Learnt learnt) {
    this.uid = uid;
    this.learnt = learnt;
    sealedState = new SealedState(learnt.sealed());
    predictionParams = new PredictionParams(this);
    probabilityParams = new ProbabilityParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
  }

  /**
   * Reads models of both kinds that were saved with {@code write} or {@code save}; and Spark's own
   * logistic regressions of two classes, as which the version before saved known weights: these
   * have no report.
   */
  public static MLReader<FederatedLogisticRegressionModel> read() {
    return new ModelReader();
  }

  /** The model saved at a path. */
  public static FederatedLogisticRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedLogisticRegressionModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  @Override
  public ProbabilityParams probabilityParams() {
    return probabilityParams;
  }

  @Override
  public KeyParams keyParams() {
    return keyParams;
  }

  @Override
  public RoundParams roundParams() {
    return roundParams;
  }

  /** What the fit left. */
  Learnt learnt() {
    return learnt;
  }

  /** Whether the weights are here in clear. */
  public boolean isKnown() {
    return learnt.isKnown();
  }

  @Override
  public SealedState sealedState() {
    return sealedState;
  }

  /**
   * The weights on the input scale, one a feature.
   *
   * @throws IllegalStateException if they are not known here
   */
  @Override
  public Vector coefficients() {
    return Vectors.dense(learnt.known("read the coefficients").coefficients());
  }

  /**
   * The intercept on the input scale; 0 if the model has none.
   *
   * @throws IllegalStateException if the weights are not known here
   */
  @Override
  public double intercept() {
    return learnt.known("read the intercept").intercept();
  }

  /** How many classes it tells apart. */
  public int numClasses() {
    ClassWeights classes = learnt.classes();
    return classes == null ? Math.max(2, learnt.margins()) : classes.classes();
  }

  /**
   * The weights on the input scale, classes by features; one row of a binary model.
   *
   * @throws IllegalStateException if they are not known here
   */
  public Matrix coefficientMatrix() {
    return toSpark().coefficientMatrix();
  }

  /**
   * The intercepts on the input scale, one a class; one of a binary model.
   *
   * @throws IllegalStateException if they are not known here
   */
  public Vector interceptVector() {
    return toSpark().interceptVector();
  }

  /**
   * Of a multinomial fit: standard errors, tests and likelihoods, each class against the first.
   * Empty of others.
   */
  public Optional<MultinomialResult> multinomialSummary() {
    return Optional.ofNullable(learnt.classes()).map(ClassWeights::summary);
  }

  /**
   * Spark's own model of the same weights, columns and, if it is binary, threshold, for what takes
   * nothing else: an attack, an export. It has no report, and its other Params are Spark's
   * defaults.
   *
   * @throws IllegalStateException if the weights are not known here
   */
  public LogisticRegressionModel toSpark() {
    LogisticRegressionModel spark = spark();
    spark.set(spark.featuresCol(), getOrDefault(featuresCol()));
    spark.set(spark.predictionCol(), getOrDefault(predictionCol()));
    spark.set(spark.probabilityCol(), getOrDefault(probabilityCol()));
    spark.set(spark.rawPredictionCol(), getOrDefault(rawPredictionCol()));
    return spark;
  }

  private LogisticRegressionModel spark() {
    ClassWeights classes = learnt.classes();
    if (classes != null) {
      return new LogisticRegressionModel(
          uid, classes.matrix(), classes.vector(), classes.classes(), true);
    }
    LinearWeights weights = learnt.known("give Spark's own model");
    LogisticRegressionModel spark =
        new LogisticRegressionModel(
            uid, Vectors.dense(weights.coefficients()), weights.intercept());
    spark.set(spark.threshold(), getOrDefault(threshold()));
    return spark;
  }

  @Override
  public SealedModel sealedModel() {
    return learnt.required("use the encrypted weights");
  }

  /**
   * The weights under the key of a querier that is apart, where they were revealed to it; a model
   * with them has nothing else, and is not saved.
   */
  public Optional<SealedAnswers> sealedWeights() {
    return Optional.ofNullable(learnt.apart());
  }

  /**
   * The report of the fit, which is saved with the model and copied with it.
   *
   * @throws IllegalStateException if there is none, which no fit leaves: see {@link #hasReport}
   */
  public FitReport report() {
    return learnt.requiredReport();
  }

  /** Whether there is a report: not of known weights that the version before saved. */
  public boolean hasReport() {
    return learnt.report() != null;
  }

  @Override
  public Optional<FitReport> trainingReport() {
    return Optional.ofNullable(learnt.report());
  }

  public int numFeatures() {
    return learnt.features();
  }

  /**
   * Predicts: as Spark's own model where the weights are known, eagerly and for the querier where
   * the model is sealed; rows then come back in the order they were collected in.
   *
   * @throws IllegalArgumentException if a column is missing or in the way, or the rows are a stream
   * @throws parley.error.ParleyException if rows cannot be used, or keys or shares are missing
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    if (isKnown()) {
      transformSchema(dataset.schema(), true);
      return toSpark().transform(dataset);
    }
    SealedQuestions.requireTable(dataset);
    StructType schema = transformSchema(dataset.schema(), true);
    double cut = (Double) getOrDefault(threshold());
    if (learnt.margins() > 1) {
      ClassColumns classes = classColumns();
      return asked(dataset, schema, margins -> classes.values(margins, cut));
    }
    OutputColumns output = probabilityParams.outputColumns(this);
    return asked(dataset, schema, answers -> output.values(answers[0], cut));
  }

  private ClassColumns classColumns() {
    return new ClassColumns(
        getOrDefault(rawPredictionCol()),
        getOrDefault(probabilityCol()),
        getOrDefault(predictionCol()),
        learnt.margins(),
        ClassScores.SIGMOIDS);
  }

  @Override
  public Map<String, String> answerFacts() {
    String cut = Double.toString((Double) getOrDefault(threshold()));
    return learnt.margins() > 1
        ? Map.of(THRESHOLD, cut, ClassScores.ATTRIBUTE, ClassScores.SIGMOIDS.parameterName())
        : Map.of(THRESHOLD, cut);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (!isKnown()) {
      SealedQuestions.requireOwnKey(settings());
    }
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol()));
    if (learnt.margins() > 1) {
      return classColumns().append(schema);
    }
    StructType predicted = probabilityParams.outputColumns(this).append(schema);
    return isKnown() ? toSpark().transformSchema(schema) : predicted;
  }

  @Override
  public FederatedLogisticRegressionModel copy(ParamMap extra) {
    return copyValues(new FederatedLogisticRegressionModel(uid, learnt), extra).setParent(parent());
  }

  /** What the Params say of a prediction. */
  SiteSettings settings() {
    return keyParams.settings(this, roundParams);
  }
}
