package parley.fl.statistic.describe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group's figures. Immutable, thread-safe.
 *
 * @param group its level, or {@code (other)}; null where rows are not grouped
 * @param rows with missing values too
 * @param columns a description each, in the order asked for
 */
public record GroupDescription(@Nullable String group, long rows, List<ColumnDescription> columns) {
  /** Copies the list. */
  public GroupDescription {
    columns = List.copyOf(columns);
  }
}
