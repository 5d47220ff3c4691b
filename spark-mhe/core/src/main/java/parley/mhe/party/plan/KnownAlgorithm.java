package parley.mhe.party.plan;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import parley.mhe.ckks.CkksContext;

/**
 * Algorithms whose plans a party can make itself, found by {@link java.util.ServiceLoader}: whoever
 * asks a party to join brings the algorithm's name and its arguments, and the party makes the plan
 * of them and refuses any other. Implementations have a public constructor without parameters, need
 * no Spark, and are thread-safe.
 */
public interface KnownAlgorithm {
  /**
   * Names and versions of the algorithms whose plans it makes, such as {@code
   * logistic-regression/1}; no two have the same. Another plan for the same arguments takes another
   * version.
   */
  Set<String> ids();

  /**
   * The plan, which follows from these alone, with the same bytes on every machine.
   *
   * @param id one of {@link #ids}
   * @param context of the plan's parameters
   * @param arguments all that was agreed on
   * @param providers their names, sorted
   * @param allowTwoProviders whether two are enough
   * @throws parley.error.ParleyException when an argument is missing, unknown or out of range
   */
  PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders);
}
