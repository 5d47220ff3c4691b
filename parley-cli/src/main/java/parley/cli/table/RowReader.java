package parley.cli.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the chosen columns of one table; for one use by one thread. */
final class RowReader {
  private static final int NONE = -1;
  private static final int MOST_CLASSES = 1000;

  private final CsvTable table;
  private final List<String> names;
  private final int[] columns;
  private final @Nullable ColumnChoice choice;
  private final int label;
  private final int provider;
  private final List<String> classes;

  /** Reads these features; without a choice no label and no provider, and every label is 0. */
  RowReader(CsvTable table, List<String> names, @Nullable ColumnChoice choice) {
    this.table = table;
    this.names = names;
    this.columns = names.stream().mapToInt(table::indexOf).toArray();
    this.choice = choice;
    this.label = choice == null ? NONE : table.indexOf(choice.label());
    this.provider =
        choice == null || choice.providerColumn() == null
            ? NONE
            : table.indexOf(choice.providerColumn());
    this.classes = choice == null || choice.positive() != null ? List.of() : classes();
  }

  LabelledRows readAllClasses() {
    ColumnChoice choice = Objects.requireNonNull(this.choice);
    LabelledRows rows = read();
    if (choice.positive() == null) {
      return rows;
    }
    int positives = rows.positives();
    if (positives == 0) {
      throw new InputException(
          "cannot use label '%s': the positive value '%s' never occurs in %s, expected one of %s"
              .formatted(choice.label(), choice.positive(), table.name(), shown(labelValues())));
    }
    if (positives == rows.rows().size()) {
      throw new InputException(
          "cannot use label '%s': every row has the value '%s', expected two values"
              .formatted(choice.label(), choice.positive()));
    }
    return rows;
  }

  LabelledRows read() {
    if (choice != null && choice.positive() != null) {
      checkLabel(choice.label());
    } else if (choice != null) {
      checkClasses(choice.label());
    }
    List<LabelledRows.Row> rows = new ArrayList<>();
    int dropped = 0;
    for (int r = 0; r < table.rowCount(); r++) {
      if (isMissing(r)) {
        dropped++;
        checkNotText(r);
      } else {
        rows.add(row(r));
      }
    }
    if (rows.isEmpty()) {
      throw new InputException(
          "cannot use %s: each of its %d rows has a missing value"
              .formatted(table.name(), table.rowCount()));
    }
    return new LabelledRows(names, rows, classes, dropped);
  }

  private LabelledRows.Row row(int r) {
    double[] x = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      x[j] = number(r, j);
    }
    return new LabelledRows.Row(r, x, labelOf(r), provider == NONE ? null : providerOf(r));
  }

  private double labelOf(int r) {
    if (choice == null) {
      return 0;
    }
    String cell = table.cell(r, label);
    if (choice.positive() != null) {
      return Numbers.same(cell, choice.positive()) ? 1 : 0;
    }
    return Collections.binarySearch(classes, cell, Numbers.ORDER);
  }

  private String providerOf(int r) {
    String name = table.cell(r, provider);
    if (Numbers.isMissing(name)) {
      throw new InputException(
          "cannot tell who holds line %d of %s: provider column '%s' is empty there"
              .formatted(table.lineOf(r), table.name(), table.columns().get(provider)));
    }
    return name;
  }

  private boolean isMissing(int r) {
    for (int column : columns) {
      if (Numbers.isMissing(table.cell(r, column))) {
        return true;
      }
    }
    return label != NONE && Numbers.isMissing(table.cell(r, label));
  }

  /** A text column is refused by name even where its only texts stand in rows left out. */
  private void checkNotText(int r) {
    for (int j = 0; j < columns.length; j++) {
      if (!Numbers.isMissing(table.cell(r, columns[j]))) {
        number(r, j);
      }
    }
  }

  private double number(int r, int j) {
    String cell = table.cell(r, columns[j]);
    if (Numbers.isNotFinite(cell)) {
      throw new InputException(
          "cannot use column '%s' as a feature: line %d of %s has %s, expected a finite number"
              .formatted(names.get(j), table.lineOf(r), table.name(), cell));
    }
    if (!Numbers.isNumber(cell)) {
      throw new InputException(
          "cannot use column '%s' as a feature: line %d of %s has the text '%s', expected a number"
                  .formatted(names.get(j), table.lineOf(r), table.name(), abbreviate(cell))
              + " (leave it out with --exclude)");
    }
    return Double.parseDouble(cell);
  }

  private List<String> classes() {
    TreeSet<String> values = new TreeSet<>(Numbers.ORDER);
    for (int r = 0; r < table.rowCount(); r++) {
      if (!isMissing(r)) {
        values.add(table.cell(r, label));
      }
    }
    return List.copyOf(values);
  }

  private void checkClasses(String name) {
    if (classes.size() == 1) {
      throw new InputException(
          "cannot use label '%s': every row has the value '%s', expected two values or more"
              .formatted(name, classes.get(0)));
    }
    if (classes.size() > MOST_CLASSES) {
      throw new InputException(
          "cannot use label '%s' of %s: it has %d values, expected a column of at most %d classes"
              .formatted(name, table.name(), classes.size(), MOST_CLASSES));
    }
  }

  private void checkLabel(String name) {
    List<String> values = labelValues();
    if (values.size() > 2) {
      throw new InputException(
          "cannot use label '%s' of %s: expected two values, got %s"
              .formatted(name, table.name(), shown(values)));
    }
  }

  private List<String> labelValues() {
    List<String> values = new ArrayList<>();
    for (int r = 0; r < table.rowCount() && values.size() <= 4; r++) {
      String cell = table.cell(r, label);
      if (!Numbers.isMissing(cell) && values.stream().noneMatch(v -> Numbers.same(v, cell))) {
        values.add(cell);
      }
    }
    return values;
  }

  private static String shown(List<String> values) {
    String list =
        values.stream().limit(4).map(RowReader::abbreviate).collect(Collectors.joining(", "));
    return values.size() > 4 ? list + " and more" : list;
  }

  private static String abbreviate(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "...";
  }
}
