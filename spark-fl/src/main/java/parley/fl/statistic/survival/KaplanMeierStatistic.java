package parley.fl.statistic.survival;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.CountStatistic;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

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
    implements CountStatistic<KaplanMeierResult> {
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
  public Columns columns() {
    return SurvivalCounts.columns(time, event, by);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(SurvivalCounts.spec(by, grid));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return SurvivalCounts.local(time, event, by, grid, rows);
  }

  /** With noise more rows could have an event than are at risk. */
  @Override
  public boolean takesNoise() {
    return false;
  }

  @Override
  public BigInteger[] rounded(SumSpec spec, BigInteger[] counts, long multiple) {
    return SurvivalCounts.rounded(counts, grid, multiple);
  }

  @Override
  public KaplanMeierResult result(SecureSum sums) {
    SurvivalCounts counts = SurvivalCounts.of(by, grid, sums.open(sums().get(0), new byte[0]));
    return new KaplanMeierResult(
        IntStream.range(0, counts.groups().size())
            .mapToObj(g -> SurvivalCurve.of(counts, g))
            .filter(curve -> curve.rows() > 0)
            .toList(),
        counts.droppedRows());
  }
}
