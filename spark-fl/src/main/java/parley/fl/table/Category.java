package parley.fl.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import parley.error.ParleyException;

/**
 * A column of text and the levels that all agreed on. Immutable, thread-safe.
 *
 * @param column its name
 * @param levels each once, in the order of results; a value that is none of them is the one after
 *     the last, <em>other</em>
 */
@DefaultSerializer(JavaSerializer.class)
public record Category(String column, List<String> levels) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What results call the values that are no level. */
  public static final String OTHER = "(other)";

  /**
   * @throws ParleyException with a level twice
   */
  public Category {
    levels = List.copyOf(levels);
    if (new HashSet<>(levels).size() != levels.size()) {
      throw new ParleyException(
          "cannot use the levels of " + column + ": expected each once, got " + levels);
    }
  }

  /** A level by its code, {@link #OTHER} for the one after the last. */
  public String name(int code) {
    return code == levels.size() ? OTHER : levels.get(code);
  }

  /** Number of the levels and of other. */
  public int cells() {
    return levels.size() + 1;
  }
}
