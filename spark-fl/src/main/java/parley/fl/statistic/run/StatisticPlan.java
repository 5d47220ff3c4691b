package parley.fl.statistic.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.sum.SumTerms;
import parley.fl.sum.encrypted.SumPlan;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.KnownAlgorithm;
import parley.mhe.party.plan.PartyPlan;

/**
 * What the providers of a statistic agree to: the statistic itself, of which each of them makes the
 * sums again. Stateless, thread-safe.
 */
public final class StatisticPlan implements KnownAlgorithm {
  /** The plan's algorithm. */
  public static final String ALGORITHM = "statistic/1";

  private static final String STATISTIC = "statistic";

  @Override
  public Set<String> ids() {
    return Set.of(ALGORITHM);
  }

  @Override
  public PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    Statistic<?> statistic = statistic(arguments);
    DisclosureRules rules = DisclosureRules.of(arguments);
    rules.requireFit(statistic);
    return SumPlan.of(context, providers, rules.before(statistic.sums()), terms(statistic, rules));
  }

  /** What is in the plan beside the sums. */
  public static SumTerms terms(Statistic<?> statistic, DisclosureRules rules) {
    Map<String, String> terms = new TreeMap<>(rules.terms());
    terms.put(STATISTIC, StatisticText.of(statistic));
    return SumTerms.of(ALGORITHM, terms);
  }

  /**
   * The statistic that a plan's arguments hold.
   *
   * @throws ParleyException if they hold none that is known here
   */
  public static Statistic<?> statistic(Map<String, String> arguments) {
    String text = arguments.get(STATISTIC);
    if (text == null) {
      throw new ParleyException(
          "cannot compute a statistic: expected the argument "
              + STATISTIC
              + " in the plan, got "
              + arguments.keySet());
    }
    return StatisticText.parse(text);
  }
}
