package parley.fl.protection.encrypted.kind;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.KnownAlgorithm;
import parley.mhe.party.plan.PartyPlan;

/**
 * The plans of all families' trainings, as parties find them: each is made by the kind of the
 * family's circuit. Stateless and thread-safe; knows no Spark.
 */
public final class KindPlans implements KnownAlgorithm {
  @Override
  public Set<String> ids() {
    return Families.ids();
  }

  @Override
  public PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    Family family = Families.read(id, arguments);
    return CircuitKinds.of(family).plan(family, context, arguments, providers, allowTwoProviders);
  }
}
