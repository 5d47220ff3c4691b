package parley.robust.audit.individual;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.robust.data.ExactSums;
import scala.Tuple2;

/**
 * Consistency (<a href="https://proceedings.mlr.press/v28/zemel13.html">Zemel et al. 2013</a>): 1
 * less the mean over all rows of |y - mean of the k nearest rows' y|, from 0 to 1; 1 if near rows
 * are always treated alike.
 *
 * <p>As in AIF360 a row is one of its own k nearest, so k = 5 looks at four others; {@code
 * setIncludeSelf(false)} looks at k others, which is the stricter reading of the paper. Neighbours
 * are exact, and of equally near rows the lower id counts.
 *
 * <p>Cost: n^2 d operations for n rows of d features, on all executors, and one shuffle of the
 * rows. With sampleRows the neighbours are looked for within the sample, where they are farther
 * away. The result is equal to the bit whatever the partitions. Not safe for use by several threads
 * while Params are being set.
 */
public final class ConsistencyEvaluator extends PairwiseParams<ConsistencyEvaluator> {
  private static final long serialVersionUID = 1L;

  private final IntParam neighbors;
  private final BooleanParam includeSelf;

  /** An evaluator with default Params. */
  public ConsistencyEvaluator() {
    this(Identifiable.randomUID("consistencyEvaluator"));
  }

  /** An evaluator with default Params and the given uid. */
  public ConsistencyEvaluator(String uid) {
    super(uid);
    neighbors =
        new IntParam(
            uid,
            "neighbors",
            "how many nearest rows, from 2 with the row itself",
            ParamValidators.gtEq(1));
    includeSelf = new BooleanParam(uid, "includeSelf", "whether a row is one of its nearest rows");
    setDefault(neighbors, 5);
    setDefault(includeSelf, true);
  }

  /** Reads evaluators that were saved with {@code write} or {@code save}. */
  public static MLReader<ConsistencyEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** The evaluator saved at a path. */
  public static ConsistencyEvaluator load(String path) {
    return read().load(path);
  }

  /**
   * The consistency, 0 to 1.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type, or a row alone
   *     would be its only neighbour
   * @throws InvalidDataException if there are too few rows, an id is missing or occurs twice, or a
   *     prediction is not from 0 to 1
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    boolean self = (Boolean) getOrDefault(includeSelf);
    int others = (Integer) getOrDefault(neighbors) - (self ? 1 : 0);
    if (others < 1) {
      throw new IllegalArgumentException(
          "cannot compare a row with itself alone: expected neighbors of 2 or more where the row is"
              + " one of them, got 1");
    }
    try (ScoredRows rows = rows(dataset)) {
      if (rows.count() <= others) {
        throw new InvalidDataException(
            "cannot find %d neighbours of each row: expected more rows than that, got %d"
                .formatted(others, rows.count()));
      }
      ExactSums sum =
          rows.pairs()
              .mapPartitionsToPair(pairs -> nearest(pairs, others))
              .reduceByKey(Nearest::merge, rows.parts())
              .values()
              .map(nearest -> nearest.differences(self))
              .fold(new ExactSums(1), ExactSums::merge);
      return 1 - sum.toDoubles()[0] / rows.count();
    }
  }

  /** The nearest rows of each block on the left, from those on the right. */
  private static Iterator<Tuple2<Long, Nearest>> nearest(
      Iterator<Tuple2<ScoredBlock, ScoredBlock>> pairs, int others) {
    List<Tuple2<Long, Nearest>> all = new ArrayList<>();
    @Nullable Tuple2<Long, Nearest> current = null;
    while (pairs.hasNext()) {
      Tuple2<ScoredBlock, ScoredBlock> pair = pairs.next();
      ScoredBlock block = pair._1();
      if (current == null || current._1() != block.number()) {
        current = new Tuple2<>(block.number(), new Nearest(block, others));
        all.add(current);
      }
      current._2().offer(block, pair._2());
    }
    return all.iterator();
  }

  @Override
  ConsistencyEvaluator self() {
    return this;
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public ConsistencyEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** How many nearest rows a row is compared with; default 5. */
  public ConsistencyEvaluator setNeighbors(int value) {
    set(neighbors, value);
    return this;
  }

  /** Whether a row is one of its nearest rows; default true. */
  public ConsistencyEvaluator setIncludeSelf(boolean value) {
    set(includeSelf, value);
    return this;
  }

  public IntParam neighbors() {
    return neighbors;
  }

  public BooleanParam includeSelf() {
    return includeSelf;
  }
}
