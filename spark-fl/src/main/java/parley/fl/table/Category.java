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

  /** Number of the levels and of other. */
  public int cells() {
    return levels.size() + 1;
  }
}
