package parley.fl.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/**
 * A provider's rows, or why they cannot be used.
 *
 * @param rows null where there is a problem
 * @param problem null where there are rows
 */
@DefaultSerializer(JavaSerializer.class)
record ReadRows(@Nullable TableRows rows, @Nullable String problem) implements Serializable {
  private static final long serialVersionUID = 1L;

  TableRows orThrow() {
    if (rows == null) {
      throw new InvalidDataException(problemOrEmpty());
    }
    return rows;
  }

  String problemOrEmpty() {
    return problem == null ? "" : problem;
  }
}
