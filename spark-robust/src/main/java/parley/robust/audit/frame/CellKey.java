package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * Where a row is counted.
 *
 * @param control name of its control columns' values; empty if there are none
 * @param group name of its sensitive columns' values
 */
@DefaultSerializer(JavaSerializer.class)
record CellKey(String control, String group) implements Comparable<CellKey>, Serializable {
  private static final Comparator<CellKey> ORDER =
      Comparator.comparing(CellKey::control).thenComparing(CellKey::group);

  /** One value as it is; several joined by ", ", with a backslash before commas of their own. */
  static String name(List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : String.join(
            ", ", values.stream().map(v -> v.replace("\\", "\\\\").replace(",", "\\,")).toList());
  }

  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }
}
