package parley.robust.audit.shift.label;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.error.InvalidDataException;
import parley.robust.audit.shift.rows.ShiftColumns;

/**
 * How often a classifier said what of which true class. Immutable, so safe for use by several
 * threads.
 *
 * @param cells prediction, true class and rows, each pair once; empty where there are more than
 *     {@link #MOST_CLASSES} classes
 */
public record LabelConfusion(List<Cell> cells) {
  /** With more distinct values a column is taken to hold no classes. */
  public static final int MOST_CLASSES = 100;

  /** Takes a copy. */
  public LabelConfusion {
    cells = List.copyOf(cells);
  }

  /**
   * Rows with one prediction and one true class.
   *
   * @param rows 1 or more
   */
  public record Cell(String predicted, String actual, long rows) {
    /**
     * Checks the count.
     *
     * @throws InvalidDataException if it is below 1
     */
    public Cell {
      if (rows < 1) {
        throw new InvalidDataException(
            "cannot use the confusion counts: expected counts of 1 or more, got " + rows);
      }
    }
  }

  /** Counts rows that have both. */
  public static LabelConfusion of(Dataset<Row> frame, String prediction, String label) {
    Column predicted = ShiftColumns.text(frame.schema(), prediction).as("predicted");
    Column actual = ShiftColumns.text(frame.schema(), label).as("actual");
    List<Row> rows =
        frame
            .select(predicted, actual)
            .where(col("predicted").isNotNull().and(col("actual").isNotNull()))
            .groupBy("predicted", "actual")
            .count()
            .limit(MOST_CLASSES * MOST_CLASSES + 1)
            .collectAsList();
    List<Cell> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(new Cell(row.getString(0), row.getString(1), row.getLong(2))));
    cells.sort(Comparator.comparing(Cell::predicted).thenComparing(Cell::actual));
    LabelConfusion counts = new LabelConfusion(cells);
    return counts.classes(List.of()).size() > MOST_CLASSES ? new LabelConfusion(List.of()) : counts;
  }

  /** All classes, these included: numbers by size, before text. */
  List<String> classes(Collection<String> others) {
    TreeSet<String> names =
        new TreeSet<>(
            Comparator.comparingDouble(LabelConfusion::number)
                .thenComparing(Comparator.naturalOrder()));
    cells.forEach(cell -> names.addAll(List.of(cell.predicted, cell.actual)));
    names.addAll(others);
    return List.copyOf(names);
  }

  private static double number(String name) {
    try {
      return Double.parseDouble(name);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** Rows by prediction, then true class. */
  long[][] table(List<String> classes) {
    long[][] table = new long[classes.size()][classes.size()];
    for (Cell cell : cells) {
      table[classes.indexOf(cell.predicted)][classes.indexOf(cell.actual)] += cell.rows;
    }
    return table;
  }
}
