package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyHome;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.StoredSecrets;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.OwnJvm;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * No secret reaches what Spark serialises, logs or shows: event log, logs, block and shuffle
 * folders, blocks in memory, and the saved session.
 */
@OwnJvm
class SecretsStayIT {
  private static final int PROVIDERS = 6;
  private static final String PASSPHRASE = "a passphrase that stays in its file";
  private static final byte[] ARGUMENT =
      "an argument that every provider gets".getBytes(StandardCharsets.UTF_8);
  private static final AtomicInteger BLOCKS = new AtomicInteger();

  @TempDir private Path folder;

  @Test
  void federation_allRoundsOverSpark_noSecretInWhatSparkWrites() throws IOException {
    System.setProperty("parley.insecure", "true");
    Path seen = Files.createDirectory(folder.resolve("seen"));
    Path stores = folder.resolve("stores");
    logTo(seen.resolve("all.log"));
    SparkSession spark = spark(seen);
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      PassphraseSource passphrase =
          PassphraseSource.file(Files.writeString(folder.resolve("passphrase"), PASSPHRASE));
      byte[] publicKey =
          train(spark, context, querier, seen, PartyHome.keyStore(stores, passphrase));

      List<byte[]> shares = new ArrayList<>();
      List<byte[]> others = new ArrayList<>();
      for (String provider : TestFederations.providers(PROVIDERS)) {
        shares.add(
            body(StoredSecrets.shareInEvaluationForm(context, stores, provider, passphrase)));
        others.add(StoredSecrets.packedShare(stores, provider, passphrase));
        byte[] key = StoredSecrets.key(stores, provider, passphrase);
        others.add(key);
        others.add(HexFormat.of().formatHex(key).getBytes(StandardCharsets.UTF_8));
      }
      others.add(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
      others.add(PASSPHRASE.getBytes(StandardCharsets.UTF_16LE));
      ByteSearch secrets = ByteSearch.of(shares);
      assertThat(secrets.windows()).isGreaterThan(PROVIDERS * 4096 * 8 * 7);
      assertThat(secrets.filesWith(seen)).isEmpty();
      assertThat(ByteSearch.of(others).filesWith(seen)).isEmpty();

      // Nor in the stores, which are encrypted.
      assertThat(ByteSearch.files(stores)).hasSizeGreaterThanOrEqualTo(2 * PROVIDERS);
      assertThat(ByteSearch.of(others).filesWith(stores)).isEmpty();

      // The search finds what is there: the passphrase in its file, what was sent in the blocks.
      assertThat(secrets.isIn(shares.get(2))).isTrue();
      assertThat(ByteSearch.of(others).filesWith(folder)).hasSize(1);
      assertThat(ByteSearch.of(List.of(body(publicKey), ARGUMENT)).filesWith(seen))
          .extracting(Path::toString)
          .anyMatch(name -> name.endsWith("saved-session"))
          .anyMatch(name -> name.contains("block-"));
      assertThat(ByteSearch.files(seen))
          .extracting(Path::toString)
          .anyMatch(name -> name.contains("shuffle_"))
          .anyMatch(name -> name.contains("events"));
      assertThat(Files.size(seen.resolve("all.log"))).isGreaterThan(10_000);
      assertThat(BLOCKS.get()).isPositive();
    } finally {
      spark.stop();
    }
  }

  private static SparkSession spark(Path seen) throws IOException {
    return SparkSession.builder()
        .master("local[2]")
        .appName("secrets stay")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.compress", "false")
        .config(
            "spark.eventLog.dir", Files.createDirectory(seen.resolve("events")).toUri().toString())
        .config("spark.local.dir", Files.createDirectory(seen.resolve("local")).toString())
        // Files stay until they were searched.
        .config("spark.cleaner.referenceTracking", "false")
        .config("spark.shuffle.compress", "false")
        .config("spark.broadcast.compress", "false")
        .getOrCreate();
  }

  private static byte[] train(
      SparkSession spark, CkksContext context, KeyPair querier, Path seen, PartyHome home)
      throws IOException {
    FederationOptions options = FederationOptions.builder().sharedMemory(false).home(home).build();
    String blocks = seen.toString();
    ProgramFactory<Double> good = MeanProgram.factory();
    try (Federation federation =
        Federation.open(
            spark,
            TestFederations.plan(context, PROVIDERS),
            TestFederations.rows(spark, PROVIDERS, 10),
            (provider, plan, ring, rows) ->
                new TroubledProgram(
                    good.create(provider, plan, ring, rows), () -> writeBlocks(Path.of(blocks))),
            querier.publicKey(),
            options)) {
      federation.openSums("prepare/sums", "prepare/open", 0, ARGUMENT);
      double mean = TestFederations.total(PROVIDERS, 10) / context.parameters().slots();
      try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
        assertThat(querier.decrypt(opened)[0]).isCloseTo(mean * mean, within(0x1p-20));
      }
      Files.write(seen.resolve("saved-session"), federation.save().toBytes());
      return federation.publicKey().toBytes();
    }
  }

  /** Writes every block that Spark holds in memory while a task runs. */
  private static void writeBlocks(Path seen) {
    BlockManager manager = SparkEnv.get().blockManager();
    for (BlockId id :
        CollectionConverters.asJava(
            manager.getMatchingBlockIds(
                new AbstractFunction1<BlockId, Object>() {
                  @Override
                  public Object apply(BlockId block) {
                    return true;
                  }
                }))) {
      // Shuffle blocks are files, and searched as such.
      var data = id.isShuffle() ? Option.<BlockData>empty() : manager.getLocalBytes(id);
      if (data.isDefined()) {
        ByteBuffer buffer = data.get().toByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        manager.releaseLock(id, Option.empty());
        try {
          Files.write(seen.resolve("block-" + BLOCKS.incrementAndGet()), bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void logTo(Path file) {
    LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
    FileAppender appender =
        FileAppender.newBuilder()
            .setName("everything")
            .withFileName(file.toString())
            .setLayout(PatternLayout.newBuilder().withPattern("%d %p %c %m%n%throwable").build())
            .build();
    appender.start();
    LoggerConfig root = loggers.getConfiguration().getRootLogger();
    List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
    root.addAppender(appender, Level.DEBUG, null);
    root.setLevel(Level.DEBUG);
    loggers.updateLoggers();
  }

  /** Without the header, which all polynomials of a session share. */
  private static byte[] body(byte[] wire) {
    return java.util.Arrays.copyOfRange(wire, 128, wire.length);
  }
}
