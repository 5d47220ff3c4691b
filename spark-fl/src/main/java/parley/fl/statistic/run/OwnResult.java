package parley.fl.statistic.run;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.sum.SecureSum;

/**
 * What one provider finds on its own rows. Immutable, thread-safe if the value is.
 *
 * @param value null where its rows allow none
 * @param reason why they do not; null if they do
 */
public record OwnResult<R>(@Nullable R value, @Nullable String reason) {
  static <R> OwnResult<R> of(Statistic<R> statistic, SecureSum own) {
    try {
      return new OwnResult<>(statistic.result(own), null);
    } catch (ParleyException e) {
      return new OwnResult<>(null, e.getMessage());
    }
  }

  /** The same with something made of the value. */
  public <T> OwnResult<T> map(Function<R, T> made) {
    return new OwnResult<>(value == null ? null : made.apply(value), reason);
  }
}
