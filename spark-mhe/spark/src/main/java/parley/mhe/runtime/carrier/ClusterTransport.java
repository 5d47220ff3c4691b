package parley.mhe.runtime.carrier;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.PartySource;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.cluster.ClusterDriver;
import parley.mhe.runtime.cluster.ClusterSettings;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.MisplacedException;
import parley.mhe.runtime.message.Outcome;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.PluginMessage;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.placement.Homes;
import parley.mhe.runtime.placement.PinnedRdd;
import parley.mhe.runtime.placement.ProviderGroup;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.provider.Endpoints;
import parley.mhe.runtime.provider.Installer;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import scala.Tuple2;

/**
 * Rounds on a cluster: every provider lives in the executor that is its home. Small messages go
 * through the plugin's RPC, large ones through Spark jobs. When an executor is lost, its providers
 * come back from their stores in another one, get the session's keys, and are asked again: they
 * give the very bytes that they gave, or would have given, before. Used by one thread at a time.
 */
final class ClusterTransport implements ProviderTransport {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTransport.class);
  private static final int RECOVERIES = 3;

  private final JavaSparkContext spark;
  private final String federation = UUID.randomUUID().toString();
  private final ClusterDriver cluster;
  private final Homes homes;
  private final PartyPlan plan;
  private final FederationOptions options;
  private final SparkJobs jobs;
  private final RoundCarriers carriers;
  private final RpcCarrier letters;
  private final Map<String, Long> answerBytes = new HashMap<>();
  private SortedMap<String, byte[]> nonces = new TreeMap<>();
  private @Nullable JavaRDD<Outcome<Tuple2<String, byte[]>>> returning;
  private @Nullable Delivery keys;

  /**
   * Providers that are on their way back; another loss meanwhile must not let them be forgotten.
   */
  private final Set<String> returningNow = new TreeSet<>();

  private boolean closed;

  private ClusterTransport(
      JavaSparkContext spark,
      ClusterDriver cluster,
      PartyPlan plan,
      CkksContext context,
      FederationOptions options) {
    this.spark = spark;
    this.cluster = cluster;
    this.plan = plan;
    this.options = options;
    this.homes = cluster.homes(spark.sc(), plan.providers());
    this.jobs = new SparkJobs(spark, "parley-" + federation, options.timeout(), this::loss);
    this.letters = new RpcCarrier(cluster.mailbox(), federation, context);
    this.carriers =
        RoundCarriers.cluster(
            letters,
            new JobCarrier(spark, federation, context, cluster),
            options.rpcBytes().orElse(cluster.settings().rpcBytes()));
  }

  /**
   * @throws ParleyException without the plugin, with a time-out beyond the locality wait, or when a
   *     provider has no home
   */
  static ClusterTransport create(
      JavaSparkContext spark, PartyPlan plan, CkksContext context, FederationOptions options) {
    ClusterDriver cluster = ClusterDriver.onCluster(spark.sc()).orElseThrow();
    if (options.timeout().compareTo(cluster.settings().roundTimeout()) > 0) {
      throw new ParleyException(
          "cannot run a federation: a round may take longer than Spark keeps tasks at their"
              + " executors, expected "
              + ClusterSettings.ROUND_TIMEOUT
              + " of at least "
              + options.timeout().toSeconds()
              + "s when Spark starts, got "
              + cluster.settings().roundTimeout().toSeconds()
              + "s");
    }
    return new ClusterTransport(spark, cluster, plan, context, options);
  }

  @Override
  public <T> SortedMap<String, byte[]> install(
      JavaRDD<T> rows, ProgramFactory<T> programs, boolean resume) {
    JavaRDD<T> pinned = PinnedRdd.of(rows, plan.providers(), homes);
    PartySource home = options.home();
    Installer<T> first = new Installer<>(federation, plan.toBytes(), programs, home, resume);
    nonces =
        installAll(
            resume ? "resume" : "join", pinned.mapPartitionsWithIndex(first::install, false));
    // A vault may keep later sessions of the same plan.
    Installer<T> later =
        new Installer<>(federation, plan.toBytes(), programs, home.ofSession(nonces), true);
    returning = pinned.mapPartitionsWithIndex(later::install, false);
    return nonces;
  }

  @Override
  public SortedMap<String, byte[]> resume() {
    Installer<String> installer = Installer.withoutRows(federation, plan.toBytes(), options.home());
    returning =
        PinnedRdd.of(
                spark.parallelize(plan.providers(), plan.providers().size()),
                plan.providers(),
                homes)
            .map(installer::resume);
    nonces = installAll("resume", returning);
    return nonces;
  }

  /** Again where Spark ran a repeated task elsewhere: a party that is there already stays. */
  private SortedMap<String, byte[]> installAll(
      String title, JavaRDD<Outcome<Tuple2<String, byte[]>>> parties) {
    for (int strays = 0; ; strays++) {
      try {
        return jobs.install(
            title, () -> ProviderJobs.collect(parties, plan.providers()), plan.providers());
      } catch (ParleyException e) {
        if (strays == RECOVERIES || !MisplacedException.isCauseOf(e) || !lost().isEmpty()) {
          throw e;
        }
      }
    }
  }

  @Override
  public List<String> providers() {
    return plan.providers();
  }

  @Override
  public boolean simulated() {
    return false;
  }

  @Override
  public List<ProviderLocation> locations() {
    return plan.providers().stream()
        .map(
            provider -> {
              ProviderGroup.Home home = homes.of(provider);
              return new ProviderLocation(provider, home.executor(), home.host(), home.pid());
            })
        .toList();
  }

  @Override
  public PartialSum sum(String title, Delivery delivery) {
    SparkJobs.Round round = jobs.round(title, () -> waitingFor(delivery.sequence()));
    Delivery written = delivery.written();
    String kind = title.substring(title.indexOf(':') + 1);
    RoundCarrier carrier = carriers.of(written, answerBytes.getOrDefault(kind, 0L));
    PartialSum sum = reliably(title, () -> carrier.sum(round, written, groups()));
    answerBytes.put(kind, sum.bytesUp());
    return sum;
  }

  @Override
  public Map<String, byte[]> gather(String title, Delivery delivery) {
    if (delivery.kind() == RoundMessage.Kind.KEYS) {
      keys = delivery;
    }
    SparkJobs.Round round = jobs.round(title, () -> waitingFor(delivery.sequence()));
    Delivery written = delivery.written();
    RoundCarrier carrier = carriers.of(written, 0);
    return requireAll(title, reliably(title, () -> carrier.gather(round, written, groups())));
  }

  private List<ProviderGroup> groups() {
    return cluster.groups(homes, plan.providers());
  }

  private Optional<String> loss() {
    List<String> lost = lost();
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of("the executor of " + lost + " was lost (" + reason(lost) + ")");
  }

  /** The providers whose executor is gone. */
  private List<String> lost() {
    return plan.providers().stream().filter(p -> !cluster.isLive(homes.of(p))).toList();
  }

  private String reason(List<String> lost) {
    return cluster.executors().reason(homes.of(lost.get(0)).executor());
  }

  /**
   * Runs a round again once the providers of lost executors are back, be it lost again meanwhile.
   * Also where Spark ran a task, which had failed or was killed, again elsewhere: only for a job's
   * first tasks does it wait until their homes are free.
   */
  private <T> T reliably(String title, Supplier<T> round) {
    for (int losses = 0; ; losses++) {
      try {
        if (losses > 0) {
          recover(title);
        }
        return round.get();
      } catch (ParleyException e) {
        cluster.awaitWordOf(e, homes, plan.providers());
        List<String> lost = lost();
        boolean stray = lost.isEmpty() && MisplacedException.isCauseOf(e);
        if (losses == RECOVERIES || lost.isEmpty() && !stray) {
          throw e;
        } else if (!stray) {
          requireStores(title, lost, e);
        }
      }
    }
  }

  private void requireStores(String title, List<String> lost, ParleyException cause) {
    if (!options.home().outlivesProcess()) {
      throw new ParleyException(
          "cannot finish "
              + title
              + ": the executor of "
              + lost
              + " was lost ("
              + reason(lost)
              + ") and with it their key shares, expected key stores or vaults to come back from,"
              + " got none",
          cause);
    }
  }

  private void recover(String title) {
    JavaRDD<Outcome<Tuple2<String, byte[]>>> parties = Objects.requireNonNull(returning);
    List<String> homeless = lost();
    returningNow.addAll(homeless);
    List<String> lost = List.copyOf(returningNow);
    if (lost.isEmpty()) {
      return;
    }
    Set<String> kept =
        plan.providers().stream()
            .filter(p -> !lost.contains(p))
            .map(p -> homes.of(p).executor())
            .collect(Collectors.toSet());
    if (!homeless.isEmpty()) {
      LOG.warn(
          "{}: the executor of {} was lost ({}); they come back from their stores",
          title,
          homeless,
          reason(homeless));
      cluster.replace(spark.sc(), homes, plan.providers(), homeless, options.timeout());
    }
    jobs.install(
            "bring back " + lost, () -> ProviderJobs.collect(parties, plan.providers(), lost), lost)
        .forEach(
            (provider, nonce) -> {
              if (!MessageDigest.isEqual(nonce, nonces.get(provider))) {
                throw new ParleyException(
                    "cannot bring back "
                        + provider
                        + ": its store is of another session, expected this one's, got another");
              }
            });
    sendKeys(lost, kept);
    returningNow.clear();
  }

  /** To executors that were no home before: the others have the keys. */
  private void sendKeys(List<String> back, Set<String> kept) {
    Delivery known = keys;
    List<ProviderGroup> groups =
        cluster.groups(homes, back).stream()
            .filter(group -> !kept.contains(group.homeOrThrow().executor()))
            .toList();
    if (known == null || groups.isEmpty()) {
      return;
    }
    SparkJobs.Round round =
        jobs.round("send the session's keys to " + back, () -> "any of " + back);
    carriers.large().gather(round, known, groups);
  }

  private String waitingFor(long sequence) {
    List<Tuple2<String, Endpoints.State>> states = new ArrayList<>();
    for (String provider : plan.providers()) {
      PluginMessage.Progress progress = cluster.progress(homes.of(provider).executor(), federation);
      states.add(new Tuple2<>(provider, Endpoints.State.of(progress, sequence, provider)));
    }
    return SparkJobs.missing(states);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!spark.sc().isStopped()) {
      List<ProviderGroup> there =
          groups().stream().filter(g -> cluster.isLive(g.homeOrThrow())).toList();
      try {
        letters.end(jobs.round("end the session", () -> "some executors"), there);
      } catch (ParleyException e) {
        LOG.warn("executors may keep parties until they end: {}", e.getMessage());
      }
    }
    jobs.close();
  }
}
