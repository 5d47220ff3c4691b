package parley.robust.audit.baserate;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.error.InvalidDataException;
import parley.measure.Measure;
import parley.ml.column.Columns;

/**
 * What a classifier's answers are worth where positive rows are as rare as stated: TPR and FPR are
 * counted in one pass, then weighed by the prevalence ({@link BaseRate}). Labels and predictions
 * are 0 or 1, and 1 is positive. Counts do not depend on partitions, so neither does the figure.
 *
 * <p>Where an accuracy that looks good comes with a PPV below wantedPpv, a warning is logged; it is
 * in {@link #report} too. Not safe for use by several threads while Params are being set.
 */
public final class BaseRateEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(BaseRateEvaluator.class);
  private static final String PPV = "ppv";
  private static final String NPV = "npv";

  private final String uid;
  private final Param<String> metricName;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final DoubleParam prevalence;
  private final DoubleParam wantedPpv;
  private final DoubleParam confidence;

  /** An evaluator with default Params. */
  public BaseRateEvaluator() {
    this(Identifiable.randomUID("baseRateEvaluator"));
  }

  /** An evaluator with default Params and the given uid. */
  public BaseRateEvaluator(String uid) {
    this.uid = uid;
    metricName =
        new Param<>(
            uid, "metricName", "ppv or npv", ParamValidators.inArray(new String[] {PPV, NPV}));
    labelCol = new Param<>(uid, "labelCol", "column of true labels, 0 or 1");
    predictionCol = new Param<>(uid, "predictionCol", "column of predictions, 0 or 1");
    prevalence =
        new DoubleParam(
            uid,
            "prevalence",
            "share of positive rows where the model will be used",
            ParamValidators.inRange(0, 1));
    wantedPpv =
        new DoubleParam(
            uid,
            "wantedPpv",
            "PPV below which a warning is due, above 0",
            ParamValidators.inRange(0, 1, false, true));
    confidence =
        new DoubleParam(
            uid,
            "confidence",
            "of the report's intervals",
            ParamValidators.inRange(0, 1, false, false));
    setDefault(metricName, PPV);
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(wantedPpv, 0.5);
    setDefault(confidence, 0.95);
  }

  /** Reads evaluators that were saved with {@code write} or {@code save}. */
  public static MLReader<BaseRateEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** The evaluator saved at a path. */
  public static BaseRateEvaluator load(String path) {
    return read().load(path);
  }

  /**
   * The PPV or the NPV at the prevalence, 0 to 1. It is 0 for a model that never gives the answer
   * that is asked about, so that a search over models passes it over; {@link #report} says that the
   * value is not defined.
   *
   * @throws IllegalArgumentException if the prevalence is not set, or a column is missing or of the
   *     wrong type
   * @throws InvalidDataException if there are no positive or no negative rows, or a label or a
   *     prediction is neither 0 nor 1
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    BaseRateReport report = report(dataset);
    report.warnings().forEach(LOG::warn);
    Measure value =
        getOrDefault(metricName).equals(PPV) ? report.rate().ppv() : report.rate().npv();
    return value.isDefined() ? value.get() : 0;
  }

  /**
   * Both values with intervals, and warnings; the errors are those of {@link #evaluate}. Takes one
   * pass over the rows.
   */
  public BaseRateReport report(Dataset<?> dataset) {
    if (!isDefined(prevalence)) {
      throw new IllegalArgumentException(
          "cannot weigh answers by the base rate: no prevalence is set, expected setPrevalence with"
              + " a share from 0 to 1");
    }
    Columns.numbers(dataset.schema(), getOrDefault(labelCol));
    Columns.numbers(dataset.schema(), getOrDefault(predictionCol));
    Column label = Columns.column(getOrDefault(labelCol)).cast("double");
    Column prediction = Columns.column(getOrDefault(predictionCol)).cast("double");
    Column known = label.isin(0.0, 1.0).and(prediction.isin(0.0, 1.0));
    Column positive = label.equalTo(1.0);
    Column called = prediction.equalTo(1.0);
    Row counted =
        dataset
            .agg(
                count(lit(1)),
                number(known),
                number(known.and(positive)),
                number(known.and(positive).and(called)),
                number(known.and(called)))
            .head();
    long rows = counted.getLong(0);
    long positives = counted.getLong(2);
    long right = counted.getLong(3);
    long alarms = counted.getLong(4) - right;
    check(rows, counted.getLong(1), positives);
    RateCounts counts =
        new RateCounts(
            right, positives, alarms, rows - positives, (Double) getOrDefault(confidence));
    return new BaseRateReport(
        BaseRate.of((Double) getOrDefault(prevalence), counts),
        (Double) getOrDefault(wantedPpv),
        (double) (right + rows - positives - alarms) / rows,
        (double) positives / rows);
  }

  private void check(long rows, long known, long positives) {
    if (known < rows) {
      throw new InvalidDataException(
          "cannot count rates: %d rows have something else than 0 or 1 in %s or %s, expected none"
              .formatted(rows - known, getOrDefault(labelCol), getOrDefault(predictionCol)));
    }
    if (positives == 0 || positives == rows) {
      throw new InvalidDataException(
          "cannot count rates: expected rows labelled 1 and rows labelled 0, got %d and %d"
              .formatted(positives, rows - positives));
    }
  }

  private static Column number(Column condition) {
    return count(when(condition, lit(1)));
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public BaseRateEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** {@code ppv} (default) or {@code npv}. */
  public BaseRateEvaluator setMetricName(String value) {
    set(metricName, value);
    return this;
  }

  /** Column of true labels, 0 or 1; default {@code label}. */
  public BaseRateEvaluator setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  /** Column of predictions, 0 or 1; default {@code prediction}. */
  public BaseRateEvaluator setPredictionCol(String value) {
    set(predictionCol, value);
    return this;
  }

  /** Share of positive rows where the model will be used, 0 to 1; must be set. */
  public BaseRateEvaluator setPrevalence(double value) {
    set(prevalence, value);
    return this;
  }

  /** The PPV below which a warning is due, above 0, up to 1; default 0.5. */
  public BaseRateEvaluator setWantedPpv(double value) {
    set(wantedPpv, value);
    return this;
  }

  /** Confidence of the report's intervals; default 0.95. */
  public BaseRateEvaluator setConfidence(double value) {
    set(confidence, value);
    return this;
  }

  public Param<String> metricName() {
    return metricName;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public DoubleParam prevalence() {
    return prevalence;
  }

  public DoubleParam wantedPpv() {
    return wantedPpv;
  }

  public DoubleParam confidence() {
    return confidence;
  }
}
