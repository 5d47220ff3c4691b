package parley.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows as numbers, in file order: {@code n} rows of {@code d} features each, labels from 0, and the
 * provider each row belongs to where a column says so. Immutable, so safe for several threads.
 */
public final class LabelledRows {
  private final List<String> features;
  private final List<Row> rows;
  private final List<String> classes;
  private final int dropped;

  /**
   * One row.
   *
   * @param number the row's place in the file, from 0, missing ones counted
   * @param x the features' values
   * @param label 0 or 1, or the place of its class in {@link #classes}
   * @param provider who holds the row, null where no column says so
   */
  public record Row(int number, double[] x, double label, @Nullable String provider) {}

  LabelledRows(List<String> features, List<Row> rows, List<String> classes, int dropped) {
    this.features = List.copyOf(features);
    this.rows = List.copyOf(rows);
    this.classes = List.copyOf(classes);
    this.dropped = dropped;
  }

  /**
   * Reads feature columns alone; every label is 0.
   *
   * @throws InputException if a column is unknown, text, NaN or infinite
   */
  public static LabelledRows unlabelled(CsvTable table, List<String> features) {
    return new RowReader(table, features, null).read();
  }

  /** The features' names, in the order of each row's values. */
  public List<String> features() {
    return features;
  }

  /** The rows without a missing value. */
  public List<Row> rows() {
    return rows;
  }

  /** The label's values, numbers by size before text; empty where one of two counts as positive. */
  public List<String> classes() {
    return classes;
  }

  /** The same rows with other values of the features. */
  public LabelledRows map(UnaryOperator<double[]> change) {
    List<Row> changed =
        rows.stream()
            .map(row -> new Row(row.number(), change.apply(row.x()), row.label(), row.provider()))
            .toList();
    return new LabelledRows(features, changed, classes, dropped);
  }

  /** How many rows were left out because a value was missing. */
  public int dropped() {
    return dropped;
  }

  /** How many rows have label 1. */
  public int positives() {
    return (int) rows.stream().filter(row -> row.label() == 1).count();
  }

  /** The same features, those rows whose index, from 0, leaves the given remainder or does not. */
  LabelledRows filter(int every, int remainder, boolean keep) {
    List<Row> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if ((i % every == remainder) == keep) {
        kept.add(rows.get(i));
      }
    }
    return new LabelledRows(features, kept, classes, dropped);
  }
}
