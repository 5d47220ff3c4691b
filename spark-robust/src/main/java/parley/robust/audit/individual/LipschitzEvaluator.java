package parley.robust.audit.individual;

import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import parley.error.InvalidDataException;

/**
 * The Lipschitz condition of individual fairness (<a
 * href="https://doi.org/10.1145/2090236.2090255">Dwork et al. 2012</a>): |f(x) - f(x')| is at most
 * L d(x, x') for every two rows. f is the probability of one of two classes, so that the difference
 * is the statistical distance of the two answers; d is Euclidean.
 *
 * <p>Cost: n^2 d / 2 operations for n rows of d features, on all executors, and one shuffle of the
 * rows. With sampleRows the pairs are those within the sample. Results are equal to the bit
 * whatever the partitions. Not safe for use by several threads while Params are being set.
 */
public final class LipschitzEvaluator extends PairwiseParams<LipschitzEvaluator> {
  private static final long serialVersionUID = 1L;

  private final DoubleParam constant;
  private final IntParam worstPairs;

  /** An evaluator with default Params. */
  public LipschitzEvaluator() {
    this(Identifiable.randomUID("lipschitzEvaluator"));
  }

  /** An evaluator with default Params and the given uid. */
  public LipschitzEvaluator(String uid) {
    super(uid);
    constant =
        new DoubleParam(
            uid,
            "constant",
            "L: how much predictions may differ for each unit of distance",
            ParamValidators.gtEq(0));
    worstPairs =
        new IntParam(
            uid,
            "worstPairs",
            "how many pairs to name, up to 1000",
            ParamValidators.inRange(0, 1000));
    setDefault(constant, 1.0);
    setDefault(worstPairs, 10);
  }

  /** Reads evaluators that were saved with {@code write} or {@code save}. */
  public static MLReader<LipschitzEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** The evaluator saved at a path. */
  public static LipschitzEvaluator load(String path) {
    return read().load(path);
  }

  /** The share of pairs that violate the condition, 0 to 1; errors as for {@link #report}. */
  @Override
  public double evaluate(Dataset<?> dataset) {
    return report(dataset).violationShare().get();
  }

  /**
   * Violations, the worst of them, and the smallest constant without any.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   * @throws InvalidDataException if there are fewer than two rows, an id is missing or occurs
   *     twice, or a prediction is not from 0 to 1
   */
  public LipschitzReport report(Dataset<?> dataset) {
    double l = (Double) getOrDefault(constant);
    int kept = (Integer) getOrDefault(worstPairs);
    try (ScoredRows rows = rows(dataset)) {
      if (rows.count() < 2) {
        throw new InvalidDataException(
            "cannot compare pairs of rows: expected two rows or more, got " + rows.count());
      }
      return rows.pairs()
          .mapPartitions(blocks -> List.of(new LipschitzTally(l, kept).addAll(blocks)).iterator())
          .reduce(LipschitzTally::merge)
          .report(rows.count());
    }
  }

  @Override
  LipschitzEvaluator self() {
    return this;
  }

  @Override
  public boolean isLargerBetter() {
    return false;
  }

  @Override
  public LipschitzEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** L: how much predictions may differ for each unit of distance; 0 or more, default 1. */
  public LipschitzEvaluator setConstant(double value) {
    set(constant, value);
    return this;
  }

  /** How many pairs to name, 0 to 1000; default 10. */
  public LipschitzEvaluator setWorstPairs(int value) {
    set(worstPairs, value);
    return this;
  }

  public DoubleParam constant() {
    return constant;
  }

  public IntParam worstPairs() {
    return worstPairs;
  }
}
