package parley.fl.data;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.ProviderRows;

/**
 * One provider's rows, or what is wrong with them: errors travel as data, so no task is retried.
 */
record LoadedRows(@Nullable ProviderRows rows, @Nullable String problem) implements Serializable {

  ProviderRows orThrow() {
    if (rows == null) {
      throw new InvalidDataException(String.valueOf(problem));
    }
    return rows;
  }
}
