package parley.robust.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;

/**
 * One figure of the robustness of a classifier, from the columns that an attack or a certified
 * defence added. Counts rows in one pass, so the figure is equal to the bit whatever the
 * partitions.
 *
 * <ul>
 *   <li>{@code robustAccuracy}: share of rows on which the attack does not succeed; reads
 *       successCol
 *   <li>{@code attackSuccessRate}: of the rows that predictionCol has right, the share on which the
 *       attack succeeds; reads successCol, predictionCol, labelCol
 *   <li>{@code certifiedAccuracy}: share of rows whose prediction is right and whose radius is
 *       above certifiedRadius; reads radiusCol, predictionCol, labelCol
 * </ul>
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class RobustnessEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final String ROBUST_ACCURACY = "robustAccuracy";
  private static final String ATTACK_SUCCESS_RATE = "attackSuccessRate";
  private static final String CERTIFIED_ACCURACY = "certifiedAccuracy";

  private final String uid;
  private final Param<String> metricName;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final Param<String> successCol;
  private final Param<String> radiusCol;
  private final DoubleParam certifiedRadius;

  /** An evaluator with default Params. */
  public RobustnessEvaluator() {
    this(Identifiable.randomUID("robustnessEvaluator"));
  }

  /** An evaluator with default Params and the given uid. */
  public RobustnessEvaluator(String uid) {
    this.uid = uid;
    metricName =
        new Param<>(
            uid,
            "metricName",
            "robustAccuracy, attackSuccessRate or certifiedAccuracy",
            ParamValidators.inArray(
                new String[] {ROBUST_ACCURACY, ATTACK_SUCCESS_RATE, CERTIFIED_ACCURACY}));
    labelCol = new Param<>(uid, "labelCol", "column of true labels, from 0");
    predictionCol = new Param<>(uid, "predictionCol", "column of predictions");
    successCol = new Param<>(uid, "successCol", "column that says whether an attack succeeds");
    radiusCol = new Param<>(uid, "radiusCol", "column of certified radii");
    certifiedRadius =
        new DoubleParam(
            uid,
            "certifiedRadius",
            "distance that a certified radius must exceed, in its norm",
            ParamValidators.gtEq(0));
    setDefault(metricName, ROBUST_ACCURACY);
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(successCol, "success");
    setDefault(radiusCol, "radius");
    setDefault(certifiedRadius, 0.0);
  }

  /** Reads evaluators that were saved with {@code write} or {@code save}. */
  public static MLReader<RobustnessEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** The evaluator saved at a path. */
  public static RobustnessEvaluator load(String path) {
    return read().load(path);
  }

  /**
   * The figure, 0 to 1.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   * @throws InvalidDataException if there are no rows to take a share of, or a value is null
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    String metric = getOrDefault(metricName);
    if (metric.equals(ROBUST_ACCURACY)) {
      Column success = success(schema);
      return share(dataset, lit(true), success.equalTo(false), success);
    }
    Columns.numbers(schema, getOrDefault(labelCol));
    Columns.numbers(schema, getOrDefault(predictionCol));
    Column right =
        col(getOrDefault(labelCol))
            .cast("double")
            .equalTo(col(getOrDefault(predictionCol)).cast("double"));
    if (metric.equals(ATTACK_SUCCESS_RATE)) {
      Column success = success(schema);
      return share(dataset, right, success, success.and(right));
    }
    Columns.numbers(schema, getOrDefault(radiusCol));
    Column far = col(getOrDefault(radiusCol)).gt(getOrDefault(certifiedRadius));
    return share(dataset, lit(true), right.and(far), right.and(far));
  }

  private Column success(StructType schema) {
    String column = getOrDefault(successCol);
    boolean there = List.of(schema.fieldNames()).contains(column);
    if (!there || !schema.apply(column).dataType().equals(DataTypes.BooleanType)) {
      throw new IllegalArgumentException(
          "cannot use column "
              + column
              + ": expected booleans, got "
              + (there ? schema.apply(column).dataType().simpleString() : "no such column"));
    }
    return col(column);
  }

  /** The share of hits among some of the rows; a row that lacks a needed value is refused. */
  private static double share(Dataset<?> rows, Column among, Column hit, Column needed) {
    Row counts =
        rows.agg(
                count(when(among, lit(1))),
                count(when(among.and(hit), lit(1))),
                count(when(needed.isNull().or(among.isNull()), lit(1))))
            .head();
    if (counts.getLong(2) > 0) {
      throw new InvalidDataException(
          "cannot evaluate: %d rows lack a label, a prediction or a result, expected none"
              .formatted(counts.getLong(2)));
    }
    if (counts.getLong(0) == 0) {
      throw new InvalidDataException(
          "cannot evaluate: there are no rows to take a share of, expected one or more");
    }
    return (double) counts.getLong(1) / counts.getLong(0);
  }

  @Override
  public boolean isLargerBetter() {
    return !getOrDefault(metricName).equals(ATTACK_SUCCESS_RATE);
  }

  @Override
  public RobustnessEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** {@code robustAccuracy} (default), {@code attackSuccessRate} or {@code certifiedAccuracy}. */
  public RobustnessEvaluator setMetricName(String value) {
    set(metricName, value);
    return this;
  }

  /** Column of true labels; default {@code label}. */
  public RobustnessEvaluator setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  /** Column of predictions; default {@code prediction}. */
  public RobustnessEvaluator setPredictionCol(String value) {
    set(predictionCol, value);
    return this;
  }

  /** Column that says whether an attack succeeds; default {@code success}. */
  public RobustnessEvaluator setSuccessCol(String value) {
    set(successCol, value);
    return this;
  }

  /** Column of certified radii; default {@code radius}. */
  public RobustnessEvaluator setRadiusCol(String value) {
    set(radiusCol, value);
    return this;
  }

  /** Distance that a certified radius must exceed, in its norm; default 0. */
  public RobustnessEvaluator setCertifiedRadius(double value) {
    set(certifiedRadius, value);
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

  public Param<String> successCol() {
    return successCol;
  }

  public Param<String> radiusCol() {
    return radiusCol;
  }

  public DoubleParam certifiedRadius() {
    return certifiedRadius;
  }
}
