package parley.mhe.masking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.mhe.protocol.Place;
import parley.mhe.random.Seed;

/**
 * Providers without a ledger whose secrets the test knows: they answer whatever they are asked, so
 * that an attack can be seen to work where a rule is missing.
 */
final class BareProviders {
  final MaskingPlan plan;
  final MaskSession session;
  final SortedMap<String, MaskSecrets> secrets = new TreeMap<>();
  final SortedMap<String, long[]> integers = new TreeMap<>();

  /** All that a server saw of an attempt. */
  record Attempt(MaskedSum sum, List<ShareBundle> sent, SortedMap<String, MaskedInput> inputs) {
    SortedMap<String, ShareBundle> to(String provider) {
      TreeMap<String, ShareBundle> out = new TreeMap<>();
      sent.stream()
          .filter(bundle -> bundle.to().equals(provider))
          .forEach(bundle -> out.put(bundle.from(), bundle));
      return out;
    }
  }

  BareProviders(MaskingPlan plan) {
    this.plan = plan;
    SplittableRandom random = new SplittableRandom(29);
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    int length = plan.steps().get(0).length();
    for (String name : plan.providers()) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      nonces.put(name, bytes);
      secrets.put(name, new MaskSecrets(name, Seed.of(bytes).derive("key")));
      integers.put(name, random.ints(length).mapToLong(x -> x).toArray());
    }
    session = MaskSession.open(plan, nonces);
  }

  long[] clear(Collection<String> providers) {
    long[] sum = new long[plan.steps().get(0).length()];
    for (String name : providers) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] = (int) (sum[k] + integers.get(name)[k]);
      }
    }
    return sum;
  }

  MaskCohort cohort(Place keysAt, Collection<String> providers) {
    return MaskCohort.of(
        session,
        keysAt,
        providers.stream()
            .map(name -> MaskCohort.advertise(session, keysAt, secrets.get(name)))
            .toList());
  }

  /** Phases 1 and 2 with keys of any place, not only the plan's. */
  Attempt attempt(Place where, Place keysAt, Collection<String> providers) {
    MaskCohort cohort = cohort(keysAt, plan.providers());
    List<ShareBundle> sent = new ArrayList<>();
    secrets.values().forEach(one -> sent.addAll(cohort.share(one)));
    Attempt attempt = new Attempt(MaskedSum.of(cohort, where, providers), sent, new TreeMap<>());
    for (String name : providers) {
      attempt
          .inputs()
          .put(
              name,
              attempt
                  .sum()
                  .genShare(
                      secrets.get(name),
                      attempt.to(name),
                      MaskedVector.of(32, integers.get(name))));
    }
    return attempt;
  }

  MaskedInput sum(Attempt attempt, Collection<String> included) {
    return attempt
        .sum()
        .aggregateShares(
            included.stream()
                .map(name -> MaskedInput.fromBytes(attempt.inputs().get(name).toBytes()))
                .toList());
  }

  SortedMap<String, UnmaskAnswer> answers(Attempt attempt, SortedSet<String> included) {
    TreeMap<String, UnmaskAnswer> out = new TreeMap<>();
    for (String name : included) {
      out.put(name, attempt.sum().unmask(secrets.get(name), attempt.to(name), included));
    }
    return out;
  }

  long[] open(Attempt attempt, Collection<String> some) {
    TreeSet<String> included = new TreeSet<>(some);
    return attempt
        .sum()
        .finalise(sum(attempt, included), attempt.sent(), answers(attempt, included).values());
  }

  /** The secret that the answers' shares give: of a self mask, or of the masks. */
  Seed rebuilt(Attempt attempt, Map<String, UnmaskAnswer> answers, String owner, boolean self) {
    TreeMap<Integer, byte[]> shares = new TreeMap<>();
    answers.forEach(
        (name, answer) ->
            shares.put(
                attempt.sum().cohort().point(name),
                (self ? answer.self() : answer.masks()).get(owner)));
    return ShamirShares.combine(plan.threshold(), shares);
  }

  /** A provider's vector of an attempt, less the masks that these two seeds give. */
  long[] unmasked(Attempt attempt, String owner, Seed self, Seed masks) {
    MaskedVector y = attempt.inputs().get(owner).sum().copy();
    y.addStream(attempt.sum().selfKey(self, owner), -1);
    MaskKeys keys = attempt.sum().cohort().maskKeys(masks);
    for (String other : attempt.sum().cohort().neighbours(owner)) {
      byte[] key = attempt.sum().pairKey(keys, owner, other, attempt.to(owner));
      y.addStream(key, owner.compareTo(other) < 0 ? -1 : 1);
    }
    return y.toLongs();
  }
}
