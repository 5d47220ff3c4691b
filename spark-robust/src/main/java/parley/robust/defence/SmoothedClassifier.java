package parley.robust.defence;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.robust.defence.certify.Certifier;
import parley.robust.defence.certify.NoiseKind;
import parley.robust.defence.certify.RowCertification;
import parley.robust.defence.certify.Sampling;
import parley.robust.defence.certify.SmoothedColumns;
import parley.robust.model.ModelStage;
import parley.robust.model.ModelStageWriter;
import parley.robust.model.ModelView;
import parley.robust.model.ModelViews;

/**
 * What both certified defences share: Params, persistence, and the pass over the rows.
 *
 * @param <T> the class that setters return
 */
public abstract sealed class SmoothedClassifier<T extends SmoothedClassifier<T>> extends Transformer
    implements ModelStage<T>, MLWritable permits RandomizedSmoothing, PixelDp {
  private static final long serialVersionUID = 1L;

  private static final double DEFAULT_SIGMA = 0.25;
  private static final double DEFAULT_ALPHA = 0.001;
  private static final int DEFAULT_SELECTION_SAMPLES = 100;
  private static final int DEFAULT_SAMPLES = 100_000;

  /** Both samples together are counted in an int. */
  private static final int MOST_SAMPLES = 1_000_000_000;

  private final String uid;
  private @Nullable Model<?> model;
  private final Param<String> featuresCol;
  private final Param<String> idCol;
  private final Param<String> predictionCol;
  private final Param<String> abstainedCol;
  private final Param<String> radiusCol;
  private final Param<String> countsCol;
  private final DoubleParam sigma;
  private final DoubleParam alpha;
  private final IntParam selectionSamples;
  private final IntParam samples;
  private final LongParam seed;

  SmoothedClassifier(String uid) {
    this.uid = uid;
    featuresCol = new Param<>(uid, "featuresCol", "column of feature vectors");
    idCol =
        new Param<>(uid, "idCol", "column of whole numbers or strings that name the rows for good");
    predictionCol = new Param<>(uid, "predictionCol", "column for the class; -1 where abstained");
    abstainedCol = new Param<>(uid, "abstainedCol", "column that says whether it abstained");
    radiusCol = new Param<>(uid, "radiusCol", "column for the distance within which a class holds");
    countsCol = new Param<>(uid, "countsCol", "column for the votes for each class");
    sigma =
        new DoubleParam(
            uid,
            "sigma",
            "standard deviation of the noise in each feature, in the features' unit",
            ParamValidators.gt(0));
    alpha =
        new DoubleParam(
            uid,
            "alpha",
            "chance that what is said of a row is wrong",
            ParamValidators.inRange(0, 1, false, false));
    selectionSamples =
        new IntParam(
            uid,
            "selectionSamples",
            "noisy copies of a row that pick its class",
            ParamValidators.inRange(1, MOST_SAMPLES));
    samples =
        new IntParam(
            uid,
            "samples",
            "noisy copies of a row that bound the share of its class",
            ParamValidators.inRange(1, MOST_SAMPLES));
    seed = new LongParam(uid, "seed", "what the noise depends on beside a row's id");
    setDefault(featuresCol, "features");
    setDefault(predictionCol, "prediction");
    setDefault(abstainedCol, "abstained");
    setDefault(radiusCol, "radius");
    setDefault(countsCol, "counts");
    setDefault(sigma, DEFAULT_SIGMA);
    setDefault(alpha, DEFAULT_ALPHA);
    setDefault(selectionSamples, DEFAULT_SELECTION_SAMPLES);
    setDefault(samples, DEFAULT_SAMPLES);
    setDefault(seed, 0L);
  }

  abstract T self();

  abstract NoiseKind noiseKind();

  abstract Certifier certifier();

  /**
   * Adds the columns for the prediction (double), whether the classifier abstained (boolean), the
   * radius (double) and the votes (array of long). Lazy; a row that cannot be used ends the job
   * with an error that names it by its id.
   *
   * @throws IllegalArgumentException if a column is missing, of another type, or in the way, or
   *     idCol is not set
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    StructType result = transformSchema(schema, true);
    Broadcast<ModelView> view =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext())
            .broadcast(ModelViews.of(model()));
    Sampling sampling =
        new Sampling(
            noiseKind(),
            deviation(),
            (Integer) getOrDefault(selectionSamples),
            (Integer) getOrDefault(samples),
            (Long) getOrDefault(seed));
    RowCertification rows =
        new RowCertification(
            view,
            schema.fieldIndex(text(featuresCol)),
            schema.fieldIndex(text(idCol)),
            sampling,
            certifier());
    // The encoder drops what columns' metadata say; the schema brings it back.
    return dataset.toDF().mapPartitions(rows, Encoders.row(result)).to(result);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (!isDefined(idCol)) {
      throw new IllegalArgumentException(
          "cannot draw noise: "
              + uid
              + " has no idCol, expected a column that names the rows, by setIdCol");
    }
    return new SmoothedColumns(
            text(featuresCol),
            text(idCol),
            text(predictionCol),
            text(abstainedCol),
            text(radiusCol),
            text(countsCol))
        .append(schema, ModelViews.of(model()).numFeatures());
  }

  @Override
  public T setModel(Model<?> value) {
    model = value;
    return self();
  }

  @Override
  public Model<?> model() {
    if (model == null) {
      throw new IllegalStateException(
          "cannot certify: " + uid + " has no model, expected one by setModel");
    }
    return model;
  }

  /** Column of feature vectors; default "features". */
  public T setFeaturesCol(String value) {
    set(featuresCol, value);
    return self();
  }

  /** Column of whole numbers or strings that name the rows; must be set. */
  public T setIdCol(String value) {
    set(idCol, value);
    return self();
  }

  /** Column for the class, -1 where the classifier abstains; default "prediction". */
  public T setPredictionCol(String value) {
    set(predictionCol, value);
    return self();
  }

  /** Column that says whether the classifier abstained; default "abstained". */
  public T setAbstainedCol(String value) {
    set(abstainedCol, value);
    return self();
  }

  /** Column for the radius, 0 where nothing is certified; default "radius". */
  public T setRadiusCol(String value) {
    set(radiusCol, value);
    return self();
  }

  /** Column for the votes of the second sample; default "counts". */
  public T setCountsCol(String value) {
    set(countsCol, value);
    return self();
  }

  /** Standard deviation of the noise in each feature, in the features' unit; default 0.25. */
  public T setSigma(double value) {
    set(sigma, value);
    return self();
  }

  /** Chance that what is said of a row is wrong; default 0.001. */
  public T setAlpha(double value) {
    set(alpha, value);
    return self();
  }

  /** Noisy copies of a row that pick its class; default 100. */
  public T setSelectionSamples(int value) {
    set(selectionSamples, value);
    return self();
  }

  /** Noisy copies of a row that bound the share of its class; default 100,000. */
  public T setSamples(int value) {
    set(samples, value);
    return self();
  }

  /** What the noise depends on beside a row's id; default 0. */
  public T setSeed(long value) {
    set(seed, value);
    return self();
  }

  @Override
  public T copy(ParamMap extra) {
    T copy = defaultCopy(extra);
    return model == null ? copy : copy.setModel(model);
  }

  @Override
  public MLWriter write() {
    return new ModelStageWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  final String text(Param<String> param) {
    return getOrDefault(param);
  }

  final double deviation() {
    return (Double) getOrDefault(sigma);
  }

  final double risk() {
    return (Double) getOrDefault(alpha);
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> idCol() {
    return idCol;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public Param<String> abstainedCol() {
    return abstainedCol;
  }

  public Param<String> radiusCol() {
    return radiusCol;
  }

  public Param<String> countsCol() {
    return countsCol;
  }

  public DoubleParam sigma() {
    return sigma;
  }

  public DoubleParam alpha() {
    return alpha;
  }

  public IntParam selectionSamples() {
    return selectionSamples;
  }

  public IntParam samples() {
    return samples;
  }

  public LongParam seed() {
    return seed;
  }
}
