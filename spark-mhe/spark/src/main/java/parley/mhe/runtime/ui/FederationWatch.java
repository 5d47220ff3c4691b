package parley.mhe.runtime.ui;

import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.cluster.RoundMetrics;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.RoundRecord;

/**
 * Tells Spark of a federation: its rounds as events, for the tab and the event log, and as metrics;
 * then the caller's listener. For one thread.
 */
public final class FederationWatch implements RoundListener, AutoCloseable {
  private static final Map<SparkContext, AtomicInteger> NUMBERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final int NOT_BEGUN = 0;

  private final SparkContext spark;
  private final PartyPlan plan;
  private final RoundListener next;
  private final TimeLeft timeLeft;
  private final long start = System.nanoTime();
  private int number = NOT_BEGUN;
  private boolean mute;

  private FederationWatch(SparkContext spark, PartyPlan plan, RoundListener next) {
    this.spark = spark;
    this.plan = plan;
    this.next = next;
    this.timeLeft = TimeLeft.of(plan);
  }

  /**
   * Before a session begins or goes on.
   *
   * @param next hears of each round after Spark
   */
  public static FederationWatch of(SparkContext spark, PartyPlan plan, RoundListener next) {
    FederationTabs.attach(spark);
    return new FederationWatch(spark, plan, next);
  }

  @Override
  public void onSession(byte[] id) {
    number = NUMBERS.computeIfAbsent(spark, any -> new AtomicInteger()).incrementAndGet();
    post(
        () ->
            new FederationBegun(
                number,
                HexFormat.of().formatHex(id),
                plan.algorithm(),
                plan.providers(),
                spark.isLocal(),
                System.currentTimeMillis()));
    next.onSession(id);
  }

  @Override
  public void onRound(RoundRecord round) {
    RoundMetrics.count(spark, round);
    Double left = timeLeft.after(round, (System.nanoTime() - start) / 1e9);
    post(() -> event(round, left));
    next.onRound(round);
  }

  private FederationRound event(RoundRecord round, @Nullable Double left) {
    return new FederationRound(
        number,
        round.step(),
        round.protocol().words(),
        round.protocol().refreshes(),
        round.round(),
        round.rounds(),
        round.seconds(),
        round.bytesUp(),
        round.bytesDown(),
        round.opened().words(),
        left);
  }

  /** The providers are let go of; idempotent. */
  @Override
  public void close() {
    if (number != NOT_BEGUN) {
      post(() -> new FederationEnded(number, System.currentTimeMillis()));
      number = NOT_BEGUN;
    }
  }

  /** A model may be closed after its Spark, and another Spark's events may be others. */
  private void post(Supplier<SparkListenerEvent> event) {
    if (mute || spark.isStopped()) {
      return;
    }
    try {
      spark.listenerBus().post(event.get());
    } catch (LinkageError e) {
      mute = true;
      FederationTabs.warn(e);
    }
  }
}
