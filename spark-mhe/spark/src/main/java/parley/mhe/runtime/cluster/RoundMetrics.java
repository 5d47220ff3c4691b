package parley.mhe.runtime.cluster;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.spark.SparkContext;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.RoundRecord;

/**
 * What the rounds of an application's federations came to, as metrics that Spark's own sinks show:
 * {@code rounds}, {@code refreshes} and {@code openings} (requests of these kinds), {@code
 * bytes.sent} (of each round's busiest provider), {@code bytes.received} (of every provider), and
 * {@code seconds.PHASE} of wall clock, where a phase is what stands before the slash in a step's
 * name. Thread-safe.
 */
public final class RoundMetrics {
  private static final Set<ProtocolKind> REFRESHES =
      EnumSet.of(ProtocolKind.REFRESH, ProtocolKind.SUM_REFRESH, ProtocolKind.CONVERTING_REFRESH);

  private final MetricRegistry registry;
  private final Map<String, DoubleAdder> seconds = new ConcurrentHashMap<>();

  /** Registers at once all but the phases: Spark asks no plugin whose registry is empty. */
  RoundMetrics(MetricRegistry registry) {
    this.registry = registry;
    for (String name :
        new String[] {"rounds", "refreshes", "openings", "bytes.sent", "bytes.received"}) {
      registry.counter(name);
    }
  }

  /** A listener that counts each round as well, where Spark was started with the plugin. */
  public static RoundListener counting(SparkContext spark, RoundListener listener) {
    return ClusterDriver.metrics(spark)
        .<RoundListener>map(
            metrics ->
                round -> {
                  metrics.add(round);
                  listener.onRound(round);
                })
        .orElse(listener);
  }

  void add(RoundRecord round) {
    registry.counter("rounds").inc();
    registry.counter("refreshes").inc(REFRESHES.contains(round.protocol()) ? 1 : 0);
    registry.counter("openings").inc(round.protocol().opens() ? 1 : 0);
    registry.counter("bytes.sent").inc(round.bytesUp());
    registry.counter("bytes.received").inc(round.bytesDown());
    String phase = round.step().substring(0, Math.max(0, round.step().indexOf('/')));
    seconds.computeIfAbsent(phase.isEmpty() ? "other" : phase, this::clock).add(round.seconds());
  }

  private DoubleAdder clock(String phase) {
    DoubleAdder sum = new DoubleAdder();
    registry.register("seconds." + phase, (Gauge<Double>) sum::sum);
    return sum;
  }
}
