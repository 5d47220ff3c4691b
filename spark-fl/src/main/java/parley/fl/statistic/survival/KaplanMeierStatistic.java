package parley.fl.statistic.survival;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.table.Category;

/**
 * Survival curves by group; one opening. Immutable, thread-safe.
 *
 * @param time numeric column: when a row ends, on the grid
 * @param event numeric column: 1 if it ends with the event, 0 if not
 * @param by groups; null for all rows together
 * @param grid the times
 */
@DefaultSerializer(JavaSerializer.class)
public record KaplanMeierStatistic(String time, String event, @Nullable Category by, TimeGrid grid)
    implements SurvivalStatistic<KaplanMeierResult> {
  private static final long serialVersionUID = 1L;

  /**
   * @throws parley.error.ParleyException if a column is there twice, or groups and times are too
   *     many
   */
  public KaplanMeierStatistic {
    SurvivalCounts.columns(time, event, by);
    SurvivalCounts.spec(by, grid);
  }

  @Override
  public KaplanMeierResult result(SurvivalCounts counts) {
    return new KaplanMeierResult(
        IntStream.range(0, counts.groups().size())
            .mapToObj(g -> SurvivalCurve.of(counts, g))
            .filter(curve -> curve.rows() > 0)
            .toList(),
        counts.droppedRows());
  }
}
