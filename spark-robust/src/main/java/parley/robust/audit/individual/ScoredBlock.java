package parley.robust.audit.individual;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import parley.error.InvalidDataException;
import parley.ml.column.RowReader;

/**
 * Some rows in arrays, by increasing id. Not changed once it is made.
 *
 * @param number which block it is; blocks of the same data have the same numbers
 * @param features length of a row
 * @param x feature j of row i is at i x features + j
 */
@DefaultSerializer(JavaSerializer.class)
record ScoredBlock(long number, int features, double[] x, double[] scores, Comparable<?>[] ids)
    implements Serializable {

  /**
   * Reads rows of (id, features, score).
   *
   * @throws InvalidDataException if a feature is not finite, a score is not from 0 to 1, or a value
   *     is missing
   */
  static ScoredBlock of(long number, List<Row> rows, int features) {
    RowReader reader = new RowReader(features, 2, 0);
    double[] x = new double[rows.size() * features];
    double[] scores = new double[rows.size()];
    Comparable<?>[] ids = new Comparable<?>[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      reader.features(row, 1, x, i * features);
      Double score = row.getAs(2);
      if (score == null || !(score >= 0 && score <= 1)) {
        throw reader.refuse(
            row, "its prediction is not a share", "a number from 0 to 1", String.valueOf(score));
      }
      scores[i] = score;
      ids[i] = row.getAs(0);
    }
    return new ScoredBlock(number, features, x, scores, ids);
  }

  int count() {
    return scores.length;
  }

  /** The squared Euclidean distance to a row of another block: the same in both directions. */
  double squaredDistance(int row, ScoredBlock other, int otherRow) {
    if (features != other.features) {
      throw new InvalidDataException(
          "cannot compare rows %s and %s: expected vectors of one length, got %d and %d"
              .formatted(ids[row], other.ids[otherRow], features, other.features));
    }
    double sum = 0;
    int a = row * features;
    int b = otherRow * features;
    for (int j = 0; j < features; j++) {
      double difference = x[a + j] - other.x[b + j];
      sum += difference * difference;
    }
    if (sum == Double.POSITIVE_INFINITY) {
      throw new InvalidDataException(
          "cannot compare rows %s and %s: their distance is too large for a number, expected scaled features"
              .formatted(ids[row], other.ids[otherRow]));
    }
    return sum;
  }

  /** Orders ids of one column: numbers by size, strings by their characters. */
  @SuppressWarnings("unchecked")
  static int compareIds(Comparable<?> a, Comparable<?> b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
