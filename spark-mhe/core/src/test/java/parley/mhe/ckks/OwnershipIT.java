package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.mhe.binding.Native;
import parley.testing.OwnJvm;

@OwnJvm
class OwnershipIT {
  private static CkksContext context;
  private static SoloKeys keys;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
    keys = new SoloKeys(context, 1);
  }

  @AfterAll
  static void close() {
    keys.close();
    context.close();
  }

  @Test
  void close_twiceAndThenUse_throwsIllegalState() {
    Ciphertext a = keys.encrypt(new double[] {1}, 0x1p45, 3, 1);
    Polynomial p = a.c0();
    p.close();
    p.close();
    assertThat(p.isClosed()).isTrue();
    assertThatThrownBy(p::negate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("polynomial: it is closed");
    assertThat(a.toBytes()).isNotEmpty(); // its own handle is alive
    a.close();
    assertThatThrownBy(a::toBytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Evaluator(context).negate(a))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Ciphertext.of(p, p, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Timeout(60)
  void close_whileFourThreadsEvaluate_neverBreaksThem() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    Evaluator evaluator = new Evaluator(context);
    SwitchingKey key = keys.relinearisationKey();
    long alive = Native.polysAlive();
    for (int round = 0; round < 10; round++) {
      Ciphertext a = keys.encrypt(SoloKeys.values(2048, round), 0x1p45, 4, 1);
      CountDownLatch running = new CountDownLatch(4);
      List<Future<Integer>> results = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        results.add(
            pool.submit(
                () -> {
                  int done = 0;
                  try {
                    while (true) {
                      evaluator.multiply(a, a, key).close();
                      if (done++ == 0) {
                        running.countDown();
                      }
                    }
                  } catch (IllegalStateException e) {
                    return done;
                  }
                }));
      }
      running.await();
      a.close();
      for (Future<Integer> result : results) {
        assertThat(result.get(20, TimeUnit.SECONDS)).isPositive();
      }
    }
    pool.shutdown();
    assertThat(Native.polysAlive()).isEqualTo(alive);
    key.close();
  }

  @Test
  void createAndClose_tenThousandTimes_keepsMemory() {
    // A heap of fixed size, all of it resident from the start: what grows is outside it.
    ForkedJvm.Result result =
        ForkedJvm.run(
            MemoryCycles.class,
            List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"),
            Map.of());
    assertThat(result.code()).as(result.output()).isZero();
  }

  @Test
  @Timeout(60)
  void leak_ofAnUnclosedPolynomial_isSweptAndCounted() throws Exception {
    long leaks = NativeOwner.leaks();
    long alive = Native.polysAlive();
    leakOne();
    while (NativeOwner.leaks() == leaks) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10); // lets the sweeping thread run; the time-out above ends it
    }
    assertThat(NativeOwner.leaks()).isEqualTo(leaks + 1);
    assertThat(Native.polysAlive()).isEqualTo(alive);
  }

  private static void leakOne() {
    Polynomial leaked = Polynomial.zero(context, 1);
    assertThat(leaked.limbs()).isEqualTo(1);
  }

  @Test
  void scope_closesAllButWhatIsKept() {
    long alive = Native.polysAlive();
    Polynomial kept;
    Polynomial inner;
    try (Scope outer = Scope.open()) {
      Polynomial a = Polynomial.zero(context, 2);
      try (Scope scope = Scope.open()) {
        inner = a.add(a).negate();
        kept = scope.keep(inner.add(a));
      }
      assertThat(inner.isClosed()).isTrue();
      assertThat(kept.isClosed()).isFalse();
      outer.keep(kept);
    }
    assertThat(kept.isClosed()).isFalse();
    assertThat(Native.polysAlive()).isEqualTo(alive + 1);
    kept.close();
    assertThat(Native.polysAlive()).isEqualTo(alive);
  }

  @Test
  void scope_closedBeforeOneInside_isRefused() {
    Scope outer = Scope.open();
    Scope inner = Scope.open();
    assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
    inner.close();
    outer.close();
    outer.close();
  }
}
