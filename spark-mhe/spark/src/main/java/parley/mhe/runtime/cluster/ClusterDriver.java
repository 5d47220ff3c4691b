package parley.mhe.runtime.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.runtime.message.Mailbox;
import parley.mhe.runtime.message.MisplacedException;
import parley.mhe.runtime.message.PluginMessage;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Failure;
import parley.mhe.runtime.message.PluginMessage.Hello;
import parley.mhe.runtime.message.PluginMessage.Poll;
import parley.mhe.runtime.message.PluginMessage.Progress;
import parley.mhe.runtime.message.PluginMessage.Reply;
import parley.mhe.runtime.message.PluginWire;
import parley.mhe.runtime.placement.Homes;
import parley.mhe.runtime.placement.Placement;
import parley.mhe.runtime.placement.ProviderGroup;

/**
 * The plugin at the driver: which executors there are, which provider lives where, and the letters
 * between them. Thread-safe.
 */
public final class ClusterDriver implements DriverPlugin {
  private static final Duration WORD_OF_LOSS = Duration.ofSeconds(5);
  private static final byte[] NOTED = new byte[0];
  private static final Map<SparkContext, ClusterDriver> RUNNING =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final ExecutorRegistry executors = new ExecutorRegistry();
  private final Mailbox mailbox = new Mailbox();
  private final Map<String, Map<String, Progress>> progress = new ConcurrentHashMap<>();
  private final Map<String, ResourceProfile> profiles = new ConcurrentHashMap<>();
  private final Map<List<String>, Homes> homes = new HashMap<>();
  private @Nullable ClusterSettings settings;
  private @Nullable RoundMetrics metrics;

  /**
   * The plugin where providers live in executors of their own; empty with a local master.
   *
   * @throws ParleyException on a cluster that was started without it
   */
  public static Optional<ClusterDriver> onCluster(SparkContext spark) {
    if (spark.isLocal()) {
      return Optional.empty();
    }
    ClusterDriver driver = RUNNING.get(spark);
    if (driver == null) {
      throw new ParleyException(
          "cannot use providers on a cluster: Spark was started without the plugin, expected"
              + " spark.plugins="
              + ClusterSettings.PLUGIN
              + ", got none");
    }
    return Optional.of(driver);
  }

  @Override
  public Map<String, String> init(SparkContext spark, PluginContext context) {
    ClusterSettings read = ClusterSettings.of(spark.conf());
    settings = read;
    read.raiseLocalityWait(spark.conf());
    ClusterSettings.leaveBroadcastsUncompressed(spark.conf());
    if (!read.resources().isEmpty()) {
      // Spark would end an executor between two rounds, and with it a party.
      spark.conf().setIfMissing("spark.dynamicAllocation.executorIdleTimeout", "7d");
    }
    spark.addSparkListener(new Watcher());
    Endurance.watch(spark, executors, read.executorsTimeout());
    metrics = new RoundMetrics(context.metricRegistry());
    RUNNING.put(spark, this);
    return Map.of();
  }

  /**
   * The metrics of an application; empty without the plugin, which a local master may do without.
   */
  static Optional<RoundMetrics> metrics(SparkContext spark) {
    return Optional.ofNullable(RUNNING.get(spark)).map(driver -> driver.metrics);
  }

