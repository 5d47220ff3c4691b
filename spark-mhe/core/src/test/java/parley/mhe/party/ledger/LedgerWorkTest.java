package parley.mhe.party.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.TestParties;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.Place;

/** What an answer costs a ledger does not grow with what was answered before. */
class LedgerWorkTest {
  private static final String STEP = "model/open";

  private CkksContext context;
  private PartyPlan plan;

  /** Entries that the ledger's maps looked at; one that is walked counts all it has. */
  private long work;

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    plan =
        PartyPlan.builder("test", context)
            .providers(TestParties.NAMES)
            .publicKey()
            .step(UploadStep.builder("model/map", ProtocolKind.UPLOAD).output(3, 90).build())
            .step(
                OpeningStep.builder(STEP, ProtocolKind.KEY_SWITCH)
                    .rounds(6000)
                    .objects(2)
                    .input(3, 90)
                    .source(StepSource.computedFrom("model/map"))
                    .maxAbs(1)
                    .ciphertextDeviation(8)
                    .build())
            .build();
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void answer_afterTenThousand_lookedAtAsManyAsAfterTen() throws ReflectiveOperationException {
    Ledger ledger = new Ledger(plan);
    count(ledger);
    for (int round = 0; round < 5; round++) {
      answer(ledger, round);
    }
    work = 0;
    answer(ledger, 5);
    long early = work;
    for (int round = 6; round < 5000; round++) {
      answer(ledger, round);
    }
    assertThat(ledger.size()).isEqualTo(10_000);
    work = 0;
    answer(ledger, 5000);
    assertThat(work).isEqualTo(early).isBetween(20L, 200L);
  }

  /** All that a party asks of it on the way of two answers of a round. */
  private void answer(Ledger ledger, int round) {
    PlanStep step = plan.step(STEP);
    for (int object = 0; object < 2; object++) {
      Place where = Place.of(STEP, round).withObject(object);
      byte[] id = hash(2 * round + object);
      assertThat(ledger.replay("key-switch", where, id)).isNull();
      assertThat(ledger.hasAny(where)).isFalse();
      assertThat(ledger.withId(id)).isNull();
      assertThat(ledger.openings(STEP)).isEqualTo(2 * round + object);
      assertThat(ledger.openingsOfRound(where)).isEqualTo(object);
      ledger.requireFree(step, where, id);
      Ledger.Entry entry = new Ledger.Entry("key-switch", where, id, hash(0), id, Ledger.none());
      ledger.enter(step, entry, new byte[10]);
      assertThat(ledger.replay("key-switch", where, id)).isSameAs(entry);
    }
    ledger.acknowledge(STEP, 0, round);
    assertThat(ledger.nextRound(STEP)).isEqualTo(round + 1);
    assertThat(ledger.rounds()).isEqualTo(round + 1);
    assertThat(ledger.openBytes()).isZero();
  }

  private static byte[] hash(int of) {
    return ByteBuffer.allocate(32).putInt(of).array();
  }

  /** Puts counting maps in place of all that the ledger keeps entries in. */
  private void count(Ledger ledger) throws ReflectiveOperationException {
    Field index = Ledger.class.getDeclaredField("index");
    index.setAccessible(true);
    for (Object owner : new Object[] {ledger, index.get(ledger)}) {
      for (Field field : owner.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        Object value = field.get(owner);
        assertThat(value instanceof Collection).as("what cannot be counted").isFalse();
        if (value instanceof Map) {
          field.set(owner, new CountingMap<>());
        }
      }
    }
  }

  @SuppressWarnings("serial")
  private final class CountingMap<K, V> extends LinkedHashMap<K, V> {
    @Override
    public V get(Object key) {
      work++;
      return super.get(key);
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
      work++;
      return super.getOrDefault(key, otherwise);
    }

    @Override
    public boolean containsKey(Object key) {
      work++;
      return super.containsKey(key);
    }

    @Override
    public V put(K key, V value) {
      work++;
      return super.put(key, value);
    }

    @Override
    public V putIfAbsent(K key, V value) {
      work++;
      return super.putIfAbsent(key, value);
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> made) {
      work++;
      return super.computeIfAbsent(key, made);
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> both) {
      work++;
      return super.merge(key, value, both);
    }

    @Override
    public Set<K> keySet() {
      work += size();
      return super.keySet();
    }

    @Override
    public Collection<V> values() {
      work += size();
      return super.values();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
      work += size();
      return super.entrySet();
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
      work += size();
      super.forEach(action);
    }
  }
}
