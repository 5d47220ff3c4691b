package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.random.Seed;

class MaskedSumTest {
  /** A chi-square of 255 degrees of freedom is above it with a probability of 10^-6. */
  private static final double UNIFORM = 377.1;

  private static final Place ROUND = Place.of(MaskedProviders.STEP);

  private static MaskedProviders all(int count, int bits, int length) {
    return new MaskedProviders(
        MaskingPlan.ofAll(
            MaskedProviders.names(count), MaskedProviders.step(3, bits, length), Map.of()),
        17);
  }

  private static MaskedProviders surviving(int dropouts, int count, int length) {
    return new MaskedProviders(
        MaskingPlan.surviving(
            dropouts, MaskedProviders.names(count), MaskedProviders.step(3, 32, length), Map.of()),
        19);
  }

  @ParameterizedTest
  @CsvSource({"3, 32", "3, 64", "10, 32", "10, 64"})
  void finalise_nobodyDrops_isTheClearSumToTheBit(int count, int bits) {
    try (MaskedProviders site = all(count, bits, 50)) {
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of());
      assertThat(site.open(attempt, Set.of())).isEqualTo(site.clear(site.plan.providers()));
      Place next = Place.of(MaskedProviders.STEP, 1);
      assertThat(site.open(site.attempt(next, Map.of()), Set.of()))
          .isEqualTo(site.clear(site.plan.providers()));
    }
  }

  /**
   * Without drop-outs one that is lost takes a new attempt, over fewer only if the plan says so.
   */
  @Test
  void finalise_oneMissingWithoutDropOuts_opensNothing() {
    try (MaskedProviders site = all(4, 32, 5)) {
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of(2, Set.of("p0002")));
      assertThatThrownBy(() -> site.open(attempt, Set.of()))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("survives no drop-out");
      assertThat(site.open(site.attempt(ROUND.withAttempt(1), Map.of()), Set.of()))
          .isEqualTo(site.clear(site.plan.providers()));
    }
  }

  /** N 10, D 3, t 7, as many as three lost in any phase, alone and in several at once. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void finalise_upToThreeLostInAPhase_isTheSumOfThoseWhoStayed(int phase) {
    for (int lost = 0; lost <= 4; lost++) {
      try (MaskedProviders site = surviving(3, 10, 20)) {
        Set<String> gone = new HashSet<>(site.plan.providers().subList(2, 2 + lost));
        Map<Integer, Set<String>> drops = phase == 4 ? Map.of() : Map.of(phase, gone);
        Set<String> silent = phase == 4 ? gone : Set.of();
        if (lost == 4) {
          assertThatThrownBy(() -> site.open(site.attempt(ROUND, drops), silent))
              .isInstanceOf(ProtocolException.class)
              .hasMessageContaining("too few");
          continue;
        }
        assertThat(site.open(site.attempt(ROUND, drops), silent))
            .isEqualTo(
                site.clear(
                    phase == 4
                        ? site.plan.providers()
                        : MaskedProviders.without(site.plan.providers(), gone)));
      }
    }
  }

  @Test
  void finalise_oneLostInEachPhase_isTheSumOfThoseWhoStayed() {
    try (MaskedProviders site = surviving(3, 10, 20)) {
      MaskedProviders.Attempt attempt =
          site.attempt(ROUND, Map.of(1, Set.of("p0001"), 2, Set.of("p0005")));
      assertThat(site.open(attempt, Set.of("p0009")))
          .isEqualTo(
              site.clear(MaskedProviders.without(site.plan.providers(), Set.of("p0001", "p0005"))));
    }
  }

  /**
   * A ring of many: each has few neighbours, and a tenth of them are lost in each of two phases.
   */
  @Test
  void finalise_ringOfSixtyWithDropOuts_isTheSumOfThoseWhoStayed() {
    GraphParameters graph = GraphParameters.of(60, .05, .1);
    MaskingPlan plan =
        new MaskingPlan(
            MaskedProviders.names(60),
            KeyExchange.X25519,
            6,
            graph.degree(),
            graph.threshold(),
            54,
            2,
            false,
            MaskedProviders.step(1, 32, 7),
            new TreeMap<>());
    assertThat(graph.degree()).isLessThan(40);
    try (MaskedProviders site = new MaskedProviders(plan, 3)) {
      Set<String> early = Set.of("p0000", "p0031");
      Set<String> late = Set.of("p0002", "p0058", "p0040");
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of(1, early, 2, late));
      Set<String> gone = new HashSet<>(early);
      gone.addAll(late);
      assertThat(site.open(attempt, Set.of("p0007")))
          .isEqualTo(site.clear(MaskedProviders.without(plan.providers(), gone)));
    }
  }

  /** Phase 3: codes of too few for the same set, and nothing is told. */
  @Test
  void unmask_withoutEnoughWhoVouch_isRefused() {
    MaskingPlan plan =
        new MaskingPlan(
            MaskedProviders.names(5),
            KeyExchange.HYBRID,
            1,
            4,
            4,
            4,
            2,
            true,
            MaskedProviders.step(1, 64, 3),
            new TreeMap<>());
    try (MaskedProviders site = new MaskedProviders(plan, 3)) {
      site.attempt(ROUND, Map.of());
      TreeSet<String> all = new TreeSet<>(plan.providers());
      TreeSet<String> fewer = new TreeSet<>(plan.providers().subList(0, 4));
      TreeMap<String, byte[]> codes = new TreeMap<>();
      for (String other : List.of("p0001", "p0002", "p0003")) {
        boolean lied = other.equals("p0003");
        codes.put(other, site.parties.get(other).vouch(ROUND, lied ? fewer : all).get("p0000"));
      }
      assertThatThrownBy(() -> site.parties.get("p0000").unmask(ROUND, all, codes))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("too few providers say")
          .hasMessageContaining("at least 4, got 3");
      codes.put("p0004", site.parties.get("p0004").vouch(ROUND, all).get("p0000"));
      assertThat(site.parties.get("p0000").unmask(ROUND, all, codes).self()).hasSize(5);
    }
    try (MaskedProviders site = new MaskedProviders(plan, 4)) {
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of(2, Set.of("p0003")));
      assertThat(site.open(attempt, Set.of()))
          .isEqualTo(site.clear(List.of("p0000", "p0001", "p0002", "p0004")));
    }
  }

  /** What all send adds up to the inputs and the self masks: pair masks leave nothing. */
  @Test
  void aggregateShares_anyOrder_isTheSame() {
    try (MaskedProviders site = all(6, 64, 40)) {
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of());
      List<MaskedInput> inputs = new ArrayList<>(attempt.inputs().values());
      long[] forwards = attempt.sum().aggregateShares(copies(inputs)).sum().toLongs();
      java.util.Collections.reverse(inputs);
      MaskedInput left = attempt.sum().aggregateShares(copies(inputs.subList(0, 4)));
      MaskedInput right = attempt.sum().aggregateShares(copies(inputs.subList(4, 6)));
      assertThat(right.add(left).sum().toLongs()).isEqualTo(forwards);
      assertThatThrownBy(() -> attempt.sum().aggregateShares(List.of(right, right)))
          .hasMessageContaining("there twice");
    }
  }

  private static List<MaskedInput> copies(List<MaskedInput> inputs) {
    return inputs.stream().map(input -> MaskedInput.fromBytes(input.toBytes())).toList();
  }

  /** Sums of all but one are as good as random, even where all integers are 0. */
  @Test
  void genShare_anyProperSubset_isUniformByBytes() {
    try (MaskedProviders site = all(3, 32, 250_000)) {
      site.integers.replaceAll((name, vector) -> new long[vector.length]);
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of());
      for (List<String> some :
          List.of(List.of("p0000"), List.of("p0002"), List.of("p0000", "p0001"))) {
        byte[] bytes =
            attempt
                .sum()
                .aggregateShares(copies(some.stream().map(attempt.inputs()::get).toList()))
                .sum()
                .toBytes();
        long[] counts = new long[256];
        for (byte b : bytes) {
          counts[b & 0xff]++;
        }
        double expected = bytes.length / 256.0;
        double statistic = 0;
        for (long count : counts) {
          statistic += (count - expected) * (count - expected) / expected;
        }
        assertThat(statistic).isLessThan(UNIFORM);
      }
    }
  }

  /** No word pair of one stream is in another: rounds, attempts and providers share none. */
  @Test
  void genShare_manyAttempts_neverRepeatAStream() {
    HashSet<Long> starts = new HashSet<>();
    int seen = 0;
    try (MaskedProviders site = all(5, 64, 2)) {
      site.integers.replaceAll((name, vector) -> new long[vector.length]);
      for (int round = 0; round < 3; round++) {
        for (int attempt = 0; attempt < 2; attempt++) {
          Place where = new Place(MaskedProviders.STEP, attempt, round, 0);
          for (MaskedInput input : site.attempt(where, Map.of()).inputs().values()) {
            for (long word : input.sum().toLongs()) {
              starts.add(word);
              seen++;
            }
          }
        }
      }
    }
    assertThat(starts).hasSize(seen);
  }

  /**
   * Pair keys live for a session here, so what they derive must be of one attempt and set alone.
   */
  @Test
  void pairKey_ofOtherAttemptsRoundsOrSets_isAnother() {
    MaskingPlan plan =
        new MaskingPlan(
            MaskedProviders.names(4),
            KeyExchange.HYBRID,
            0,
            3,
            4,
            3,
            2,
            false,
            MaskedProviders.step(2, 32, 1),
            new TreeMap<>());
    BareProviders site = new BareProviders(plan);
    Place keysAt = plan.keysOf(ROUND);
    HashSet<String> pairs = new HashSet<>();
    HashSet<String> selves = new HashSet<>();
    List<BareProviders.Attempt> attempts =
        List.of(
            site.attempt(ROUND, keysAt, plan.providers()),
            site.attempt(ROUND.withAttempt(1), keysAt, plan.providers()),
            site.attempt(Place.of(MaskedProviders.STEP, 1), keysAt, plan.providers()),
            site.attempt(ROUND, keysAt, plan.providers().subList(0, 3)));
    for (BareProviders.Attempt attempt : attempts) {
      MaskSecrets first = site.secrets.get("p0000");
      MaskKeys keys = attempt.sum().cohort().maskKeys(first.maskSeed(site.session, keysAt));
      byte[] pair = attempt.sum().pairKey(keys, "p0000", "p0001", attempt.to("p0000"));
      pairs.add(HexFormat.of().formatHex(pair));
      byte[] self = attempt.sum().selfKey(Seed.of(new byte[32]), "p0000");
      selves.add(HexFormat.of().formatHex(self));
    }
    assertThat(pairs).hasSize(attempts.size());
    assertThat(selves).hasSize(attempts.size());
  }

  @Test
  void finalise_sharesThatDoNotFit_areRefused() {
    try (MaskedProviders site = surviving(1, 4, 3)) {
      MaskedProviders.Attempt attempt = site.attempt(ROUND, Map.of(2, Set.of("p0003")));
      MaskedInput sum = site.sum(attempt);
      Map<String, UnmaskAnswer> answers = new HashMap<>();
      for (String name : sum.providers()) {
        answers.put(name, site.parties.get(name).unmask(ROUND, sum.providers(), new TreeMap<>()));
      }
      UnmaskAnswer first = answers.get("p0000");
      TreeMap<String, byte[]> other = new TreeMap<>(first.masks());
      other.put("p0003", new byte[32]);
      answers.put("p0000", new UnmaskAnswer("p0000", first.round(), first.self(), other));
      assertThatThrownBy(() -> attempt.sum().finalise(sum, attempt.sent(), answers.values()))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("shares of p0003's masks do not fit");
      assertThatThrownBy(
              () -> attempt.sum().finalise(sum, attempt.sent(), List.of(answers.get("p0001"))))
          .hasMessageContaining("too few shares, expected 3, got 1");
      assertThatThrownBy(
              () ->
                  attempt
                      .sum()
                      .finalise(
                          sum, attempt.sent(), List.of(answers.get("p0001"), answers.get("p0001"))))
          .hasMessageContaining("an answer of p0001 too many");
    }
  }
}
