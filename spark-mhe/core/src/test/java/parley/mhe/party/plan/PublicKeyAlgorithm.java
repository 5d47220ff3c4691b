package parley.mhe.party.plan;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import parley.mhe.ckks.CkksContext;

/** A public key and nothing else, for tests over rings that are secure. */
public final class PublicKeyAlgorithm implements KnownAlgorithm {
  @Override
  public Set<String> ids() {
    return Set.of("public-key/1");
  }

  @Override
  public PartyPlan plan(
      String id,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    return PartyPlan.builder(id, context)
        .providers(providers)
        .allowTwoProviders(allowTwoProviders)
        .publicKey()
        .build();
  }
}
