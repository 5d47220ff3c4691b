package parley.cli.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.Numbers;
import parley.cli.table.text.TableRow;
import parley.cli.terminal.InputException;

/**
 * One pass over a table where its rows are: what is in some columns, and in how many rows something
 * that is required is missing. Only counts come back. Immutable once made, for one thread before.
 */
@DefaultSerializer(JavaSerializer.class)
final class TableScan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Numbers grammar;
  private final int[] required;
  private final int[] others;
  private final List<ColumnFacts> facts = new ArrayList<>();
  private long rows;
  private long kept;
  private @Nullable String problem;

  private TableScan(Numbers grammar, int[] required, int[] others) {
    this.grammar = grammar;
    this.required = required;
    this.others = others;
    for (int c = 0; c < required.length + others.length; c++) {
      facts.add(new ColumnFacts());
    }
  }

  /**
   * Reads all rows once.
   *
   * @param required columns without which a row is left out
   * @param others columns that are looked at in the rows that are kept
   * @throws InputException if a column is unknown or a row is malformed or ragged
   */
  static TableScan of(Table table, Collection<String> required, Collection<String> others) {
    Numbers grammar = table.numbers();
    int[] first = required.stream().mapToInt(table::indexOf).toArray();
    int[] second = others.stream().mapToInt(table::indexOf).toArray();
    List<TableScan> parts =
        table
            .rows()
            .mapPartitions(part -> new TableScan(grammar, first, second).read(part))
            .collect();
    TableScan all = new TableScan(grammar, first, second);
    parts.forEach(all::addLater);
    return all;
  }

  /** A malformed row ends the pass; it is told as a value, so that Spark does not try again. */
  private Iterator<TableScan> read(Iterator<TableRow> part) {
    try {
      while (part.hasNext()) {
        add(part.next());
      }
    } catch (InputException e) {
      problem = e.getMessage();
    }
    return List.of(this).iterator();
  }

  private void add(TableRow row) {
    String[] cells = new String[required.length];
    boolean complete = true;
    for (int c = 0; c < required.length; c++) {
      cells[c] = row.cell(required[c]);
      complete &= !grammar.isMissing(cells[c]);
    }
    for (int c = 0; c < required.length; c++) {
      facts.get(c).add(row, cells[c], grammar, complete);
    }
    rows++;
    if (complete) {
      kept++;
      for (int c = 0; c < others.length; c++) {
        facts.get(required.length + c).add(row, row.cell(others[c]), grammar, true);
      }
    }
  }

  private void addLater(TableScan later) {
    if (later.problem != null) {
      throw new InputException(Objects.requireNonNull(later.problem));
    }
    rows += later.rows;
    kept += later.kept;
    for (int c = 0; c < facts.size(); c++) {
      facts.get(c).addLater(later.facts.get(c));
    }
  }

  long rows() {
    return rows;
  }

  /** Rows in which nothing required is missing. */
  long kept() {
    return kept;
  }

  /** What is in the columns, those required first. */
  ColumnFacts facts(int column) {
    return facts.get(column);
  }

  /** Counts of missing cells, of the required columns that have any. */
  Map<String, Long> missing(List<String> names) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int c = 0; c < required.length; c++) {
      if (facts.get(c).missing() > 0) {
        counts.put(names.get(c), facts.get(c).missing());
      }
    }
    return counts;
  }
}
