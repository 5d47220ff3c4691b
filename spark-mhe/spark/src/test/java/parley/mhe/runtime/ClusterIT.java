package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.OwnJvm;

/** Providers in three JVMs of their own, two in each. */
@OwnJvm
class ClusterIT {
  private static final int PROVIDERS = 6;
  private static final int EXECUTORS = 3;
  private static final int ROWS = 100;
  private static final byte[] NO_ARGS = new byte[0];
  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark = TestCluster.start("local-cluster[" + EXECUTORS + ",1,1024]", Map.of());
    context = CkksContext.open(TestFederations.PARAMETERS);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
  }

  private static Federation federation(ProgramFactory<Double> programs, FederationOptions options) {
    return Federation.open(
        spark,
        TestFederations.plan(context, PROVIDERS),
        TestFederations.rows(spark, PROVIDERS, ROWS),
        programs,
        querier.publicKey(),
        options);
  }

  /** Every step leaves a file named by provider and process, and those of some take their time. */
  private static ProgramFactory<Double> leavingTraces(Path folder, List<String> slow, int seconds) {
    String traces = folder.toString();
    ProgramFactory<Double> good = MeanProgram.factory();
    return (provider, plan, ring, rows) ->
        new TroubledProgram(
            good.create(provider, plan, ring, rows),
            () -> {
              try {
                Path trace = Path.of(traces, provider + "@" + ProcessHandle.current().pid());
                Files.write(trace, NO_ARGS);
                TimeUnit.SECONDS.sleep(slow.contains(provider) ? seconds : 0);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException("cancelled", e);
              }
            });
  }

  private static Map<String, Set<String>> processes(Path folder) throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    try (Stream<Path> traces = Files.list(folder)) {
      traces.forEach(
          trace -> {
            String[] parts = trace.getFileName().toString().split("@");
            found.computeIfAbsent(parts[0], name -> new TreeSet<>()).add(parts[1]);
          });
    }
    return found;
  }

  /** The second provider of the slow one's process waits for it while the others are idle. */
  @ParameterizedTest(name = "through RPC up to {0} bytes, jobs beyond")
  @ValueSource(longs = {0, 1 << 28})
  void federation_slowProvidersTasksOfFiveSeconds_eachProviderInOneProcessOfThree(
      long rpcBytes, @TempDir Path traces) throws IOException {
    FederationOptions options = FederationOptions.builder().rpcBytes(rpcBytes).build();
    List<String> slow = List.of("provider-00");
    try (Federation federation = federation(leavingTraces(traces, slow, 5), options)) {
      BigInteger[] sums = federation.openSums("prepare/sums", "prepare/open", 0, NO_ARGS);
      assertThat(sums[0]).isEqualTo(PROVIDERS * ROWS);
      double total = TestFederations.total(PROVIDERS, ROWS);
      double inClear = total / context.parameters().slots();
      try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
        double[] slots = querier.decrypt(opened);
        assertThat(slots[0]).isCloseTo(inClear * inClear, within(0x1p-20));
        assertThat(slots[slots.length - 1]).isCloseTo(inClear * inClear, within(0x1p-20));
      }
      Map<String, Set<String>> processes = processes(traces);
      assertThat(processes.keySet())
          .containsExactlyElementsOf(TestFederations.providers(PROVIDERS));
      assertThat(processes.values()).allSatisfy(pids -> assertThat(pids).hasSize(1));
      Map<String, Integer> providersOf = new TreeMap<>();
      processes
          .values()
          .forEach(pids -> providersOf.merge(pids.iterator().next(), 1, Integer::sum));
      assertThat(providersOf).hasSize(EXECUTORS).doesNotContainKey(ownPid());
      assertThat(providersOf.values()).containsOnly(PROVIDERS / EXECUTORS);
      assertThat(federation.locations())
          .allSatisfy(
              at ->
                  assertThat(processes.get(at.provider()))
                      .containsExactly(String.valueOf(at.pid())));
    }
  }

  /** Commitments come from the executors, and so does what each provider adds inside its share. */
  @ParameterizedTest(name = "through RPC up to {0} bytes, jobs beyond")
  @ValueSource(longs = {0, 1 << 28})
  void convert_withLabels_asInClear(long rpcBytes) {
    try (Federation federation = labelled(rpcBytes)) {
      ConvertingFederationIT.requireSlots(LabelProgram.run(federation, querier), PROVIDERS);
    }
  }

  /** Each executor multiplies by the masks of its own providers. */
  @ParameterizedTest(name = "through RPC up to {0} bytes, jobs beyond")
  @ValueSource(longs = {0, 1 << 28})
  void product_ofMaskedRows_asInClear(long rpcBytes) {
    try (Federation federation = labelled(rpcBytes)) {
      ConvertingFederationIT.requireProduct(federation, querier);
    }
  }

  private static Federation labelled(long rpcBytes) {
    return Federation.open(
        spark,
        LabelProgram.plan(context, PROVIDERS),
        TestFederations.rows(spark, PROVIDERS, LabelProgram.ROWS),
        LabelProgram.factory(false),
        querier.publicKey(),
        FederationOptions.builder().rpcBytes(rpcBytes).build());
  }

  private static String ownPid() {
    return String.valueOf(ProcessHandle.current().pid());
  }

  @ParameterizedTest(name = "through RPC up to {0} bytes, jobs beyond")
  @ValueSource(longs = {0, 1 << 28})
  void map_slowProviders_timeOutNamesThem(long rpcBytes, @TempDir Path traces) {
    FederationOptions options =
        FederationOptions.builder().rpcBytes(rpcBytes).timeout(Duration.ofSeconds(8)).build();
    List<String> all = new ArrayList<>(TestFederations.providers(PROVIDERS));
    try (Federation federation = federation(leavingTraces(traces, all, 60), options)) {
      assertThatThrownBy(() -> federation.map("train/map", 0, List.of(), NO_ARGS))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot finish round 1 of 10: train/map: the time is over")
          .hasMessageContaining("provider-00, provider-02, provider-04")
          .hasMessageContaining("not reached behind them, [provider-01, provider-03, provider-05]");
    }
  }

  @ParameterizedTest(name = "through RPC up to {0} bytes, jobs beyond")
  @ValueSource(longs = {0, 1 << 28})
  void map_beyondThePlan_providersOwnErrorAtOnce(long rpcBytes) {
    FederationOptions options = FederationOptions.builder().rpcBytes(rpcBytes).build();
    try (Federation federation = federation(MeanProgram.factory(), options)) {
      assertThatThrownBy(() -> federation.map("train/map", 10, List.of(), NO_ARGS))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("provider-0")
          .hasMessageContaining("the plan has no such place");
    }
  }

  @Test
  void open_timeOutBeyondLocalityWait_refused() {
    FederationOptions options = FederationOptions.builder().timeout(Duration.ofHours(1)).build();
    assertThatThrownBy(() -> federation(MeanProgram.factory(), options))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected spark.parley.round.timeout of at least 3600s")
        .hasMessageContaining("got 120s");
    assertThat(spark.sparkContext().getConf().getTimeAsSeconds("spark.locality.wait"))
        .isEqualTo(120);
  }
}
