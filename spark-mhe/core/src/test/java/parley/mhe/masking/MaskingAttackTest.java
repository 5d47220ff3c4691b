package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.protocol.Place;
import parley.mhe.random.Seed;

/**
 * What a server could try. Each attack is made on a variant without the rule that stops it, where
 * it gives a provider's integers, and on the protocol, where it must not.
 */
class MaskingAttackTest {
  private static final Place ROUND = Place.of(MaskedProviders.STEP);
  private static final Place NEXT = Place.of(MaskedProviders.STEP, 1);
  private static final String VICTIM = "p0003";

  private static MaskingPlan plan(int dropouts) {
    return MaskingPlan.surviving(
        dropouts, MaskedProviders.names(7), MaskedProviders.step(2, 32, 12), Map.of());
  }

  private static long[] difference(long[] from, long[] part) {
    long[] out = from.clone();
    for (int k = 0; k < out.length; k++) {
      out[k] = (int) (out[k] - part[k]);
    }
    return out;
  }

  private static SortedSet<String> rest(MaskingPlan plan) {
    return MaskedProviders.without(plan.providers(), Set.of(VICTIM));
  }

  /**
   * A provider's vector comes after the round was opened without it. With pair masks alone all
   * vectors together, less the opened sum, are its integers.
   */
  @Test
  void lateMessage_afterTheRoundWasOpened_tellsNothing() {
    BareProviders site = new BareProviders(plan(2));
    BareProviders.Attempt all = site.attempt(ROUND, ROUND, site.plan.providers());
    SortedSet<String> inTime = rest(site.plan);
    SortedMap<String, UnmaskAnswer> answers = site.answers(all, inTime);
    long[] opened = all.sum().finalise(site.sum(all, inTime), all.sent(), answers.values());
    assertThat(opened).isEqualTo(site.clear(inTime));

    // All that the server can take off: the self masks that it was told.
    MaskedVector everything = site.sum(all, site.plan.providers()).sum();
    for (String name : inTime) {
      Seed self = site.rebuilt(all, answers, name, true);
      everything.addStream(all.sum().selfKey(self, name), -1);
    }
    assertThat(difference(everything.toLongs(), opened)).isNotEqualTo(site.integers.get(VICTIM));
    // The variant: the victim had no self mask.
    MaskedVector single = everything.copy();
    Seed own = all.sum().selfSeed(site.secrets.get(VICTIM));
    single.addStream(all.sum().selfKey(own, VICTIM), -1);
    assertThat(difference(single.toLongs(), opened)).isEqualTo(site.integers.get(VICTIM));
    answers.values().forEach(answer -> assertThat(answer.self()).doesNotContainKey(VICTIM));
  }

