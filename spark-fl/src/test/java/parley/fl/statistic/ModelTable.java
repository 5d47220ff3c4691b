package parley.fl.statistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;
import parley.testing.PublicData;

/** A public data set with made columns, dealt to providers. */
public final class ModelTable {
  private final Map<String, String[]> texts = new LinkedHashMap<>();
  private final Map<String, double[]> parsed = new HashMap<>();
  private final int rows;

  private ModelTable(int rows) {
    this.rows = rows;
  }

  /** A data set. */
  public static ModelTable of(String file) {
    List<String> lines = PublicData.lines(file);
    String[] header = lines.get(0).split(",");
    ModelTable table = new ModelTable(lines.size() - 1);
    for (String name : header) {
      table.texts.put(name, new String[table.rows]);
    }
    for (int i = 0; i < table.rows; i++) {
      List<String> cells = cells(lines.get(i + 1));
      for (int j = 0; j < header.length; j++) {
        table.texts.get(header[j])[i] = cells.get(j);
      }
    }
    return table;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at < line.length(); at++) {
      quoted ^= line.charAt(at) == '"';
      if (line.charAt(at) == ',' && !quoted) {
        cells.add(line.substring(from, at));
        from = at + 1;
      }
    }
    cells.add(line.substring(from));
    return cells;
  }

  /** Rows made up. */
  public static ModelTable ofRows(int rows) {
    return new ModelTable(rows);
  }

  public int rows() {
    return rows;
  }

  public String text(String column, int row) {
    return texts.get(column)[row];
  }

  /** NaN where the cell is empty. */
  public double number(String column, int row) {
    return parsed.computeIfAbsent(column, this::parse)[row];
  }

  private double[] parse(String column) {
    return Arrays.stream(texts.get(column))
        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
        .toArray();
  }

  /** Adds a column. */
  public ModelTable with(String name, IntToDoubleFunction value) {
    parsed.remove(name);
    texts.put(
        name,
        IntStream.range(0, rows)
            .mapToObj(i -> Double.toString(value.applyAsDouble(i)))
            .toArray(String[]::new));
    return this;
  }

  /** Rows to providers: row i to i mod N. */
  public List<TableRows> deal(Columns columns, int providers) {
    return split(columns, i -> i % providers, providers);
  }

  /** Each row to the provider with this number. */
  public List<TableRows> split(Columns columns, IntUnaryOperator provider, int providers) {
    return split(columns, IntStream.range(0, rows).boxed().toList(), provider, providers);
  }

  private List<TableRows> split(
      Columns columns, List<Integer> order, IntUnaryOperator provider, int providers) {
    List<TableRows> all = new ArrayList<>();
    for (int p = 0; p < providers; p++) {
      int own = p;
      int[] mine =
          order.stream()
              .mapToInt(Integer::intValue)
              .filter(i -> provider.applyAsInt(i) == own)
              .toArray();
      Map<String, double[]> numbers = new LinkedHashMap<>();
      for (String name : columns.numbers()) {
        numbers.put(name, IntStream.of(mine).mapToDouble(i -> number(name, i)).toArray());
      }
      Map<String, int[]> codes = new LinkedHashMap<>();
      for (Category category : columns.categories()) {
        codes.put(category.column(), IntStream.of(mine).map(i -> code(category, i)).toArray());
      }
      double[] weights =
          columns.weight() == null
              ? null
              : IntStream.of(mine).mapToDouble(i -> number(columns.weight(), i)).toArray();
      all.add(new TableRows("p" + p, mine.length, numbers, codes, weights));
    }
    return all;
  }

  private int code(Category category, int row) {
    String text = text(category.column(), row);
    int level = category.levels().indexOf(text);
    return text.isEmpty() ? TableRows.MISSING : level < 0 ? category.levels().size() : level;
  }

  /**
   * Splits that must all give the same: 3 and 10 providers, these with one that has none, one row
   * at one provider, a class at a provider, permuted rows.
   *
   * @param label a column by whose value rows go to one of two providers
   */
  public List<List<TableRows>> splits(Columns columns, String label) {
    List<Integer> permuted = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    Collections.shuffle(permuted, new Random(5));
    String first = text(label, 0);
    return List.of(
        deal(columns, 3),
        deal(columns, 10),
        split(columns, i -> i % 3 + i % 3 / 2, 4),
        split(columns, i -> i == 7 ? 0 : 1, 2),
        split(columns, i -> text(label, i).equals(first) ? 0 : 1, 2),
        split(columns, permuted, i -> i % 4, 4),
        split(columns, i -> 0, 1));
  }
}
