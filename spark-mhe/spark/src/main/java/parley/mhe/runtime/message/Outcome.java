package parley.mhe.runtime.message;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * What a task computed, or what a provider refused. A refusal is an answer, which no repetition
 * changes: as a failed task Spark would run it again, in any executor, and tell of the last failure
 * only. A task that is in the wrong executor does fail. Immutable.
 *
 * @param value null for a refusal
 */
@DefaultSerializer(JavaSerializer.class)
public record Outcome<T>(@Nullable T value, @Nullable ParleyException refusal)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Does the work of a task. */
  public static <T> Outcome<T> of(Callable<T> work) throws Exception {
    try {
      return new Outcome<>(work.call(), null);
    } catch (MisplacedException e) {
      throw e;
    } catch (ParleyException e) {
      return new Outcome<>(null, e);
    }
  }

  public boolean isRefusal() {
    return refusal != null;
  }

  /** The value, or the refusal as an error. */
  public T orThrow() {
    if (refusal != null) {
      throw refusal;
    }
    return Objects.requireNonNull(value);
  }
}