  /** One round opened for two sets that differ by one: the difference is its integers. */
  @Test
  void twoCohorts_ofOneRound_areRefused() {
    MaskingPlan six =
        new MaskingPlan(
            MaskedProviders.names(7),
            KeyExchange.HYBRID,
            0,
            6,
            7,
            6,
            2,
            false,
            MaskedProviders.step(2, 32, 12),
            new TreeMap<>());
    BareProviders bare = new BareProviders(six);
    Place keys = six.keysOf(ROUND);
    long[] first = bare.open(bare.attempt(ROUND, keys, six.providers()), six.providers());
    long[] second = bare.open(bare.attempt(ROUND.withAttempt(1), keys, rest(six)), rest(six));
    assertThat(difference(first, second)).isEqualTo(bare.integers.get(VICTIM));

    try (MaskedProviders site = new MaskedProviders(six, 5)) {
      assertThat(site.open(site.attempt(ROUND, Map.of()), Set.of()))
          .isEqualTo(site.clear(six.providers()));
      assertThatThrownBy(
              () ->
                  site.parties
                      .get("p0000")
                      .input(ROUND.withAttempt(1), rest(six), site.vector("p0000")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("a second sum of it would tell the difference");
    }
  }

  /** Half of them asked for one set and half for the other: no secret comes together twice. */
  @Test
  void twoCohorts_askedOfHalfEach_giveTooFewShares() {
    try (MaskedProviders site = new MaskedProviders(plan(2), 5)) {
      MaskedProviders.Attempt all = site.attempt(ROUND, Map.of());
      TreeSet<String> everyone = new TreeSet<>(site.plan.providers());
      SortedSet<String> rest = rest(site.plan);
      List<UnmaskAnswer> one = new ArrayList<>();
      List<UnmaskAnswer> two = new ArrayList<>();
      for (String name : rest) {
        boolean first = one.size() < 3;
        (first ? one : two)
            .add(site.parties.get(name).unmask(ROUND, first ? everyone : rest, Map.of()));
      }
      assertThatThrownBy(() -> all.sum().finalise(site.sum(all), all.sent(), one))
          .hasMessageContaining("too few shares");
      TreeMap<String, MaskedInput> fewer = new TreeMap<>(all.inputs());
      fewer.remove(VICTIM);
      MaskedProviders.Attempt without = new MaskedProviders.Attempt(all.sum(), all.sent(), fewer);
      assertThatThrownBy(() -> all.sum().finalise(site.sum(without), all.sent(), two))
          .hasMessageContaining("too few shares");
      assertThatThrownBy(() -> site.parties.get("p0000").unmask(ROUND, rest, Map.of()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the round was unmasked for others");
    }
  }

  /**
   * A client is in the sum of one round and drops out of the next: its self mask of the first and
   * its mask seed of the second are both told. With one seed for both rounds they open its first
   * vector.
   */
  @Test
  void finishThenDrop_withSeedsOfTheirOwnInEachRound_tellsNothing() {
    MaskingPlan plan = plan(2);
    BareProviders site = new BareProviders(plan);
    for (boolean broken : new boolean[] {true, false}) {
      BareProviders.Attempt one = site.attempt(ROUND, ROUND, plan.providers());
      BareProviders.Attempt two = site.attempt(NEXT, broken ? ROUND : NEXT, plan.providers());
      Seed self =
          site.rebuilt(one, site.answers(one, new TreeSet<>(plan.providers())), VICTIM, true);
      Seed masks = site.rebuilt(two, site.answers(two, rest(plan)), VICTIM, false);
      assertThat(two.sum().cohort().maskKeys(masks).publicKey())
          .isEqualTo(two.sum().cohort().keys(VICTIM).maskKey());
      long[] tried = site.unmasked(one, VICTIM, self, masks);
      if (broken) {
        assertThat(tried).isEqualTo(site.integers.get(VICTIM));
      } else {
        assertThat(tried).isNotEqualTo(site.integers.get(VICTIM));
      }
    }
    assertThat(plan.keysOf(ROUND)).isNotEqualTo(plan.keysOf(NEXT));
    assertThat(plan.keysOf(ROUND)).isNotEqualTo(plan.keysOf(ROUND.withAttempt(1)));
  }

  /**
   * The rebuilt mask seed of one who dropped out, tried on what others sealed for it. Were the
   * channel's keys of that seed, their shares of every live provider would open.
   */
  @Test
  void channelSeed_ofItsOwn_keepsWhatWasSealedClosed() {
    MaskingPlan plan = plan(2);
    BareProviders site = new BareProviders(plan);
    BareProviders.Attempt attempt = site.attempt(ROUND, ROUND, plan.providers());
    Seed masks = site.rebuilt(attempt, site.answers(attempt, rest(plan)), VICTIM, false);
    MaskCohort cohort = attempt.sum().cohort();
    MaskKeys rebuilt = cohort.maskKeys(masks);
    attempt
        .to(VICTIM)
        .values()
        .forEach(bundle -> assertThat(cohort.open(rebuilt, bundle)).isNull());
    // The variant: the victim advertises one key for both uses.
    List<Advertisement> keys = new ArrayList<>();
    for (String name : plan.providers()) {
      Advertisement own = MaskCohort.advertise(site.session, ROUND, site.secrets.get(name));
      keys.add(name.equals(VICTIM) ? new Advertisement(name, own.maskKey(), own.maskKey()) : own);
    }
    MaskCohort broken = MaskCohort.of(site.session, ROUND, keys);
    MaskSecrets other = site.secrets.get("p0000");
    ShareBundle sealed =
        broken.share(other).stream().filter(b -> b.to().equals(VICTIM)).findFirst().orElseThrow();
    MaskCohort.Shares shares = broken.open(rebuilt, sealed);
    assertThat(shares).isNotNull();
    assertThat(shares.self()).isEqualTo(broken.shares(other).get(broken.point(VICTIM)).self());
  }
}
