package parley.mhe.runtime.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.PartySource;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.placement.Placement;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.runtime.placement.ProviderGroupsRdd;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.provider.Endpoints;
import parley.mhe.runtime.provider.Installer;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import scala.Tuple2;

/**
 * Rounds with a local master, where driver and providers are one process (the simulation mode):
 * messages and sums are handed over as they are unless that is switched off, and the providers are
 * spread over as many tasks as there are cores. Used by one thread at a time.
 */
final class LocalTransport implements ProviderTransport {
  private final JavaSparkContext spark;
  private final String federation = UUID.randomUUID().toString();
  private final PartyPlan plan;
  private final PartySource home;
  private final List<ProviderGroup> groups;
  private final SparkJobs jobs;
  private final RoundCarriers carriers;
  private boolean closed;

  LocalTransport(
      JavaSparkContext spark, PartyPlan plan, CkksContext context, FederationOptions options) {
    this.spark = spark;
    this.plan = plan;
    this.home = options.home();
    boolean sharedMemory = options.sharedMemory();
    this.groups = groups(sharedMemory ? spark.defaultParallelism() : plan.providers().size());
    this.jobs = new SparkJobs(spark, "parley-" + federation, options.timeout(), Optional::empty);
    this.carriers = RoundCarriers.local(spark, federation, context, sharedMemory);
  }

  private List<ProviderGroup> groups(int most) {
    List<ProviderGroup> made = new ArrayList<>();
    for (List<String> slice : Placement.slices(plan.providers(), most)) {
      made.add(new ProviderGroup(made.size(), slice, null));
    }
    return made;
  }

  @Override
  public <T> SortedMap<String, byte[]> install(
      JavaRDD<T> rows, ProgramFactory<T> programs, boolean resume) {
    Installer<T> installer = new Installer<>(federation, plan.toBytes(), programs, home, resume);
    return new TreeMap<>(
        jobs.install(
            resume ? "resume" : "join",
            rows.mapPartitionsWithIndex(installer::install, false)::collect,
            plan.providers()));
  }

  @Override
  public SortedMap<String, byte[]> resume() {
    Installer<String> installer = Installer.withoutRows(federation, plan.toBytes(), home);
    return new TreeMap<>(
        jobs.install(
            "resume",
            ProviderGroupsRdd.of(spark.sc(), groups).flatMap(installer::resume)::collect,
            plan.providers()));
  }

  @Override
  public List<String> providers() {
    return plan.providers();
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public List<ProviderLocation> locations() {
    long pid = ProcessHandle.current().pid();
    String host = spark.getConf().get("spark.driver.host");
    return plan.providers().stream()
        .map(provider -> new ProviderLocation(provider, "driver", host, pid))
        .toList();
  }

  @Override
  public PartialSum sum(String title, Delivery delivery) {
    SparkJobs.Round round = jobs.round(title, () -> waitingFor(delivery.sequence()));
    return carriers.of(delivery, 0).sum(round, delivery, groups);
  }

  @Override
  public Map<String, byte[]> gather(String title, Delivery delivery) {
    SparkJobs.Round round = jobs.round(title, () -> waitingFor(delivery.sequence()));
    return requireAll(title, carriers.of(delivery, 0).gather(round, delivery, groups));
  }

  private String waitingFor(long sequence) {
    Endpoints here = Endpoints.of(federation);
    return SparkJobs.missing(
        plan.providers().stream()
            .map(provider -> new Tuple2<>(provider, here.state(sequence, provider)))
            .toList());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      jobs.close();
      Endpoints.remove(federation);
    }
  }
}
