package parley.robust.audit.individual;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import scala.Tuple2;

/** What was seen of some pairs of rows; merging does not depend on the order. For one thread. */
@DefaultSerializer(JavaSerializer.class)
final class LipschitzTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double constant;
  private final int kept;
  private long pairs;
  private long violations;
  private double largest;

  /** The worst first. */
  private final List<UnequalPair> worst = new ArrayList<>();

  LipschitzTally(double constant, int kept) {
    this.constant = constant;
    this.kept = kept;
  }

  /**
   * Looks at each pair of rows once: of two blocks the one with the lower number is on the left.
   */
  LipschitzTally addAll(Iterator<Tuple2<ScoredBlock, ScoredBlock>> blocks) {
    while (blocks.hasNext()) {
      Tuple2<ScoredBlock, ScoredBlock> two = blocks.next();
      ScoredBlock a = two._1();
      ScoredBlock b = two._2();
      if (a.number() <= b.number()) {
        boolean same = a.number() == b.number();
        for (int i = 0; i < a.count(); i++) {
          for (int j = same ? i + 1 : 0; j < b.count(); j++) {
            add(a, i, b, j);
          }
        }
      }
    }
    return this;
  }

  private void add(ScoredBlock a, int i, ScoredBlock b, int j) {
    pairs++;
    double difference = Math.abs(a.scores()[i] - b.scores()[j]);
    double distance = Math.sqrt(a.squaredDistance(i, b, j));
    double ratio = UnequalPair.constantFor(distance, difference);
    largest = Math.max(largest, ratio);
    if (ratio > constant) {
      violations++;
      if (kept > 0 && (worst.size() < kept || ratio >= worst.get(worst.size() - 1).ratio())) {
        keep(UnequalPair.of(a, i, b, j, distance, difference));
      }
    }
  }

  private void keep(UnequalPair pair) {
    int place = worst.size();
    while (place > 0 && UnequalPair.WORST_FIRST.compare(pair, worst.get(place - 1)) < 0) {
      place--;
    }
    worst.add(place, pair);
    if (worst.size() > kept) {
      worst.remove(kept);
    }
  }

  LipschitzTally merge(LipschitzTally other) {
    pairs += other.pairs;
    violations += other.violations;
    largest = Math.max(largest, other.largest);
    other.worst.forEach(this::keep);
    return this;
  }

  LipschitzReport report(long rows) {
    return LipschitzReport.of(rows, constant, pairs, violations, largest, worst);
  }
}
