package parley.cli;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.cli.table.LabelledRows;

/**
 * Who holds which training row: whom its column names, or row k, from 0, the provider k mod N.
 *
 * <p>Immutable by convention: nobody changes the map after construction.
 */
@DefaultSerializer(JavaSerializer.class)
final class Providers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dealt;
  private final TreeMap<String, Integer> rows;

  private Providers(int dealt, TreeMap<String, Integer> rows) {
    this.dealt = dealt;
    this.rows = rows;
  }

  /** Providers that rows name themselves, with their row counts. */
  static Providers named(SortedMap<String, Integer> rows) {
    return new Providers(0, new TreeMap<>(rows));
  }

  /** So many providers that rows are dealt to in turn. */
  static Providers dealt(int count, long rows) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (int k = 0; k < count; k++) {
      counts.put(name(k, count), Math.toIntExact((rows - k + count - 1) / count));
    }
    return new Providers(count, counts);
  }

  /** Zero-padded, so that the alphabetical order is the order of the numbers. */
  static String name(int index, int count) {
    int digits = String.valueOf(count - 1).length();
    return String.format(Locale.ROOT, "provider-%0" + digits + "d", index);
  }

  /** The name of the provider of a training row. */
  @Nullable String of(LabelledRows.Row row) {
    return dealt == 0 ? row.provider() : name((int) (row.index() % dealt), dealt);
  }

  /** Row counts by name. */
  SortedMap<String, Integer> rows() {
    return new TreeMap<>(rows);
  }

  int count() {
    return rows.size();
  }
}
