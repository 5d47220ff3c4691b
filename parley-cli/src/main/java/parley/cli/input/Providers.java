package parley.cli.input;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.cli.table.LabelledRows;

/**
 * Who holds which training row: whom its column names, row k, from 0, the provider k mod N, or as
 * listed.
 *
 * <p>Immutable by convention: nobody changes the map after construction.
 */
@DefaultSerializer(JavaSerializer.class)
public final class Providers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dealt;
  private final List<String> holders;
  private final TreeMap<String, Integer> rows;

  private Providers(int dealt, List<String> holders, TreeMap<String, Integer> rows) {
    this.dealt = dealt;
    this.holders = List.copyOf(holders);
    this.rows = rows;
  }

  /** Providers that rows name themselves, with their row counts. */
  static Providers named(SortedMap<String, Integer> rows) {
    return new Providers(0, List.of(), new TreeMap<>(rows));
  }

  /** So many providers that rows are dealt to in turn. */
  static Providers dealt(int count, long rows) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (int k = 0; k < count; k++) {
      counts.put(name(k, count), Math.toIntExact((rows - k + count - 1) / count));
    }
    return new Providers(count, List.of(), counts);
  }

  /** Who holds row 0, row 1 and so on. */
  public static Providers listed(List<String> holders) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    holders.forEach(name -> counts.merge(name, 1, Integer::sum));
    return new Providers(0, holders, counts);
  }

  /** Zero-padded, so that the alphabetical order is the order of the numbers. */
  public static String name(int index, int count) {
    return name("provider", index, count);
  }

  public static String name(String kind, int index, int count) {
    return String.format(Locale.ROOT, pattern(kind, count), index);
  }

  /** What {@link #name} formats an index with. */
  public static String pattern(String kind, int count) {
    return kind + "-%0" + String.valueOf(count - 1).length() + "d";
  }

  /** The name of the provider of a training row. */
  @Nullable String of(LabelledRows.Row row) {
    if (!holders.isEmpty()) {
      return holders.get(Math.toIntExact(row.index()));
    }
    return dealt == 0 ? row.provider() : name((int) (row.index() % dealt), dealt);
  }

  /** Row counts by name. */
  public SortedMap<String, Integer> rows() {
    return new TreeMap<>(rows);
  }

  public int count() {
    return rows.size();
  }
}
