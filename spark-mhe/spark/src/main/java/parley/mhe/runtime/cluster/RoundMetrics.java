package parley.mhe.runtime.cluster;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.spark.SparkContext;
import parley.mhe.runtime.session.RoundRecord;

/**
 * What the rounds of an application's federations came to, as metrics that Spark's own sinks show:
 * {@code rounds}, {@code refreshes} and {@code openings} (requests of these kinds), {@code
 * bytes.sent} (of each round's busiest provider), {@code bytes.received} (of every provider), and
 * {@code seconds.PHASE} of wall clock, where a phase is what stands before the slash in a step's
 * name. Thread-safe.
 */
public final class RoundMetrics {
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

  /** Counts a round, where Spark was started with the plugin. */
  public static void count(SparkContext spark, RoundRecord round) {
    ClusterDriver.metrics(spark).ifPresent(metrics -> metrics.add(round));
  }

  private void add(RoundRecord round) {
    registry.counter("rounds").inc();
    registry.counter("refreshes").inc(round.protocol().refreshes() ? 1 : 0);
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
