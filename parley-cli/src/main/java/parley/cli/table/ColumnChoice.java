package parley.cli.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;

/**
 * Which columns of a table are the label, the features and the provider.
 *
 * @param label the label's column
 * @param positive the label's value that becomes 1; every other becomes 0. Null: each value is a
 *     class of its own, numbered from 0 in the order of {@link LabelledRows#classes}
 * @param features the feature columns; empty: all but the label, the provider and the excluded
 * @param exclude columns that are no features; only where {@code features} is empty
 * @param providerColumn the column that says who holds a row; null: there is none
 * @param oneHot feature columns of text
 */
public record ColumnChoice(
    String label,
    @Nullable String positive,
    List<String> features,
    List<String> exclude,
    @Nullable String providerColumn,
    OneHot oneHot) {

  /** Checks what needs no table. */
  public ColumnChoice {
    if (!features.isEmpty() && !exclude.isEmpty()) {
      throw new InputException(
          "cannot choose features: expected --features or --exclude, got both");
    }
    if (features.contains(label)) {
      throw new InputException(
          "cannot choose features: column '" + label + "' is the label, expected another one");
    }
    if (label.equals(providerColumn)) {
      throw new InputException(
          "cannot choose columns: '" + label + "' is both the label and the provider column");
    }
  }

  /** A choice whose features are numbers. */
  public ColumnChoice(
      String label,
      @Nullable String positive,
      List<String> features,
      List<String> exclude,
      @Nullable String providerColumn) {
    this(label, positive, features, exclude, providerColumn, OneHot.NONE);
  }

  /**
   * Reads the chosen columns of a table. Rows with a missing value in one of them are left out and
   * counted.
   *
   * @throws InputException if a column is unknown, a feature is text, NaN or infinite, the label
   *     has one value alone, with a positive one more than two or never that, without one more than
   *     1000, or a provider is not named
   */
  public LabelledRows read(Table table) {
    return new RowsBuilder(table, this, null).read(featureNames(table));
  }

  /**
   * The same for rows to measure on: they have the features of the rows to learn from, their two
   * label values or one of them, and no provider is asked for.
   */
  public LabelledRows readTest(Table table, LabelledRows train) {
    ColumnChoice choice =
        new ColumnChoice(label, positive, List.of(), List.of(), null, OneHot.NONE);
    return new RowsBuilder(table, choice, train).read(train.columns().columns());
  }

  private List<String> featureNames(Table table) {
    features.forEach(table::indexOf);
    exclude.forEach(table::indexOf);
    table.indexOf(label);
    List<String> names = new ArrayList<>(features.isEmpty() ? table.columns() : features);
    if (!features.isEmpty()) {
      if (new HashSet<>(features).size() != features.size()) {
        throw new InputException("cannot choose features: a column is named twice in " + features);
      }
    } else {
      names.remove(label);
      names.removeAll(exclude);
      if (providerColumn != null) {
        table.indexOf(providerColumn);
        names.remove(providerColumn);
      }
      table.checkNamed(names);
    }
    if (names.isEmpty()) {
      throw new InputException("cannot choose features: no column of " + table.name() + " is left");
    }
    for (String column : oneHot.columns()) {
      table.indexOf(column);
      if (!names.contains(column)) {
        throw new InputException(
            "cannot use --one-hot: column '%s' is no feature, expected one that is not left out"
                .formatted(column));
      }
    }
    return names;
  }

  /** The features with the levels of columns of text, agreed or as they were found. */
  FeatureColumns columns(List<String> names, Map<String, List<String>> found) {
    Map<String, List<String>> levels = new LinkedHashMap<>();
    Map<String, List<String>> agreed = oneHot.levels();
    for (String column : oneHot.columns()) {
      List<String> own = agreed == null ? found.get(column) : agreed.get(column);
      levels.put(column, own == null ? List.of() : own);
    }
    FeatureColumns columns = new FeatureColumns(names, levels);
    Set<String> seen = new HashSet<>();
    for (String name : columns.names()) {
      if (!seen.add(name)) {
        throw new InputException(
            "cannot name the features: two would be '%s', expected other names of columns"
                .formatted(name));
      }
    }
    return columns;
  }
}
