package parley.fl.sum.encrypted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.KnownAlgorithm;
import parley.mhe.party.plan.PartyPlan;

/**
 * What the providers of sums agree to. Made from parameters, providers and specs alone, and the
 * specs are its arguments, so that a party makes it again. Stateless, thread-safe.
 */
public final class SumPlan implements KnownAlgorithm {
  /** The plan's algorithm. */
  public static final String ALGORITHM = SumTerms.NONE.algorithm();

  private static final String SPEC = "sum-";

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
    return of(context, providers, specs(arguments), SumTerms.NONE);
  }

  /**
   * The plan.
   *
   * @param terms the algorithm's name and further arguments
   * @throws parley.error.ParleyException when the context has no room for the sums
   */
  public static PartyPlan of(
      CkksContext context, List<String> providers, List<SumSpec> specs, SumTerms terms) {
    int n = context.parameters().ringDimension();
    List<SumSpec> carried = SumWords.carried(SumWords.of(specs, providers.size()));
    int limbs = SumSteps.limbs(context, carried, providers.size());
    long openings = SumSteps.openings(carried, n);
    PartyPlan.Builder plan =
        PartyPlan.builder(terms.algorithm(), context).providers(providers).publicKey();
    terms.arguments().forEach(plan::argument);
    for (int i = 0; i < specs.size(); i++) {
      plan.argument(SPEC + i, specs.get(i).toText());
      SumSteps.add(plan, carried.get(i), n, providers.size(), limbs, openings);
    }
    return plan.build();
  }

  /** The specs that a plan's arguments hold. */
  public static List<SumSpec> specs(Map<String, String> arguments) {
    List<SumSpec> specs = new ArrayList<>();
    String text = arguments.get(SPEC + 0);
    while (text != null) {
      specs.add(SumSpec.parse(text));
      text = arguments.get(SPEC + specs.size());
    }
    return specs;
  }
}
