package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import parley.mhe.party.PartyHome;
import parley.mhe.party.TestKeys;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.random.Seed;
import parley.mhe.runtime.carrier.Transport;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SavedSession;
import parley.mhe.runtime.session.SessionKeys;

/** Rounds that go wrong, are repeated, or go on later. */
class RoundsIT {
  private static final int PROVIDERS = 3;
  private static final byte[] NO_ARGS = new byte[0];
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;
  private static PartyPlan plan;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    // Tasks may fail once before the job does.
    spark = TestFederations.spark("local[2,2]");
    context = CkksContext.open(TestFederations.PARAMETERS);
    querier = KeyPair.generate(context, Seed.fresh());
    plan = TestFederations.plan(context, PROVIDERS);
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
        plan,
        TestFederations.rows(spark, PROVIDERS, 10),
        programs,
        querier.publicKey(),
        options);
  }

  /** Sends its rows, unless it is the second provider and something is to go wrong. */
  private static ProgramFactory<Double> troubled(Runnable trouble) {
    ProgramFactory<Double> good = MeanProgram.factory();
    return (provider, accepted, ring, rows) -> {
      LocalProgram program = good.create(provider, accepted, ring, rows);
      return provider.endsWith("01") ? new TroubledProgram(program, trouble) : program;
    };
  }

  private static void failOnce() {
    if (FAILURES.getAndIncrement() == 0) {
      throw new IllegalStateException("this task is lost");
    }
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("cancelled", e);
    }
  }

  @ParameterizedTest(name = "messages handed over in memory: {0}")
  @ValueSource(booleans = {true, false})
  void map_taskLostAfterOthersAnswered_sumCountsEachProviderOnce(boolean sharedMemory) {
    FAILURES.set(0);
    FederationOptions options = FederationOptions.builder().sharedMemory(sharedMemory).build();
    try (Federation federation =
        federation(troubled((Runnable & java.io.Serializable) RoundsIT::failOnce), options)) {
      double sum = 0;
      for (Ciphertext value : federation.map("train/map", 0, List.of(), NO_ARGS)) {
        try (value;
            Ciphertext opened = FederationIT.open(federation, value, 0, 0)) {
          sum += querier.decrypt(opened)[0] * context.parameters().slots();
        }
      }
      assertThat(FAILURES.get()).isEqualTo(2);
      assertThat(sum).isCloseTo(TestFederations.total(PROVIDERS, 10), within(1e-3));
    }
  }

  @Test
  void map_providerDoesNotAnswer_timeOutNamesIt() {
    FederationOptions options = FederationOptions.builder().timeout(Duration.ofSeconds(10)).build();
    try (Federation federation =
        federation(troubled((Runnable & java.io.Serializable) () -> wait(NEVER)), options)) {
      assertThatThrownBy(() -> federation.map("train/map", 0, List.of(), NO_ARGS))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot finish round 1 of 10: train/map: the time is over")
          .hasMessageContaining("got none from [provider-01]");
    }
  }

  @Test
  void map_beyondThePlan_errorNamesProviderAndPlace() {
    try (Federation federation = federation(MeanProgram.factory(), FederationOptions.defaults())) {
      assertThatThrownBy(() -> federation.map("train/map", 10, List.of(), NO_ARGS))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("provider-0")
          .hasMessageContaining("the plan has no such place");
    }
  }

  @Test
  void map_otherArgumentsInSamePlace_refused() {
    try (Federation federation = federation(MeanProgram.factory(), FederationOptions.defaults())) {
      federation.map("train/map", 0, List.of(), NO_ARGS).forEach(Ciphertext::close);
      assertThatThrownBy(() -> federation.map("train/map", 0, List.of(), new byte[] {1}))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("another request was answered there");
    }
  }

  @Test
  void open_twiceWithTheSamePlan_otherKeysAndSessions() {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> sessions = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (Federation federation =
          federation(MeanProgram.factory(), FederationOptions.defaults())) {
        keys.add(federation.publicKey().toBytes());
        keys.add(federation.relinearisationKey().toBytes());
        sessions.add(federation.save().toBytes());
      }
    }
    assertThat(keys.get(0)).isNotEqualTo(keys.get(2));
    assertThat(keys.get(1)).isNotEqualTo(keys.get(3));
    assertThat(sessions.get(0)).isNotEqualTo(sessions.get(1));
  }

  @Test
  void open_partitionsAreNotTheProviders_refused() {
    assertThatThrownBy(
            () ->
                Federation.open(
                    spark,
                    plan,
                    TestFederations.rows(spark, 2, 10),
                    MeanProgram.factory(),
                    querier.publicKey(),
                    FederationOptions.defaults()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected a partition for each of 3 providers, got 2");
  }

  @Test
  void continueSession_fromKeyStores_opensToTheSameQuerierOnly(@TempDir Path stores) {
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .build();
    byte[] saved;
    byte[] ciphertext;
    try (Federation federation = federation(MeanProgram.factory(), options);
        Ciphertext zero = federation.publicKey().encryptZero(3, 0x1p90, Seed.fresh())) {
      federation.keySwitch("ask/open", 0, zero).close();
      saved = federation.save().toBytes();
      ciphertext = zero.toBytes();
    }
    SavedSession session = SavedSession.fromBytes(saved);
    for (int run = 1; run < 3; run++) {
      try (Federation later =
              Federation.continueSession(spark, session, querier.publicKey(), options);
          Ciphertext fresh = later.publicKey().encryptZero(3, 0x1p90, Seed.fresh());
          Ciphertext known = Ciphertext.fromBytes(context, ciphertext)) {
        assertThat(later.nextRound("ask/open")).isEqualTo(run);
        assertThatThrownBy(() -> later.keySwitch("ask/open", 3, known))
            .hasMessageContaining("it was opened before");
        try (Ciphertext opened = later.keySwitch("ask/open", run, fresh)) {
          assertThat(querier.decrypt(opened)[5]).isCloseTo(0, within(0x1p-20));
        }
        assertThatThrownBy(() -> later.map("train/map", 0, List.of(), NO_ARGS))
            .hasMessageContaining("without rows");
      }
    }
    requireOwnKeysOnly(session, options);
    try (KeyPair stranger = KeyPair.generate(context, Seed.fresh())) {
      assertThatThrownBy(
              () -> Federation.continueSession(spark, session, stranger.publicKey(), options))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("the querier's key is another");
    }
    FederationOptions elsewhere =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores.resolve("elsewhere"), PassphraseSource.none()))
            .build();
    assertThatThrownBy(
            () -> Federation.continueSession(spark, session, querier.publicKey(), elsewhere))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the key is missing");
    assertThatThrownBy(() -> federation(MeanProgram.factory(), options))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it holds a session");
  }

  /** An honest driver reads a saved session that someone else could write. */
  private static void requireOwnKeysOnly(SavedSession saved, FederationOptions options) {
    Session session =
        Session.open(context, saved.plan().hash(), querier.publicKey(), saved.nonces());
    try (KeyPair attacker = KeyPair.generate(context, Seed.fresh());
        TestKeys made = TestKeys.of(session, saved.plan(), attacker);
        SessionKeys known = SessionKeys.fromBytes(context, saved.keys());
        SessionKeys rogue =
            new SessionKeys(
                context, made.publicKey, known.relinearisationKey(), made.rotationKeys)) {
      SavedSession altered =
          new SavedSession(
              saved.plan(), saved.nonces(), saved.querierKeyFingerprint(), rogue.toBytes());
      assertThatThrownBy(
              () -> Federation.continueSession(spark, altered, querier.publicKey(), options))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("others were accepted before")
          .hasMessageContaining(
              "a checkpoint or a saved model that holds them may have been altered");
    }
  }

  /** A message that does not arrive takes no acknowledgement with it. */
  @Test
  void ask_afterOneThatFailed_acknowledgesAgain() {
    List<List<RoundMessage.Acknowledgement>> told = new ArrayList<>();
    Transport unreachable =
        new Transport() {
          @Override
          public List<String> providers() {
            return plan.providers();
          }

          @Override
          public PartialSum sum(String title, Delivery delivery) {
            told.add(delivery.acknowledged());
            throw new ParleyException("cannot reach anyone");
          }

          @Override
          public java.util.Map<String, byte[]> gather(String title, Delivery delivery) {
            throw new ParleyException("cannot reach anyone");
          }

          @Override
          public void close() {}
        };
    Rounds rounds = new Rounds(unreachable, plan, round -> {});
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    plan.providers().forEach(name -> nonces.put(name, new byte[32]));
    Session session = Session.open(context, plan.hash(), querier.publicKey(), nonces);
    rounds.acknowledge(Place.of(PartyPlan.PUBLIC_KEY));
    for (int i = 0; i < 2; i++) {
      try (CollectivePublicKeyGen request =
          CollectivePublicKeyGen.of(session, Place.of(PartyPlan.PUBLIC_KEY))) {
        assertThatThrownBy(() -> rounds.ask(request, 0)).hasMessageContaining("cannot reach");
      }
    }
    assertThat(told.get(1)).isEqualTo(told.get(0)).hasSize(1);
  }
}
