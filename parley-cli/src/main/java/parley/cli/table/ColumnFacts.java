package parley.cli.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.cli.table.text.Numbers;
import parley.cli.table.text.TableRow;

/**
 * What one pass saw in a column: how many cells are missing, numbers, text or not finite, and where
 * the first of each is. Facts of parts that follow each other can be put together. For one thread.
 */
@DefaultSerializer(JavaSerializer.class)
final class ColumnFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More different values than so many are not kept. */
  static final int MOST_VALUES = 2000;

  /** A cell, and the row that it stands in; a class that any serializer can write. */
  @DefaultSerializer(JavaSerializer.class)
  static final class Cell implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long row;
    private final String place;
    private final String text;

    Cell(TableRow row, String text) {
      this.row = row.number();
      this.place = row.place();
      this.text = text;
    }

    long row() {
      return row;
    }

    String place() {
      return place;
    }

    String text() {
      return text;
    }
  }

  private long missing;
  private long numbers;
  private long texts;
  private long notFinite;
  private @Nullable Cell firstMissing;
  private @Nullable Cell firstText;
  private @Nullable Cell firstNotFinite;
  private final HashMap<String, long[]> values = new HashMap<>();

  /** Takes a cell in. */
  void add(TableRow row, String cell, Numbers grammar, boolean kept) {
    if (grammar.isMissing(cell)) {
      missing++;
      firstMissing = firstMissing == null ? new Cell(row, cell) : firstMissing;
      return;
    }
    if (grammar.isNotFinite(cell)) {
      notFinite++;
      firstNotFinite = firstNotFinite == null ? new Cell(row, cell) : firstNotFinite;
    } else if (grammar.isNumber(cell)) {
      numbers++;
    } else {
      texts++;
      firstText = firstText == null ? new Cell(row, cell) : firstText;
    }
    count(cell, 1, kept ? 1 : 0);
  }

  private void count(String value, long all, long kept) {
    if (values.size() <= MOST_VALUES || values.containsKey(value)) {
      long[] counts = values.computeIfAbsent(value, none -> new long[2]);
      counts[0] += all;
      counts[1] += kept;
    }
  }

  /** Takes in what was seen in the rows behind. */
  void addLater(ColumnFacts later) {
    missing += later.missing;
    numbers += later.numbers;
    texts += later.texts;
    notFinite += later.notFinite;
    firstMissing = firstMissing == null ? later.firstMissing : firstMissing;
    firstText = firstText == null ? later.firstText : firstText;
    firstNotFinite = firstNotFinite == null ? later.firstNotFinite : firstNotFinite;
    later.values.forEach((value, counts) -> count(value, counts[0], counts[1]));
  }

  long missing() {
    return missing;
  }

  long numbers() {
    return numbers;
  }

  long notFinite() {
    return notFinite;
  }

  long present() {
    return numbers + texts + notFinite;
  }

  @Nullable Cell firstMissing() {
    return firstMissing;
  }

  @Nullable Cell firstText() {
    return firstText;
  }

  @Nullable Cell firstNotFinite() {
    return firstNotFinite;
  }

  /** Whether there are more values than are kept. */
  boolean hasMore() {
    return values.size() > MOST_VALUES;
  }

  /** The values in the grammar's order, each number in one of its forms; at most 2001. */
  List<String> values(Numbers grammar, boolean keptRowsAlone) {
    TreeMap<String, String> sorted = new TreeMap<>(grammar.order());
    for (Map.Entry<String, long[]> value : new TreeMap<>(values).entrySet()) {
      if (value.getValue()[keptRowsAlone ? 1 : 0] > 0) {
        sorted.putIfAbsent(value.getKey(), value.getKey());
      }
    }
    return new ArrayList<>(sorted.values());
  }

  /** How many rows that are kept have this value, in whatever form. */
  long kept(String value, Numbers grammar) {
    return values.entrySet().stream()
        .filter(one -> grammar.same(one.getKey(), value))
        .mapToLong(one -> one.getValue()[1])
        .sum();
  }

  /** Every text that stands there, sorted; at most 2001. */
  List<String> texts() {
    return new ArrayList<>(new TreeMap<>(values).keySet());
  }
}
