package parley.cli.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.Numbers;
import parley.cli.table.text.TableRow;
import parley.cli.terminal.InputException;

/** Turns rows of text into numbers, where they are. Immutable. */
@DefaultSerializer(JavaSerializer.class)
final class RowParser implements Serializable {
  private static final long serialVersionUID = 1L;
  static final int NONE = -1;

  private final String table;
  private final Numbers grammar;
  private final FeatureColumns features;
  private final int[] columns;
  private final int label;
  private final @Nullable String positive;
  private final ArrayList<String> classes;
  private final int provider;
  private final int width;

  /**
   * A reader of these columns.
   *
   * @param label its place, or {@link #NONE}: every label is 0
   * @param positive the label that is 1; null where the classes are numbered
   * @param provider its place, or {@link #NONE}
   */
  RowParser(
      Table table,
      FeatureColumns features,
      int label,
      @Nullable String positive,
      List<String> classes,
      int provider) {
    this.table = table.name();
    this.grammar = table.numbers();
    this.features = features;
    this.columns = features.columns().stream().mapToInt(table::indexOf).toArray();
    this.label = label;
    this.positive = positive;
    this.classes = new ArrayList<>(classes);
    this.provider = provider;
    this.width = features.names().size();
  }

  /** A row as numbers; null where something is missing. */
  LabelledRows.@Nullable Row read(TableRow row) {
    double[] x = new double[width];
    int at = 0;
    for (int j = 0; j < columns.length; j++) {
      String column = features.columns().get(j);
      String cell = row.cell(columns[j]);
      if (grammar.isMissing(cell)) {
        return null;
      }
      List<String> levels = features.levelsOf(column);
      if (levels == null) {
        x[at++] = number(row, column, cell);
      } else {
        int level = levels.indexOf(cell);
        if (level < 0) {
          throw unknownLevel(table, column, new ColumnFacts.Cell(row, cell), levels);
        }
        if (level > 0) {
          x[at + level - 1] = 1;
        }
        at += levels.size() - 1;
      }
    }
    String cell = label == NONE ? null : row.cell(label);
    if (cell != null && grammar.isMissing(cell)) {
      return null;
    }
    return new LabelledRows.Row(
        row.number(),
        row.number(),
        x,
        cell == null ? 0 : labelOf(cell),
        provider == NONE ? null : row.cell(provider));
  }

  private double labelOf(String cell) {
    if (positive != null) {
      return grammar.same(cell, positive) ? 1 : 0;
    }
    return Collections.binarySearch(classes, cell, grammar.order());
  }

  private double number(TableRow row, String column, String cell) {
    if (grammar.isNotFinite(cell) || !grammar.isNumber(cell)) {
      throw notANumber(table, column, new ColumnFacts.Cell(row, cell), grammar);
    }
    return grammar.value(cell);
  }

  static InputException notANumber(
      String table, String column, ColumnFacts.Cell cell, Numbers grammar) {
    if (grammar.isNotFinite(cell.text())) {
      return new InputException(
          "cannot use column '%s' as a feature: %s of %s has %s, expected a finite number"
              .formatted(column, cell.place(), table, cell.text()));
    }
    return new InputException(
        "cannot use column '%s' as a feature: %s of %s has the text '%s', expected a number"
                .formatted(column, cell.place(), table, abbreviate(cell.text()))
            + " (leave it out with --exclude, or take its values with --one-hot)");
  }

  static InputException unknownLevel(
      String table, String column, ColumnFacts.Cell cell, List<String> levels) {
    return new InputException(
        "cannot use column '%s' by its levels: %s of %s has '%s', expected one of %s"
            .formatted(
                column,
                cell.place(),
                table,
                abbreviate(cell.text()),
                Names.some(levels, "levels")));
  }

  static String abbreviate(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "...";
  }
}
