package parley.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.KnownAlgorithm;
import parley.mhe.party.plan.PartyPlan;

/** The plans of benchmarks that have rounds of their own. Stateless. */
public final class BenchmarkPlans implements KnownAlgorithm {
  static final String VAULT = "benchmark-vault/1";
  static final String CLUSTER = "benchmark-cluster/1";

  @Override
  public Set<String> ids() {
    return Set.of(VAULT, CLUSTER);
  }

  @Override
  public PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    int rounds = Integer.parseInt(arguments.getOrDefault("rounds", "1"));
    return id.equals(VAULT)
        ? VaultRound.plan(context, rounds, Integer.parseInt(arguments.getOrDefault("weights", "1")))
        : ClusterRounds.plan(context, providers, rounds);
  }
}
