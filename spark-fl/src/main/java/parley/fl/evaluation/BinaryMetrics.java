package parley.fl.evaluation;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Figures of binary predictions. Immutable, so safe for use by several threads.
 *
 * @param rows how many were predicted
 * @param accuracy share of right predictions; NaN without rows
 * @param auc area under the ROC curve, exact; NaN unless both labels occur
 * @param f1 harmonic mean of precision and recall for label 1; NaN if 1 neither occurs nor is
 *     predicted
 */
public record BinaryMetrics(long rows, double accuracy, double auc, double f1) {

  /**
   * Figures of a DataFrame, whose rows stay where they are: equal scores are grouped and sorted
   * over the partitions, and only two numbers a partition come to the driver.
   *
   * @param labelCol numbers, 0 or 1
   * @param scoreCol numbers, or vectors whose second entry counts; none NaN
   * @param predictionCol numbers, 0 or 1
   */
  public static BinaryMetrics of(
      Dataset<?> predictions, String labelCol, String scoreCol, String predictionCol) {
    Column score =
        predictions.schema().apply(scoreCol).dataType().equals(SQLDataTypes.VectorType())
            ? functions.vector_to_array(predictions.col(scoreCol), "float64").getItem(1)
            : predictions.col(scoreCol).cast("double");
    Column label = predictions.col(labelCol).cast("double");
    Column predicted = predictions.col(predictionCol).cast("double");
    Dataset<Row> groups =
        predictions
            .select(
                score.as("score"),
                label.as("positive"),
                label.multiply(-1).plus(1).as("negative"),
                predicted.as("predicted"),
                label.multiply(predicted).as("hit"))
            .groupBy("score")
            .sum("positive", "negative", "predicted", "hit")
            .sort("score");
    JavaRDD<double[]> sorted =
        groups
            .javaRDD()
            .map(r -> new double[] {r.getDouble(1), r.getDouble(2), r.getDouble(3), r.getDouble(4)})
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return of(sorted);
    } finally {
      sorted.unpersist(false);
    }
  }

  /**
   * Figures of arrays with a score and a label (0 or 1) a row.
   *
   * @param threshold scores above it predict 1
   */
  public static BinaryMetrics of(double[] scores, double[] labels, double threshold) {
    Integer[] order = new Integer[scores.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
    Tally total = new Tally();
    for (int start = 0; start < order.length; ) {
      double[] group = new double[4];
      int end = start;
      for (; end < order.length && scores[order[end]] == scores[order[start]]; end++) {
        double label = labels[order[end]];
        double predicted = scores[order[end]] > threshold ? 1 : 0;
        group[0] += label;
        group[1] += 1 - label;
        group[2] += predicted;
        group[3] += label * predicted;
      }
      total.add(group);
      start = end;
    }
    return total.metrics();
  }

  private static BinaryMetrics of(JavaRDD<double[]> sorted) {
    List<Tuple2<Integer, Double>> negatives =
        sorted
            .mapPartitionsWithIndex(
                (index, groups) -> {
                  double sum = 0;
                  while (groups.hasNext()) {
                    sum += groups.next()[1];
                  }
                  return List.of(new Tuple2<>(index, sum)).iterator();
                },
                true)
            .collect();
    double[] below = new double[negatives.size() + 1];
    for (Tuple2<Integer, Double> part : negatives) {
      below[part._1() + 1] = part._2();
    }
    for (int k = 1; k < below.length; k++) {
      below[k] += below[k - 1];
    }
    List<Tally> parts =
        new ArrayList<>(
            sorted
                .mapPartitionsWithIndex(
                    (index, groups) -> List.of(tally(groups, below[index])).iterator(), true)
                .collect());
    return parts.stream().reduce(new Tally(), Tally::plus).metrics();
  }

  private static Tally tally(Iterator<double[]> groups, double negativesBelow) {
    Tally tally = new Tally();
    double own = 0;
    tally.negatives = negativesBelow;
    while (groups.hasNext()) {
      double[] group = groups.next();
      own += group[1];
      tally.add(group);
    }
    tally.negatives = own;
    return tally;
  }

  /** Sums over groups of equal score, visited from the lowest. */
  @DefaultSerializer(JavaSerializer.class)
  private static final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;

    private double positives;
    private double negatives;
    private double predicted;
    private double hits;
    private double pairs;

    void add(double[] group) {
      pairs += group[0] * (negatives + group[1] / 2);
      positives += group[0];
      negatives += group[1];
      predicted += group[2];
      hits += group[3];
    }

    Tally plus(Tally other) {
      Tally sum = new Tally();
      sum.positives = positives + other.positives;
      sum.negatives = negatives + other.negatives;
      sum.predicted = predicted + other.predicted;
      sum.hits = hits + other.hits;
      sum.pairs = pairs + other.pairs;
      return sum;
    }

    BinaryMetrics metrics() {
      double rows = positives + negatives;
      double right = hits + (negatives - (predicted - hits));
      return new BinaryMetrics(
          (long) rows,
          right / rows,
          pairs / (positives * negatives),
          2 * hits / (positives + predicted));
    }
  }
}
