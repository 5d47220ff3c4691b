package parley.fl.activation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of a function for the last arguments, so that the providers of one process do not all
 * compute the same. Safe for use by several threads.
 */
public final class Recent<K, V> {
  private final Function<K, V> function;
  private final Map<K, V> known;

  /** The values of a function for so many arguments. */
  public Recent(int most, Function<K, V> function) {
    this.function = function;
    this.known =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** The function's value. */
  public synchronized V of(K argument) {
    V value = known.get(argument);
    if (value == null) {
      value = function.apply(argument);
      known.put(argument, value);
    }
    return value;
  }
}
