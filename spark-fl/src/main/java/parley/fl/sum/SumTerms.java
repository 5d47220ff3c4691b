package parley.fl.sum;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What providers agree on beside the sums themselves: by which algorithm their vectors are made,
 * and its public settings, all of which are in the plan. Immutable, thread-safe.
 *
 * @param algorithm the plan's, such as {@code sum/1}, whose vectors are whatever the program makes
 * @param arguments of the algorithm, by name
 */
public record SumTerms(String algorithm, SortedMap<String, String> arguments) {
  /** Sums of whatever the program makes. */
  public static final SumTerms NONE = new SumTerms("sum/1", new TreeMap<>());

  /** Takes a copy. */
  public SumTerms {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /** An algorithm with its settings. */
  public static SumTerms of(String algorithm, Map<String, String> arguments) {
    return new SumTerms(algorithm, new TreeMap<>(arguments));
  }
}
