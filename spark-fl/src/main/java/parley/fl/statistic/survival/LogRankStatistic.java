package parley.fl.statistic.survival;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.error.ParleyException;
import parley.fl.table.Category;

/**
 * Whether groups survive alike: the log-rank test and its weighted kin, from the same counts as the
 * curves; one opening. Immutable, thread-safe.
 *
 * @param time numeric column: when a row ends, on the grid
 * @param event numeric column: 1 if it ends with the event, 0 if not
 * @param by two groups or more
 * @param grid the times
 * @param weighting of the times
 * @param rho power of survival before a time, of {@link Weighting#FLEMING_HARRINGTON}
 * @param gamma power of 1 less that survival
 */
@DefaultSerializer(JavaSerializer.class)
public record LogRankStatistic(
    String time,
    String event,
    Category by,
    TimeGrid grid,
    Weighting weighting,
    double rho,
    double gamma)
    implements SurvivalStatistic<LogRankResult> {
  private static final long serialVersionUID = 1L;

  /** How much a time counts. */
  public enum Weighting {
    /** All times alike. */
    LOG_RANK,
    /** As many as are at risk: Gehan's and Wilcoxon's. */
    GEHAN,
    /** The root of that. */
    TARONE_WARE,
    /** The survival of all groups together, as Peto and Peto estimate it. */
    PETO,
    /** S^rho (1 - S)^gamma of all groups' survival before the time. */
    FLEMING_HARRINGTON
  }

  /**
   * @throws ParleyException with fewer than two groups, or powers out of range
   */
  public LogRankStatistic {
    if (by.levels().size() < 2) {
      throw new ParleyException(
          "cannot compare survival: expected two groups of %s or more, got %s"
              .formatted(by.column(), by.levels()));
    }
    if (!(rho >= 0 && gamma >= 0 && Double.isFinite(rho + gamma))) {
      throw new ParleyException(
          "cannot compare survival: expected rho and gamma of at least 0, got %s and %s"
              .formatted(rho, gamma));
    }
    SurvivalCounts.columns(time, event, by);
    SurvivalCounts.spec(by, grid);
  }

  @Override
  public LogRankResult result(SurvivalCounts counts) {
    return LogRank.of(this, counts);
  }
}
