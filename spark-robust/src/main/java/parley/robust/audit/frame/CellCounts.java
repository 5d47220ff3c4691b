package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * All that is counted of a group. Immutable, so safe for use by several threads.
 *
 * @param confusion rows by label and prediction
 * @param scores rows by score; without bins where none were asked for
 */
@DefaultSerializer(JavaSerializer.class)
public record CellCounts(ConfusionCounts confusion, ScoreBins scores) implements Serializable {
  /** No rows. */
  static CellCounts none(int bins) {
    return new CellCounts(ConfusionCounts.NONE, ScoreBins.empty(bins));
  }

  /**
   * The rows of both.
   *
   * @throws IllegalArgumentException if the numbers of bins differ
   */
  public CellCounts plus(CellCounts other) {
    return new CellCounts(confusion.plus(other.confusion), scores.plus(other.scores));
  }
}
