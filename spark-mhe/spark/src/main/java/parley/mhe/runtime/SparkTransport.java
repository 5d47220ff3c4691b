package parley.mhe.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import parley.mhe.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartyPlan;
import scala.Tuple2;

/**
 * Rounds as Spark jobs: one job a round over an RDD with one provider a partition, the message as a
 * broadcast, the answers added up by {@code treeReduce}. Where driver and providers are one process
 * (a local master, the simulation mode) messages and sums may be handed over as they are, and the
 * providers are spread over as many tasks as there are cores. Used by one thread at a time.
 */
final class SparkTransport implements Transport {
  private static final int TREE_DEPTH = 2;
  private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(10);

  private final JavaSparkContext spark;
  private final String federation;
  private final PartyPlan plan;
  private final CkksContext context;
  private final List<String> providers;
  private final List<List<String>> groups;
  private final boolean sharedMemory;
  private final RoundJobs jobs;
  private boolean closed;

  private SparkTransport(
      JavaSparkContext spark, PartyPlan plan, CkksContext context, FederationOptions options) {
    this.spark = spark;
    this.federation = UUID.randomUUID().toString();
    this.plan = plan;
    this.context = context;
    this.providers = plan.providers();
    this.sharedMemory = options.sharedMemory() && spark.isLocal();
    this.groups = groups(providers, sharedMemory ? spark.defaultParallelism() : providers.size());
    this.jobs = new RoundJobs(spark, "parley-" + federation, options.timeout());
  }

  /**
   * Rounds between this driver and the providers of a plan.
   *
   * @param context the driver's; sums live in it
   * @throws ParleyException when Spark speculates
   */
  static SparkTransport create(
      JavaSparkContext spark, PartyPlan plan, CkksContext context, FederationOptions options) {
    requireNoSpeculation(spark);
    return new SparkTransport(spark, plan, context, options);
  }

  /** Refuses a session that runs tasks twice on purpose. */
  private static void requireNoSpeculation(JavaSparkContext spark) {
    if (spark.getConf().getBoolean("spark.speculation", false)) {
      throw new ParleyException(
          "cannot run a federation: Spark would run a provider's tasks twice, expected spark.speculation=false, got true");
    }
  }

  /** Makes a party and a program of each partition; returns the parties' nonces. */
  <T> SortedMap<String, byte[]> install(
      JavaRDD<T> rows, ProgramFactory<T> programs, PartyHome home) {
    Installer<T> installer = new Installer<>(federation, plan.toBytes(), programs, home);
    return nonces("join", rows.mapPartitionsWithIndex(installer::install, false)::collect);
  }

  /** Makes the parties from their key stores. */
  SortedMap<String, byte[]> resume(PartyHome home) {
    Installer<String> installer =
        new Installer<>(federation, plan.toBytes(), Installer.withoutRows(), home);
    return nonces(
        "resume", spark.parallelize(providers, groups.size()).map(installer::resume)::collect);
  }

  private SortedMap<String, byte[]> nonces(
      String title, Callable<List<Tuple2<String, byte[]>>> job) {
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    jobs.run(title, job, () -> "some of " + providers)
        .forEach(answer -> nonces.put(answer._1(), answer._2()));
    return nonces;
  }

