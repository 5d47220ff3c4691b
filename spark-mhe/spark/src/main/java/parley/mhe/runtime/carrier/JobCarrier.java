package parley.mhe.runtime.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.runtime.cluster.ClusterDriver;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.Outcome;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.runtime.placement.ProviderGroupsRdd;
import parley.mhe.runtime.provider.RoundTask;
import scala.Tuple2;

/**
 * Rounds as Spark jobs: one job a round, one task a group of providers, the message as a broadcast,
 * the answers added up by {@code treeReduce}. Used by one thread at a time.
 */
final class JobCarrier implements RoundCarrier {
  private static final int TREE_DEPTH = 2;

  private final JavaSparkContext spark;
  private final String federation;
  private final CkksContext context;
  private final boolean enforced;

  /**
   * @param cluster null with a local master
   */
  JobCarrier(
      JavaSparkContext spark,
      String federation,
      CkksContext context,
      @Nullable ClusterDriver cluster) {
    this.enforced = cluster != null && cluster.enforced();
    this.spark = spark;
    this.federation = federation;
    this.context = context;
  }

  @Override
  public PartialSum sum(SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    RoundMessage message = delivery.toMessage();
    Broadcast<RoundMessage> sent = spark.broadcast(message);
    RoundTask task = new RoundTask(federation, message.sequence(), sent::value);
    byte[] ring = context.parameters().toBytes();
    String title = round.title();
    try {
      JavaRDD<Outcome<PartialSum.Wire>> partials =
          ProviderGroupsRdd.of(spark.sc(), groups)
              .map(
                  group ->
                      Outcome.of(
                          () -> {
                            try (PartialSum sum = task.sum(group.providers())) {
                              return sum.toWire();
                            }
                          }));
      if (enforced) {
        return PartialSum.ofWires(context, round.run(() -> collect(partials, groups)), title);
      }
      PartialSum.Wire total =
          round.run(
              () ->
                  partials.treeReduce((a, b) -> combine(ring, title, a, b), TREE_DEPTH).orThrow());
      return PartialSum.ofWires(context, List.of(total), title);
    } finally {
      sent.destroy();
    }
  }

  private static Outcome<PartialSum.Wire> combine(
      byte[] ring, String title, Outcome<PartialSum.Wire> a, Outcome<PartialSum.Wire> b)
      throws Exception {
    return a.isRefusal()
        ? a
        : b.isRefusal() ? b : Outcome.of(() -> combine(ring, title, a.orThrow(), b.orThrow()));
  }

  private static PartialSum.Wire combine(
      byte[] ring, String title, PartialSum.Wire a, PartialSum.Wire b) {
    try (CkksContext context = CkksContext.open(CkksParameters.fromBytes(ring));
        PartialSum sum = PartialSum.ofWires(context, List.of(a, b), title)) {
      return sum.toWire();
    }
  }

  /** A group's providers share an executor, so the first one's resources will do. */
  private static <T> List<T> collect(JavaRDD<Outcome<T>> answers, List<ProviderGroup> groups) {
    return ProviderJobs.collect(
            answers, groups.stream().map(group -> group.providers().get(0)).toList())
        .stream()
        .map(Outcome::orThrow)
        .toList();
  }

  @Override
  public Map<String, byte[]> gather(
      SparkJobs.Round round, Delivery delivery, List<ProviderGroup> groups) {
    RoundMessage message = delivery.toMessage();
    Broadcast<RoundMessage> sent = spark.broadcast(message);
    try {
      return gather(round, new RoundTask(federation, message.sequence(), sent::value), groups);
    } finally {
      sent.destroy();
    }
  }

  /** Every provider's answer in a task. */
  private Map<String, byte[]> gather(
      SparkJobs.Round round, RoundTask task, List<ProviderGroup> groups) {
    JavaRDD<Outcome<Tuple2<String, byte[]>>> answers =
        ProviderGroupsRdd.of(spark.sc(), groups)
            .flatMap(
                group -> {
                  List<Outcome<Tuple2<String, byte[]>>> all = new ArrayList<>();
                  for (String provider : group.providers()) {
                    all.add(Outcome.of(() -> new Tuple2<>(provider, task.answer(provider))));
                  }
                  return all.iterator();
                });
    Map<String, byte[]> gathered = new TreeMap<>();
    round.run(() -> collect(answers, groups)).forEach(a -> gathered.put(a._1(), a._2()));
    return gathered;
  }
}
