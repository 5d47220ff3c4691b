package parley.cli.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that features are made of. A column of numbers is one feature. A column of text with
 * k levels is k - 1 features, {@code COLUMN=LEVEL} with 1 where the row has the level and 0
 * elsewhere; the first level is the one that the others are compared with, 0 in all of them.
 * Immutable.
 */
@DefaultSerializer(JavaSerializer.class)
public final class FeatureColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> columns;
  private final LinkedHashMap<String, ArrayList<String>> levels = new LinkedHashMap<>();

  /**
   * Columns in order.
   *
   * @param levels of the columns of text, two or more each
   */
  public FeatureColumns(List<String> columns, Map<String, List<String>> levels) {
    this.columns = new ArrayList<>(columns);
    levels.forEach((column, values) -> this.levels.put(column, new ArrayList<>(values)));
  }

  /** Columns of numbers alone. */
  public static FeatureColumns numbers(List<String> columns) {
    return new FeatureColumns(columns, Map.of());
  }

  /** The columns of the table. */
  public List<String> columns() {
    return Collections.unmodifiableList(columns);
  }

  /** The levels of the columns of text, the first of each compared with. */
  public Map<String, List<String>> levels() {
    return Collections.unmodifiableMap(levels);
  }

  @Nullable List<String> levelsOf(String column) {
    return levels.get(column);
  }

  /** The features' names, in the order of their values. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      List<String> values = levels.get(column);
      if (values == null) {
        names.add(column);
      } else {
        values.subList(1, values.size()).forEach(value -> names.add(column + "=" + value));
      }
    }
    return List.copyOf(names);
  }
}
