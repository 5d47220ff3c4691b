package parley.fl.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * The columns that a statistic reads. Immutable, thread-safe.
 *
 * @param numbers names of numeric columns
 * @param categories columns of text with their levels
 * @param weight a numeric column of positive row weights; null if each row counts 1
 */
@DefaultSerializer(JavaSerializer.class)
public record Columns(List<String> numbers, List<Category> categories, @Nullable String weight)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * @throws ParleyException with a column twice, or none at all
   */
  public Columns {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    List<String> all =
        Stream.concat(numbers.stream(), categories.stream().map(Category::column)).toList();
    if (all.isEmpty()) {
      throw new ParleyException("cannot compute a statistic: expected a column, got none");
    }
    if (all.stream().distinct().count() != all.size()) {
      throw new ParleyException(
          "cannot compute a statistic: expected each column once, got " + all);
    }
  }

  /** Numeric columns alone. */
  public static Columns ofNumbers(List<String> numbers) {
    return new Columns(numbers, List.of(), null);
  }

  /** Categories alone. */
  public static Columns ofCategories(List<Category> categories) {
    return new Columns(List.of(), categories, null);
  }
}