  private static List<List<String>> groups(List<String> providers, int most) {
    int count = Math.max(1, Math.min(most, providers.size()));
    List<List<String>> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int from = g * providers.size() / count;
      groups.add(List.copyOf(providers.subList(from, (g + 1) * providers.size() / count)));
    }
    return groups;
  }

  @Override
  public List<String> providers() {
    return providers;
  }

  @Override
  public PartialSum sum(String title, Delivery delivery) {
    return sharedMemory ? sumInProcess(title, delivery) : sumByTree(title, delivery);
  }

  private PartialSum sumInProcess(String title, Delivery delivery) {
    Endpoints here = Endpoints.of(federation);
    here.post(delivery);
    RoundTask task = new RoundTask(federation, delivery.sequence(), null);
    try {
      JavaRDD<Integer> done =
          numbered()
              .map(
                  group -> {
                    Endpoints.of(task.federation()).leave(group._1(), task.sum(group._2()));
                    return group._1();
                  });
      int count = run(title, delivery, () -> done.collect()).size();
      List<PartialSum> sums = here.take();
      if (sums.size() != count) {
        sums.forEach(PartialSum::close);
        throw new ParleyException(
            "cannot finish "
                + title
                + ": sums were lost, expected "
                + count
                + ", got "
                + sums.size());
      }
      return PartialSum.sum(sums);
    } finally {
      here.finish();
    }
  }

  private PartialSum sumByTree(String title, Delivery delivery) {
    Broadcast<RoundMessage> message = spark.broadcast(delivery.toMessage());
    RoundTask task = new RoundTask(federation, delivery.sequence(), message);
    byte[] ring = plan.parameters().toBytes();
    try {
      JavaRDD<PartialSum.Wire> partials =
          numbered()
              .map(
                  group -> {
                    try (PartialSum sum = task.sum(group._2())) {
                      return sum.toWire();
                    }
                  });
      PartialSum.Wire total =
          run(
              title,
              delivery,
              () -> partials.treeReduce((a, b) -> combine(ring, a, b), TREE_DEPTH));
      return PartialSum.fromWire(context, total);
    } finally {
      message.destroy();
    }
  }

  private static PartialSum.Wire combine(byte[] ring, PartialSum.Wire a, PartialSum.Wire b) {
    try (CkksContext context = CkksContext.open(CkksParameters.fromBytes(ring));
        PartialSum sum =
            PartialSum.sum(
                List.of(PartialSum.fromWire(context, a), PartialSum.fromWire(context, b)))) {
      return sum.toWire();
    }
  }

  private JavaRDD<Tuple2<Integer, List<String>>> numbered() {
    List<Tuple2<Integer, List<String>>> numbered = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      numbered.add(new Tuple2<>(g, new ArrayList<>(groups.get(g))));
    }
    return spark.parallelize(numbered, groups.size());
  }

  @Override
  public Map<String, byte[]> gather(String title, Delivery delivery) {
    Broadcast<RoundMessage> message = null;
    if (sharedMemory) {
      Endpoints.of(federation).post(delivery);
      if (delivery.kind() == RoundMessage.Kind.KEYS) {
        Endpoints.of(federation).shareKeys();
      }
    } else {
      message = spark.broadcast(delivery.toMessage());
    }
    RoundTask task = new RoundTask(federation, delivery.sequence(), message);
    try {
      return collect(title, delivery, task);
    } finally {
      if (message != null) {
        message.destroy();
      }
    }
  }

  private Map<String, byte[]> collect(String title, Delivery delivery, RoundTask task) {
    JavaRDD<Tuple2<String, byte[]>> answers =
        spark
            .parallelize(providers, groups.size())
            .map(provider -> new Tuple2<>(provider, task.answer(provider)));
    Map<String, byte[]> gathered = new TreeMap<>();
    run(title, delivery, answers::collect).forEach(a -> gathered.put(a._1(), a._2()));
    if (!List.copyOf(gathered.keySet()).equals(providers)) {
      throw new ParleyException(
          "cannot finish "
              + title
              + ": answers are missing, expected "
              + providers
              + ", got "
              + gathered.keySet());
    }
    return gathered;
  }

  private <T> T run(String title, Delivery delivery, Callable<T> job) {
    return jobs.run(title, job, () -> waitingFor(delivery.sequence()));
  }

  /** Asks the processes of the providers who has not answered. */
  private String waitingFor(long sequence) {
    String id = federation;
    List<Tuple2<String, byte[]>> states =
        jobs.status(
            STATUS_TIMEOUT,
            () ->
                spark
                    .parallelize(providers, groups.size())
                    .map(p -> new Tuple2<>(p, RoundTask.progress(id, p, sequence)))
                    .collect());
    List<String> atWork = new ArrayList<>();
    List<String> notReached = new ArrayList<>();
    for (Tuple2<String, byte[]> state : states) {
      int progress = java.nio.ByteBuffer.wrap(state._2()).getInt();
      if (progress == Endpoints.Progress.AT_WORK.ordinal()) {
        atWork.add(state._1());
      } else if (progress == Endpoints.Progress.NOT_REACHED.ordinal()) {
        notReached.add(state._1());
      }
    }
    if (states.isEmpty()) {
      return "any of " + providers;
    }
    return atWork + (notReached.isEmpty() ? "" : " and, not reached behind them, " + notReached);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    jobs.close();
    if (spark.isLocal()) {
      Endpoints.remove(federation);
    } else if (!spark.sc().isStopped()) {
      String id = federation;
      spark.parallelize(providers, groups.size()).foreach(provider -> Endpoints.remove(id));
    }
  }
}
