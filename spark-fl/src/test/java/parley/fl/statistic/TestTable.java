package parley.fl.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;
import parley.testing.PublicData;

/** A public data set in memory, and its rows at providers in several ways. */
public final class TestTable {
  private final Map<String, String[]> cells = new LinkedHashMap<>();
  private int rows;

  private TestTable() {}

  /** A file of {@link PublicData}; empty fields and {@code ?} are missing. */
  public static TestTable read(String file) {
    List<String> lines = PublicData.lines(file);
    TestTable table = new TestTable();
    table.rows = lines.size() - 1;
    List<String> names = fields(lines.get(0));
    for (String name : names) {
      table.cells.put(name, new String[table.rows]);
    }
    for (int i = 0; i < table.rows; i++) {
      List<String> row = fields(lines.get(i + 1));
      for (int j = 0; j < names.size(); j++) {
        column(table, names.get(j))[i] = row.get(j);
      }
    }
    return table;
  }

  /** A table of one's own: as many values in each column. */
  public static TestTable of(Map<String, List<String>> columns) {
    TestTable table = new TestTable();
    columns.forEach((name, values) -> table.cells.put(name, values.toArray(new String[0])));
    table.rows = columns.values().iterator().next().size();
    return table;
  }

  private static String[] column(TestTable table, String name) {
    String[] values = table.cells.get(name);
    assertThat(values).as(name).isNotNull();
    return values;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  public int size() {
    return rows;
  }

  /** The same with one more column, made of the row's number. */
  public TestTable with(String name, IntToDoubleFunction value) {
    TestTable other = new TestTable();
    other.rows = rows;
    other.cells.putAll(cells);
    other.cells.put(
        name,
        IntStream.range(0, rows)
            .mapToObj(i -> Double.toString(value.applyAsDouble(i)))
            .toArray(String[]::new));
    return other;
  }

  /** The values of a column that are not missing, in file order. */
  public double[] numbers(String name) {
    return Arrays.stream(column(this, name))
        .filter(cell -> !missing(cell))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /** The distinct values of a column, sorted. */
  public List<String> levels(String name) {
    return Arrays.stream(column(this, name))
        .filter(cell -> !missing(cell))
        .distinct()
        .sorted()
        .toList();
  }

  /** A column and all its levels. */
  public Category category(String name) {
    return new Category(name, levels(name));
  }

  private static boolean missing(String cell) {
    return cell.isEmpty() || cell.equals("?");
  }

  /** These rows at one provider. */
  public TableRows provider(String name, Columns columns, List<Integer> at) {
    Map<String, double[]> numbers = new HashMap<>();
    for (String column : columns.numbers()) {
      numbers.put(column, numbers(column, at));
    }
    Map<String, int[]> codes = new HashMap<>();
    for (Category category : columns.categories()) {
      String[] values = column(this, category.column());
      codes.put(category.column(), at.stream().mapToInt(i -> code(category, values[i])).toArray());
    }
    @Nullable String weight = columns.weight();
    return new TableRows(
        name, at.size(), numbers, codes, weight == null ? null : numbers(weight, at));
  }

  private double[] numbers(String column, List<Integer> at) {
    String[] values = column(this, column);
    return at.stream()
        .mapToDouble(i -> missing(values[i]) ? Double.NaN : Double.parseDouble(values[i]))
        .toArray();
  }

  private static int code(Category category, String value) {
    if (missing(value)) {
      return TableRows.MISSING;
    }
    int level = category.levels().indexOf(value);
    return level < 0 ? category.levels().size() : level;
  }

  /** Row i at provider i mod N. */
  public List<TableRows> split(Columns columns, int providers) {
    return IntStream.range(0, providers)
        .mapToObj(
            p ->
                provider(
                    "provider-" + p,
                    columns,
                    IntStream.range(0, rows).filter(i -> i % providers == p).boxed().toList()))
        .toList();
  }

  /** Three providers in another order, one with a single row, one with none. */
  private List<TableRows> uneven(Columns columns) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    Collections.shuffle(order, new Random(3));
    int third = rows / 3;
    return List.of(
        provider("one", columns, order.subList(0, Math.min(1, rows))),
        provider("none", columns, List.of()),
        provider("some", columns, order.subList(Math.min(1, rows), Math.max(1, third))),
        provider("rest", columns, order.subList(Math.max(1, third), rows)));
  }

  /** Each a part of the file: of data sorted by class, providers of one class. */
  private List<TableRows> blocks(Columns columns) {
    List<Integer> order = IntStream.range(0, rows).boxed().toList();
    return List.of(
        provider("first", columns, order.subList(0, rows / 3)),
        provider("second", columns, order.subList(rows / 3, rows * 2 / 3)),
        provider("third", columns, order.subList(rows * 2 / 3, rows)));
  }

  /**
   * What a statistic gives, having asserted that it is the same to the bit at 3 and at 10 providers
   * with an empty one, one of a single row and the rows in another order, and of one class each.
   */
  public <R> R result(Statistic<R> statistic) {
    Columns columns = statistic.columns();
    R three = MemorySums.result(statistic, split(columns, 3));
    assertThat(MemorySums.result(statistic, split(columns, 10))).isEqualTo(three);
    assertThat(MemorySums.result(statistic, uneven(columns))).isEqualTo(three);
    assertThat(MemorySums.result(statistic, blocks(columns))).isEqualTo(three);
    return three;
  }
}
