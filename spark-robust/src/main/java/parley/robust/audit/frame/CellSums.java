package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import parley.robust.data.LargestGroups;

/**
 * Counts or weights as they come out of a query, exact, so that their sums do not depend on the
 * order. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
record CellSums(
    BigDecimal truePositives,
    BigDecimal falsePositives,
    BigDecimal falseNegatives,
    BigDecimal trueNegatives,
    long rows,
    boolean weighted,
    ScoreBins scores)
    implements LargestGroups.Addable<CellSums> {

  static CellSums none(int bins, boolean weighted) {
    BigDecimal zero = BigDecimal.ZERO;
    return new CellSums(zero, zero, zero, zero, 0, weighted, ScoreBins.empty(bins));
  }

  @Override
  public CellSums plus(CellSums other) {
    return new CellSums(
        truePositives.add(other.truePositives),
        falsePositives.add(other.falsePositives),
        falseNegatives.add(other.falseNegatives),
        trueNegatives.add(other.trueNegatives),
        rows + other.rows,
        weighted,
        scores.plus(other.scores));
  }

  CellCounts toCounts() {
    return new CellCounts(
        new ConfusionCounts(
            truePositives.doubleValue(),
            falsePositives.doubleValue(),
            falseNegatives.doubleValue(),
            trueNegatives.doubleValue(),
            rows,
            weighted),
        scores);
  }
}
