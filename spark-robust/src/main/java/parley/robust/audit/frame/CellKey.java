package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;

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

  /** A column's values as they stand in the name of several. */
  static Column escaped(Column value) {
    return replace(replace(value, lit("\\"), lit("\\\\")), lit(","), lit("\\,"));
  }

  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }
}
