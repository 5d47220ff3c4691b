package parley.cli.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;

/**
 * Columns of text that are taken by their values.
 *
 * @param columns which
 * @param levels the values of each, as agreed beforehand; null: those that occur
 */
public record OneHot(List<String> columns, @Nullable Map<String, List<String>> levels) {
  /** No column is. */
  public static final OneHot NONE = new OneHot(List.of(), null);

  /** Checks that all are agreed on, if any, with two different levels or more. */
  public OneHot {
    columns = List.copyOf(columns);
    if (levels != null) {
      for (String column : columns) {
        List<String> agreed = levels.get(column);
        if (agreed == null) {
          throw new InputException(
              "cannot use --levels: column '%s' has none, expected a list for each column of --one-hot"
                  .formatted(column));
        }
        if (agreed.size() < 2 || agreed.stream().distinct().count() < agreed.size()) {
          throw new InputException(
              "cannot use --levels: expected two or more different levels of column '%s', got %s"
                  .formatted(column, Names.list(agreed)));
        }
      }
    }
  }
}
