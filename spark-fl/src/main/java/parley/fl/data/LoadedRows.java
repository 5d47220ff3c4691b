package parley.fl.data;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.optim.ProviderRows;

/**
 * One provider's rows, or what is wrong with them: errors travel as data, so no task is retried.
 */
@DefaultSerializer(JavaSerializer.class)
record LoadedRows(@Nullable ProviderRows rows, @Nullable String problem) implements Serializable {

  ProviderRows orThrow() {
    if (rows == null) {
      throw new InvalidDataException(String.valueOf(problem));
    }
    return rows;
  }
}
