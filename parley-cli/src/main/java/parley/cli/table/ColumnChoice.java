package parley.cli.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are the label, the features and the provider.
 *
 * @param label the label's column
 * @param positive the label's value that becomes 1; every other becomes 0. Null: each value is a
 *     class of its own, numbered from 0 in the order of {@link LabelledRows#classes}
 * @param features the feature columns; empty: all but the label, the provider and the excluded
 * @param exclude columns that are no features; only where {@code features} is empty
 * @param providerColumn the column that says who holds a row; null: there is none
 */
public record ColumnChoice(
    String label,
    @Nullable String positive,
    List<String> features,
    List<String> exclude,
    @Nullable String providerColumn) {

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

  /**
   * Reads the chosen columns of a table. Rows with a missing value in one of them are left out and
   * counted.
   *
   * @throws InputException if a column is unknown, a feature is text, NaN or infinite, the label
   *     has one value alone, with a positive one more than two or never that, without one more than
   *     1000, or a provider is not named
   */
  public LabelledRows read(CsvTable table) {
    return new RowReader(table, featureNames(table), this).readAllClasses();
  }

  /** The same for rows to measure on: one class alone is no error, and no provider is asked for. */
  public LabelledRows readTest(CsvTable table, List<String> trainFeatures) {
    ColumnChoice choice = new ColumnChoice(label, positive, trainFeatures, List.of(), null);
    return new RowReader(table, trainFeatures, choice).read();
  }

  private List<String> featureNames(CsvTable table) {
    features.forEach(table::indexOf);
    exclude.forEach(table::indexOf);
    table.indexOf(label);
    if (!features.isEmpty()) {
      Set<String> distinct = new LinkedHashSet<>(features);
      if (distinct.size() != features.size()) {
        throw new InputException("cannot choose features: a column is named twice in " + features);
      }
      return features;
    }
    List<String> names = new ArrayList<>(table.columns());
    names.remove(label);
    names.removeAll(exclude);
    if (providerColumn != null) {
      table.indexOf(providerColumn);
      names.remove(providerColumn);
    }
    if (names.isEmpty()) {
      throw new InputException("cannot choose features: no column of " + table.name() + " is left");
    }
    return names;
  }
}
