package parley.robust.audit.individual;

import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;

/**
 * What everything that compares all pairs of rows can be told. Params are found by reflection on
 * public methods without arguments, so each has one.
 *
 * @param <E> the evaluator, so that setters can be chained
 */
abstract class PairwiseParams<E extends PairwiseParams<E>> extends Evaluator
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> predictionCol;
  private final Param<String> idCol;
  private final IntParam sampleRows;
  private final LongParam seed;

  PairwiseParams(String uid) {
    this.uid = uid;
    featuresCol = new Param<>(uid, "featuresCol", "column of feature vectors");
    predictionCol = new Param<>(uid, "predictionCol", "column of predictions or scores, 0 to 1");
    idCol =
        new Param<>(
            uid, "idCol", "column of whole numbers or strings, each once, that name the rows");
    sampleRows =
        new IntParam(
            uid,
            "sampleRows",
            "how many rows to compare, by the hash of seed and id; 0 for all",
            ParamValidators.gtEq(0));
    seed = new LongParam(uid, "seed", "what the choice of rows follows from, besides their ids");
    setDefault(featuresCol, "features");
    setDefault(predictionCol, "prediction");
    setDefault(idCol, "id");
    setDefault(sampleRows, 0);
    setDefault(seed, 0L);
  }

  abstract E self();

  final ScoredRows rows(Dataset<?> dataset) {
    return ScoredRows.of(
        dataset,
        getOrDefault(featuresCol),
        getOrDefault(predictionCol),
        getOrDefault(idCol),
        (Integer) getOrDefault(sampleRows),
        (Long) getOrDefault(seed));
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Column of feature vectors; default {@code features}. */
  public E setFeaturesCol(String value) {
    set(featuresCol, value);
    return self();
  }

  /** Column of predictions or scores, 0 to 1; default {@code prediction}. */
  public E setPredictionCol(String value) {
    set(predictionCol, value);
    return self();
  }

  /** Column of whole numbers or strings, each once, that name the rows; default {@code id}. */
  public E setIdCol(String value) {
    set(idCol, value);
    return self();
  }

  /** How many rows to compare, by the hash of seed and id; default 0, which means all. */
  public E setSampleRows(int value) {
    set(sampleRows, value);
    return self();
  }

  /** What the choice of rows follows from, besides their ids; default 0. */
  public E setSeed(long value) {
    set(seed, value);
    return self();
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public Param<String> idCol() {
    return idCol;
  }

  public IntParam sampleRows() {
    return sampleRows;
  }

  public LongParam seed() {
    return seed;
  }
}
