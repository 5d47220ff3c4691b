package parley.fl.sum;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;

/**
 * Makes a provider's part from the rows of its partition. Serialised with Spark's closures, so it
 * must hold nothing secret.
 *
 * @param <T> a row, or whatever the partition holds
 */
@FunctionalInterface
public interface LocalSumsFactory<T> extends Serializable {
  /**
   * The part of one provider.
   *
   * @param provider its name
   * @param terms the plan's arguments, which the provider accepted
   * @param rows the rows of its partition
   */
  LocalSums create(String provider, Map<String, String> terms, Iterator<T> rows);
}
