package parley.fl.cosine;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import parley.error.ParleyException;
import parley.fl.table.Columns;

/**
 * What both providers agree on. Immutable, thread-safe.
 *
 * @param column numeric column with the vector's entries, none missing
 * @param position numeric column with each entry's place, each of 0 to length - 1 once
 * @param length entries of each vector, 2 to 2^20
 */
@DefaultSerializer(JavaSerializer.class)
public record CosineTerms(String column, String position, int length) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 20;
  private static final String COLUMN = "column";
  private static final String POSITION = "position";
  private static final String LENGTH = "length";

  /**
   * @throws ParleyException with a length out of range, or one column for both
   */
  public CosineTerms {
    if (length < 2 || length > MOST) {
      throw new ParleyException(
          "cannot compute a cosine: expected vectors of 2 to 2^20 entries, got " + length);
    }
    Columns.ofNumbers(List.of(column, position));
  }

  /** The columns that each provider reads. */
  public Columns columns() {
    return Columns.ofNumbers(List.of(column, position));
  }

  /** As a plan holds them. */
  Map<String, String> arguments() {
    return Map.of(COLUMN, column, POSITION, position, LENGTH, Integer.toString(length));
  }

  /**
   * Those of a plan.
   *
   * @throws ParleyException if one is missing or no number
   */
  static CosineTerms of(Map<String, String> arguments) {
    String column = arguments.get(COLUMN);
    String position = arguments.get(POSITION);
    String length = arguments.get(LENGTH);
    if (column == null || position == null || length == null || !length.matches("[0-9]{1,8}")) {
      throw new ParleyException(
          "cannot compute a cosine: expected column, position and length in the plan, got "
              + arguments.keySet());
    }
    return new CosineTerms(column, position, Integer.parseInt(length));
  }
}
