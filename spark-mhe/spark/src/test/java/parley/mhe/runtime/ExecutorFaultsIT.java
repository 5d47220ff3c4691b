package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyHome;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.FullRun;
import parley.testing.OwnJvm;

/**
 * Executors and tasks that are killed in the course of a session, key generation included: early,
 * in the middle and late, and in the full run at each step.
 */
@OwnJvm
class ExecutorFaultsIT {
  private static final int PROVIDERS = 3;
  private static final int ROWS = 50;

  /** All rounds of key generation and of {@link #requireRightResult}. */
  private static final int ROUNDS = 11;

  private static final List<Integer> EACH = IntStream.range(0, ROUNDS).boxed().toList();
  private static final List<Integer> SOME = List.of(0, 4, 8);

  private static final byte[] NO_ARGS = new byte[0];

  /** Between the sizes of the messages, so that some go through RPC and some through jobs. */
  private static final long RPC_BYTES = 300_000;

  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark =
        TestCluster.start(
            "local-cluster[3,1,1024]",
            // Executors are killed more often here than Spark takes for an accident.
            Map.of("spark.deploy.maxExecutorRetries", "-1", "spark.task.maxFailures", "2"));
    context = CkksContext.open(TestFederations.PARAMETERS);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
  }

  private static Federation federation(Path traces, FederationOptions options) {
    String folder = traces.toString();
    ProgramFactory<Double> good = MeanProgram.factory();
    return federation(
        (provider, plan, ring, rows) -> {
          leavePid(Path.of(folder, provider));
          return good.create(provider, plan, ring, rows);
        },
        options);
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

  /**
   * As provider 0 comes back, provider 1's executor dies, and the one is cut short by the other.
   */
  private static ProgramFactory<Double> dyingWhileOneComesBack(Path traces) {
    String folder = traces.toString();
    ProgramFactory<Double> good = MeanProgram.factory();
    return (provider, plan, ring, rows) -> {
      Path own = Path.of(folder, provider);
      Path once = Path.of(folder, "once");
      if (provider.equals("provider-00") && Files.exists(own) && !Files.exists(once)) {
        leavePid(once);
        kill(pid(Path.of(folder), 1));
        try {
          TimeUnit.SECONDS.sleep(60);
        } catch (InterruptedException e) {
          throw new IllegalStateException("cancelled", e);
        }
      }
      leavePid(own);
      return good.create(provider, plan, ring, rows);
    };
  }

  private static void leavePid(Path trace) {
    try {
      Path sibling = Files.writeString(Path.of(trace + ".new"), "" + ProcessHandle.current().pid());
      Files.move(sibling, trace, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pid(Path traces, int provider) {
    try {
      String name = TestFederations.providers(PROVIDERS).get(provider);
      return Long.parseLong(Files.readString(traces.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** All kinds of rounds; the result must be right whatever happened on the way. */
  private static void requireRightResult(Federation federation) {
    double total = TestFederations.total(PROVIDERS, ROWS);
    double inClear = total / context.parameters().slots();
    BigInteger[] sums = federation.openSums("prepare/sums", "prepare/open", 0, NO_ARGS);
    assertThat(sums[0]).isEqualTo(PROVIDERS * ROWS);
    assertThat(sums[1].doubleValue()).isCloseTo(total * 1000, within(2.0));
    try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
      assertThat(querier.decrypt(opened)[0]).isCloseTo(inClear * inClear, within(0x1p-20));
    }
  }

  /** After the driver has the shares, before the next message brings the acknowledgement. */
  @Test
  void federation_executorKilledBetweenSomeSharesAndAcknowledgements_resultRight(
      @TempDir Path stores, @TempDir Path traces) {
    killAfter(SOME, stores, traces);
  }

  @Test
  @FullRun
  void federation_executorKilledBetweenEachShareAndAcknowledgement_resultRight(
      @TempDir Path stores, @TempDir Path traces) {
    killAfter(EACH, stores, traces);
  }

  private static void killAfter(List<Integer> rounds, Path stores, Path traces) {
    AtomicInteger done = new AtomicInteger();
    List<Long> killed = new ArrayList<>();
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .rpcBytes(RPC_BYTES)
            .listener(
                round -> {
                  if (rounds.contains(done.getAndIncrement())) {
                    killed.add(pid(traces, killed.size() % PROVIDERS));
                    kill(killed.get(killed.size() - 1));
                  }
                })
            .build();
    try (Federation federation = federation(traces, options)) {
      requireRightResult(federation);
      assertThat(done).hasValue(ROUNDS);
      assertThat(killed).hasSameSizeAs(rounds).doesNotHaveDuplicates();
    }
  }

  /** When the ledger is written: the share is made, and may or may not leave. */
  @Test
  void federation_executorKilledWhileAnsweringSometimes_resultRight(
      @TempDir Path stores, @TempDir Path traces) throws InterruptedException {
    assertThat(killWhileAnswering(SOME, stores, traces)).hasSameSizeAs(SOME);
  }

  @Test
  @FullRun
  void federation_executorKilledWhileAnsweringAlways_resultRight(
      @TempDir Path stores, @TempDir Path traces) throws InterruptedException {
    assertThat(killWhileAnswering(EACH, stores, traces)).hasSizeBetween(ROUNDS - 2, ROUNDS);
  }

  /** The processes that were killed, the nth of them in the nth of the rounds or soon after it. */
  private static List<Long> killWhileAnswering(List<Integer> rounds, Path stores, Path traces)
      throws InterruptedException {
    AtomicInteger round = new AtomicInteger();
    List<Long> killed = new ArrayList<>();
    Thread killer =
        new Thread(
            () ->
                whenAnswering(
                    stores,
                    round,
                    rounds,
                    provider -> {
                      killed.add(pid(traces, provider));
                      kill(killed.get(killed.size() - 1));
                    }));
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .rpcBytes(RPC_BYTES)
            .listener(done -> round.incrementAndGet())
            .build();
    killer.start();
    try (Federation federation = federation(traces, options)) {
      requireRightResult(federation);
    } finally {
      killer.interrupt();
      killer.join();
    }
    assertThat(killed).doesNotHaveDuplicates();
    return killed;
  }

  /**
   * Calls once for each of the rounds, as soon as the ledger of a provider grows in it or later.
   */
  private static void whenAnswering(
      Path stores, AtomicInteger round, List<Integer> rounds, IntConsumer action) {
    int seen = -1;
    int calls = 0;
    long before = 0;
    while (!Thread.interrupted()) {
      int now = round.get();
      int provider = now % PROVIDERS;
      Path ledger =
          stores.resolve(TestFederations.providers(PROVIDERS).get(provider)).resolve("ledger");
      long size = ledger.toFile().length();
      if (now > seen && calls < rounds.size() && now >= rounds.get(calls)) {
        if (size > 0 && before > 0 && size != before) {
          action.accept(provider);
          seen = now;
          calls++;
          size = 0;
        }
        before = size;
      }
      Thread.onSpinWait();
    }
  }

  /**
   * Once after the conversion whose masks the product takes, once while the product is answered.
   */
  @Test
  void product_executorsKilledBeforeAndWhileAnswering_asInClear(
      @TempDir Path stores, @TempDir Path traces) throws InterruptedException {
    String folder = traces.toString();
    ProgramFactory<Double> good = LabelProgram.factory(false);
    AtomicInteger converted = new AtomicInteger();
    List<Long> killed = new CopyOnWriteArrayList<>();
    IntConsumer kill =
        provider -> {
          killed.add(pid(traces, provider));
          kill(pid(traces, provider));
        };
    Thread killer = new Thread(() -> whenAnswering(stores, converted, List.of(1), kill));
    killer.start();
    try (Federation federation =
        Federation.open(
            spark,
            LabelProgram.plan(context, PROVIDERS),
            TestFederations.rows(spark, PROVIDERS, LabelProgram.ROWS),
            (provider, plan, ring, rows) -> {
              leavePid(Path.of(folder, provider));
              return good.create(provider, plan, ring, rows);
            },
            querier.publicKey(),
            FederationOptions.builder()
                .home(PartyHome.keyStore(stores, PassphraseSource.none()))
                .rpcBytes(RPC_BYTES)
                .listener(
                    round -> {
                      if (round.protocol() == ProtocolKind.CONVERTING_REFRESH) {
                        kill.accept(0);
                        converted.set(1);
                      }
                    })
                .build())) {
      ConvertingFederationIT.requireProduct(federation, querier);
    } finally {
      killer.interrupt();
      killer.join();
    }
    assertThat(killed).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void federation_executorKilledWhileAnotherComesBack_bothComeBack(
      @TempDir Path stores, @TempDir Path traces) {
    AtomicInteger rounds = new AtomicInteger();
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .rpcBytes(RPC_BYTES)
            .listener(
                round -> {
                  if (rounds.incrementAndGet() == 2) {
                    kill(pid(traces, 0));
                  }
                })
            .build();
    try (Federation federation = federation(dyingWhileOneComesBack(traces), options)) {
      requireRightResult(federation);
    }
    assertThat(traces.resolve("once")).exists();
  }

  /** Tasks are interrupted while they answer; Spark runs them again, in the same executor. */
  @Test
  void federation_tasksKilledWhileAnswering_resultRight(@TempDir Path stores, @TempDir Path traces)
      throws InterruptedException {
    AtomicInteger round = new AtomicInteger();
    TaskKiller tasks = new TaskKiller(spark.sparkContext());
    spark.sparkContext().addSparkListener(tasks);
    Thread killer =
        new Thread(() -> whenAnswering(stores, round, EACH, provider -> tasks.killRunning()));
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .rpcBytes(0)
            .listener(done -> round.incrementAndGet())
            .build();
    killer.start();
    try (Federation federation = federation(traces, options)) {
      requireRightResult(federation);
    } finally {
      killer.interrupt();
      killer.join();
      spark.sparkContext().removeSparkListener(tasks);
    }
    assertThat(tasks.killed()).isGreaterThanOrEqualTo(ROUNDS);
  }

  @Test
  void map_executorKilledWithoutStore_errorNamesProviderAtOnce(@TempDir Path traces) {
    FederationOptions options = FederationOptions.builder().build();
    try (Federation federation = federation(traces, options)) {
      kill(pid(traces, 1));
      assertThatThrownBy(() -> federation.map("train/map", 0, List.of(), NO_ARGS))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot finish round 1 of 10: train/map")
          .hasMessageContaining("the executor of [provider-01] was lost")
          .hasMessageContaining("expected key stores or vaults to come back from, got none");
    }
  }

  @Test
  void map_executorKilledAndStoreGone_errorNamesProvider(@TempDir Path stores, @TempDir Path traces)
      throws IOException {
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .build();
    try (Federation federation = federation(traces, options)) {
      Files.delete(stores.resolve("provider-02").resolve("ledger"));
      kill(pid(traces, 2));
      assertThatThrownBy(() -> federation.map("train/map", 0, List.of(), NO_ARGS))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot finish bring back [provider-02]")
          .hasMessageContaining("the ledger is missing");
    }
  }
}
