package parley.mhe.masking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import parley.mhe.party.MaskingParty;
import parley.mhe.protocol.Place;

/** Parties of one session, and a server that follows the protocol. For one thread. */
final class MaskedProviders implements AutoCloseable {
  static final String STEP = "sum/vectors";

  final MaskingPlan plan;
  final SortedMap<String, MaskingParty> parties = new TreeMap<>();
  final SortedMap<String, long[]> integers = new TreeMap<>();
  final MaskSession session;

  /** What a server has of an attempt. */
  record Attempt(MaskedSum sum, List<ShareBundle> sent, SortedMap<String, MaskedInput> inputs) {}

  MaskedProviders(MaskingPlan plan, long seed) {
    this.plan = plan;
    SplittableRandom random = new SplittableRandom(seed);
    MaskingStep step = plan.step(STEP);
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (String name : plan.providers()) {
      MaskingParty party = MaskingParty.join(plan, name, List.of());
      parties.put(name, party);
      nonces.put(name, party.nonce());
      integers.put(
          name, random.longs(step.length()).map(x -> step.bits() == 32 ? (int) x : x).toArray());
    }
    parties.values().forEach(party -> party.begin(nonces));
    session = MaskSession.open(plan, nonces);
  }

  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p%04d".formatted(i)).toList();
  }

  static List<MaskingStep> step(int rounds, int bits, int length) {
    return List.of(new MaskingStep(STEP, "vectors", rounds, bits, length));
  }

  /** The sum in clear, wrapped as words do. */
  long[] clear(Collection<String> providers) {
    MaskingStep step = plan.step(STEP);
    long[] sum = new long[step.length()];
    for (String name : providers) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += integers.get(name)[k];
      }
    }
    if (step.bits() == 32) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] = (int) sum[k];
      }
    }
    return sum;
  }

  static SortedSet<String> without(Collection<String> all, Collection<String> some) {
    TreeSet<String> left = new TreeSet<>(all);
    left.removeAll(some);
    return left;
  }

  List<Advertisement> advertise(Place where, Collection<String> providers) {
    return providers.stream().map(name -> parties.get(name).advertise(where)).toList();
  }

  /** Phases 0 and 1; those who drop in one send nothing in it or later. */
  List<ShareBundle> exchange(Place where, Collection<String> u1, Collection<String> u2) {
    List<Advertisement> keys = advertise(where, u1);
    List<ShareBundle> sent = new ArrayList<>();
    for (String name : u2) {
      sent.addAll(parties.get(name).share(where, keys));
    }
    for (String name : u2) {
      parties.get(name).receive(where, sent.stream().filter(b -> b.to().equals(name)).toList());
    }
    return sent;
  }

  MaskCohort cohort(Place where, Collection<String> u1) {
    return MaskCohort.of(session, plan.keysOf(where), advertise(where, u1));
  }

  MaskedVector vector(String name) {
    return MaskedVector.of(plan.step(STEP).bits(), integers.get(name));
  }

  /** Phases 0 to 2. */
  Attempt attempt(Place where, Map<Integer, Set<String>> drops) {
    SortedSet<String> u1 = without(plan.providers(), drops.getOrDefault(0, Set.of()));
    SortedSet<String> u2 = without(u1, drops.getOrDefault(1, Set.of()));
    MaskCohort cohort = cohort(where, u1);
    List<ShareBundle> sent = exchange(where, u1, u2);
    SortedSet<String> u3 = without(u2, drops.getOrDefault(2, Set.of()));
    TreeMap<String, MaskedInput> inputs = new TreeMap<>();
    for (String name : u3) {
      inputs.put(name, parties.get(name).input(where, u2, vector(name)));
    }
    return new Attempt(MaskedSum.of(cohort, where, u2), sent, inputs);
  }

  MaskedInput sum(Attempt attempt) {
    return attempt
        .sum()
        .aggregateShares(
            attempt.inputs().values().stream()
                .map(input -> MaskedInput.fromBytes(input.toBytes()))
                .toList());
  }

  /** Phases 3 and 4. */
  long[] open(Attempt attempt, Collection<String> silent) {
    MaskedInput sum = sum(attempt);
    Place where = attempt.sum().where();
    Map<String, TreeMap<String, byte[]>> codes = new TreeMap<>();
    if (plan.consistency()) {
      for (String name : sum.providers()) {
        parties
            .get(name)
            .vouch(where, sum.providers())
            .forEach((to, code) -> codes.computeIfAbsent(to, n -> new TreeMap<>()).put(name, code));
      }
    }
    List<UnmaskAnswer> answers = new ArrayList<>();
    for (String name : without(sum.providers(), silent)) {
      UnmaskAnswer answer =
          parties
              .get(name)
              .unmask(where, sum.providers(), codes.getOrDefault(name, new TreeMap<>()));
      answers.add(UnmaskAnswer.fromBytes(answer.toBytes()));
    }
    return attempt.sum().finalise(sum, attempt.sent(), answers);
  }

  @Override
  public void close() {
    parties.values().forEach(MaskingParty::close);
  }
}