  /** Hears of executors from Spark. */
  private final class Watcher extends SparkListener {
    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
      executors.added(event.executorId(), event.executorInfo().totalCores());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
      executors.removed(event.executorId(), event.reason());
      mailbox.lost(
          event.executorId(),
          new ParleyException("executor " + event.executorId() + " was lost: " + event.reason()));
    }
  }

  /**
   * Never blocks: one thread serves all executors. Bytes come and go, and an error is one of Java's
   * own: of other objects Spark's RPC at an executor would not know the classes.
   */
  @Override
  public Object receive(Object message) {
    if (!(message instanceof byte[] bytes)) {
      throw new IllegalArgumentException(
          "cannot read a message to the driver: expected bytes of this version's plugin, got "
              + message.getClass().getName());
    }
    try {
      return receive(PluginWire.read(bytes));
    } catch (ParleyException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  private byte[] receive(PluginMessage message) {
    if (message instanceof Poll poll) {
      progress.put(poll.executor(), poll.progress());
      return PluginWire.toBytes(
          new Reply(mailbox.fetch(poll.executor(), poll.seen()), mailbox.hurry()));
    }
    if (message instanceof Answer answer) {
      mailbox.answer(answer);
    } else if (message instanceof Failure failure) {
      mailbox.fail(failure.letter(), failure.reason());
    } else if (message instanceof Hello hello) {
      executors.hello(hello);
    }
    return NOTED;
  }

  public ClusterSettings settings() {
    if (settings == null) {
      throw new IllegalStateException("cannot use the plugin: Spark has not initialised it");
    }
    return settings;
  }

  /** Whether Spark's scheduler keeps providers apart by resources. */
  public boolean enforced() {
    return !settings().resources().isEmpty();
  }

  /** The resources of a provider's tasks; the same object each time, as Spark numbers them. */
  ResourceProfile profile(String provider) {
    String resource = settings().resources().get(provider);
    if (resource == null) {
      throw new ParleyException(
          "cannot place "
              + provider
              + ": it has no resource, expected it in "
              + ClusterSettings.RESOURCES
              + ", got "
              + settings().resources());
    }
    return profiles.computeIfAbsent(resource, ResourceHomes::profile);
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public ExecutorRegistry executors() {
    return executors;
  }

  /** How far the providers of an executor are in a federation; null when it has not said. */
  public @Nullable Progress progress(String executor, String federation) {
    return progress.getOrDefault(executor, Map.of()).get(federation);
  }

  /**
   * Where providers live: the same as before while their executors are there.
   *
   * @throws ParleyException when a provider has no home, or one without native support
   */
  public synchronized Homes homes(SparkContext spark, List<String> providers) {
    Homes known = homes.get(providers);
    if (known != null && providers.stream().allMatch(p -> isLive(known.of(p)))) {
      return known;
    }
    Homes fresh = known == null ? new Homes() : known;
    Placement placement =
        !enforced()
            ? Placement.of(
                requireSome(await(spark, providers, settings().executorsTimeout())), providers)
            : ResourceHomes.acquire(spark, this, providers);
    providers.forEach(p -> fresh.put(p, placement.home(p)));
    homes.put(List.copyOf(providers), fresh);
    return fresh;
  }

  public boolean isLive(ProviderGroup.Home home) {
    return executors.isLive(home.executor());
  }

  /** Providers in groups, one or more an executor. */
  public List<ProviderGroup> groups(Homes all, List<String> providers) {
    Map<String, List<String>> byExecutor = new TreeMap<>();
    providers.forEach(
        p -> byExecutor.computeIfAbsent(all.of(p).executor(), name -> new ArrayList<>()).add(p));
    List<ProviderGroup> groups = new ArrayList<>();
    byExecutor.forEach(
        (executor, here) ->
            Placement.slices(here, executors.cores(executor))
                .forEach(
                    slice ->
                        groups.add(new ProviderGroup(groups.size(), slice, all.of(slice.get(0))))));
    return groups;
  }

  /**
   * Waits a little for Spark's word of a lost executor where an error may come from one; what a
   * party itself refuses never does.
   */
  public void awaitWordOf(ParleyException error, Homes all, List<String> providers) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ParleyException && !(cause instanceof MisplacedException)) {
        return;
      }
    }
    executors.await(there -> providers.stream().anyMatch(p -> !isLive(all.of(p))), WORD_OF_LOSS);
  }

  /** Waits for the executors that are expected, and for all homes where there are claims. */
  private List<Hello> await(SparkContext spark, List<String> providers, Duration limit) {
    return executors.await(
        there -> {
          int expected =
              settings().executors().orElseGet(() -> spark.getExecutorMemoryStatus().size() - 1);
          boolean claimed = there.stream().anyMatch(e -> !e.claims().isEmpty());
          return there.size() >= Math.max(1, expected)
              && (!claimed
                  || providers.stream()
                      .allMatch(p -> there.stream().anyMatch(e -> e.claims().contains(p))));
        },
        limit);
  }

  private List<Hello> requireSome(List<Hello> there) {
    if (there.isEmpty()) {
      throw new ParleyException(
          "cannot place the providers: no executor with the plugin was there within "
              + settings().executorsTimeout().toSeconds()
              + " s, expected at least one, got "
              + executors.lastEnd().orElse("none"));
    }
    return there;
  }

  /**
   * New homes for providers whose executor is gone, once there are executors for them. Claims and
   * resources must be met again; otherwise an executor that is no home yet is preferred, and then
   * the one with fewest providers.
   *
   * @throws ParleyException when no executor comes in time
   */
  public synchronized void replace(
      SparkContext spark, Homes all, List<String> providers, List<String> lost, Duration limit) {
    Placement placement;
    if (enforced()) {
      placement = ResourceHomes.acquire(spark, this, lost);
    } else {
      int before = (int) providers.stream().map(p -> all.of(p).executor()).distinct().count();
      List<Hello> there =
          executors.await(
              live -> live.size() >= Math.min(before, settings().executors().orElse(before)),
              limit);
      boolean claimed = there.stream().anyMatch(e -> !e.claims().isEmpty());
      List<Hello> fresh =
          there.stream()
              .filter(
                  e -> providers.stream().noneMatch(p -> all.of(p).executor().equals(e.executor())))
              .toList();
      placement = Placement.of(claimed || fresh.isEmpty() ? requireSome(there) : fresh, lost);
    }
    lost.forEach(p -> all.put(p, placement.home(p)));
  }

  @Override
  public void shutdown() {
    RUNNING.values().remove(this);
  }
}
