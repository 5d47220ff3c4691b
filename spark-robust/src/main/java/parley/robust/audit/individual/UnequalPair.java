package parley.robust.audit.individual;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Two rows that are treated more differently than their distance allows. Immutable, so safe for use
 * by several threads.
 *
 * @param firstId a Long or a String, the lower of the two
 * @param secondId the other
 * @param distance of the features, Euclidean
 * @param difference of the predictions, 0 to 1
 */
@DefaultSerializer(JavaSerializer.class)
public record UnequalPair(
    Comparable<?> firstId, Comparable<?> secondId, double distance, double difference)
    implements Serializable {

  /** The worst first: by difference over distance, then by difference, then by ids. */
  static final Comparator<UnequalPair> WORST_FIRST =
      Comparator.comparingDouble(UnequalPair::ratio)
          .thenComparingDouble(UnequalPair::difference)
          .reversed()
          .thenComparing(UnequalPair::firstId, ScoredBlock::compareIds)
          .thenComparing(UnequalPair::secondId, ScoredBlock::compareIds);

  static UnequalPair of(
      ScoredBlock a, int i, ScoredBlock b, int j, double distance, double difference) {
    Comparable<?> one = a.ids()[i];
    Comparable<?> two = b.ids()[j];
    return ScoredBlock.compareIds(one, two) < 0
        ? new UnequalPair(one, two, distance, difference)
        : new UnequalPair(two, one, distance, difference);
  }

  /** The constant that the pair needs; infinite if the rows are equal. */
  double ratio() {
    return constantFor(distance, difference);
  }

  static double constantFor(double distance, double difference) {
    return difference == 0 ? 0 : difference / distance;
  }
}
