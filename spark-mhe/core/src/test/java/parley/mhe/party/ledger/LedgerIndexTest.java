package parley.mhe.party.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.TestParties;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.protocol.Place;

/** An indexed ledger against one that looks through all its entries. */
class LedgerIndexTest {
  private static final PartyPlan PLAN = plan();
  private static final List<String> STEPS = List.of("train/map", "train/refresh", "model/open");

  /** What the ledger was told, in order. */
  private static final class Told {
    final Ledger.Entry entry;
    byte @Nullable [] bytes;

    Told(Ledger.Entry entry, byte @Nullable [] bytes) {
      this.entry = entry;
      this.bytes = bytes;
    }

    boolean of(String step, int attempt, int round) {
      Place where = entry.where;
      return where.step().equals(step) && where.attempt() == attempt && where.round() == round;
    }
  }

  private static PartyPlan plan() {
    System.setProperty("parley.insecure", "true");
    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TOY)) {
      return TestParties.plan(context).build();
    }
  }

  @Test
  void everyQuestion_randomHistory_asByLookingThroughAll() {
    PartyPlan plan = PLAN;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Ledger ledger = new Ledger(plan);
      List<Told> told = new ArrayList<>();
      for (int turn = 0; turn < 120; turn++) {
        change(plan, ledger, told, random);
        compare(ledger, told, random);
      }
      assertThat(told).hasSizeGreaterThan(20);
    }
  }

  private static Place place(Random random) {
    return new Place(
        STEPS.get(random.nextInt(STEPS.size())),
        random.nextInt(3),
        random.nextInt(4),
        random.nextInt(2));
  }

  private static byte[] hash(Random random) {
    byte[] hash = new byte[32];
    hash[0] = (byte) random.nextInt(200);
    return hash;
  }

  private static void change(PartyPlan plan, Ledger ledger, List<Told> told, Random random) {
    Place where = place(random);
    switch (random.nextInt(5)) {
      case 0 -> {
        boolean changed = ledger.acknowledge(where.step(), where.attempt(), where.round());
        Predicate<Told> round = t -> t.of(where.step(), where.attempt(), where.round());
        assertThat(!changed || told.stream().anyMatch(round)).isTrue();
        told.stream().filter(round).forEach(t -> t.bytes = null);
      }
      case 1 -> {
        if (!told.isEmpty()) {
          Told any = told.get(random.nextInt(told.size()));
          any.bytes = new byte[random.nextInt(50)];
          ledger.restore(any.entry, any.bytes);
        }
      }
      default -> {
        String protocol = random.nextBoolean() ? "one" : "other";
        if (ledger.at(protocol, where) == null) {
          byte[] opened = new byte[0];
          for (int i = random.nextInt(6); i > 3; i--) {
            opened = joined(opened, unused(told, opened, random));
          }
          byte[] bytes = random.nextInt(4) == 0 ? null : new byte[random.nextInt(50)];
          Ledger.Entry entry =
              new Ledger.Entry(protocol, where, hash(random), hash(random), opened, new byte[0]);
          ledger.enter(plan.step(where.step()), entry, bytes);
          told.add(new Told(entry, bytes));
        }
      }
    }
  }

  /** A party refuses to open what was opened, so no two entries opened the same. */
  private static byte[] unused(List<Told> told, byte[] now, Random random) {
    byte[] hash = hash(random);
    boolean used = has(now, hash) || told.stream().anyMatch(t -> has(t.entry.opened, hash));
    return used ? new byte[0] : hash;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** Whether one of some hashes is this. */
  private static boolean has(byte[] hashes, byte[] hash) {
    for (int from = 0; from < hashes.length; from += hash.length) {
      if (Arrays.equals(hashes, from, from + hash.length, hash, 0, hash.length)) {
        return true;
      }
    }
    return false;
  }

  private static void compare(Ledger ledger, List<Told> told, Random random) {
    Place where = place(random);
    byte[] hash = hash(random);
    String step = where.step();
    assertThat(ledger.size()).isEqualTo(told.size());
    assertThat(ledger.hasAny(where))
        .isEqualTo(told.stream().anyMatch(t -> t.entry.where.equals(where)));
    assertThat(ledger.withId(hash))
        .isSameAs(
            told.stream()
                .map(t -> t.entry)
                .filter(e -> Arrays.equals(e.id, hash))
                .findFirst()
                .orElse(null));
    assertThat(ledger.openings(step))
        .isEqualTo(opened(told.stream().filter(t -> t.entry.where.step().equals(step))));
    assertThat(ledger.openingsOfRound(where))
        .isEqualTo(opened(told.stream().filter(t -> t.of(step, where.attempt(), where.round()))));
    assertThat(ledger.nextRound(step))
        .isEqualTo(
            told.stream()
                .filter(t -> t.entry.where.step().equals(step))
                .mapToInt(t -> t.entry.where.round() + 1)
                .max()
                .orElse(0));
    assertThat(ledger.openBytes())
        .isEqualTo(told.stream().mapToLong(t -> t.bytes == null ? 0 : t.bytes.length).sum());
    assertThat(ledger.rounds()).isEqualTo(rounds(told).distinct().count());
    compareRefusals(ledger, told, where, random.nextBoolean() ? hash : new byte[0]);
  }

  private static int opened(java.util.stream.Stream<Told> told) {
    return told.mapToInt(t -> t.entry.opened.length / 32).sum();
  }

  private static java.util.stream.Stream<List<Object>> rounds(List<Told> told) {
    return told.stream()
        .map(t -> t.entry.where)
        .map(w -> List.<Object>of(w.step(), w.attempt(), w.round()));
  }

  /** The three refusals that need more than a place's own entry. */
  private static void compareRefusals(Ledger ledger, List<Told> told, Place where, byte[] opened) {
    String refusal = "";
    try {
      ledger.requireFree(PLAN.step(where.step()), where, opened);
    } catch (RefusedException e) {
      refusal = String.valueOf(e.getMessage());
    }
    boolean later =
        told.stream()
            .map(t -> t.entry.where)
            .anyMatch(
                w ->
                    w.step().equals(where.step())
                        && w.round() == where.round()
                        && w.attempt() > where.attempt());
    boolean reopened =
        opened.length > 0 && told.stream().anyMatch(t -> has(t.entry.opened, opened));
    List<List<Object>> open =
        rounds(told.stream().filter(t -> t.bytes != null).toList()).distinct().toList();
    boolean full =
        open.size() >= Ledger.MAX_OPEN_ROUNDS
            && !open.contains(List.<Object>of(where.step(), where.attempt(), where.round()));
    if (refusal.contains("the plan has no such place")) {
      return;
    }
    assertThat(refusal.contains("a later attempt has begun")).isEqualTo(later);
    if (!later && !refusal.contains("the plan is beyond it")) {
      assertThat(refusal.contains("it was opened before")).isEqualTo(reopened);
      assertThat(refusal.contains("too many rounds are not acknowledged"))
          .isEqualTo(full && !reopened);
    }
  }
}
