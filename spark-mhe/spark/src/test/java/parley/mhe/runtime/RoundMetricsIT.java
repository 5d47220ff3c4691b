package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.history.FsHistoryProvider;
import org.apache.spark.deploy.history.HistoryServer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.Opens;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundRecord;
import parley.testing.OwnJvm;

/**
 * What an operator sees of rounds: metrics in a sink of Spark's own, names of jobs, and the tab of
 * Spark's UI, live and in the history server.
 */
@OwnJvm
class RoundMetricsIT {
  private static final int PROVIDERS = 3;

  @TempDir private static Path folder;

  private static final List<String> JOBS = Collections.synchronizedList(new ArrayList<>());
  private static final List<RoundRecord> RECORDS = new ArrayList<>();
  private static String application = "";
  private static String whileOpen = "";
  private static String afterwards = "";
  private static String session = "";

  @BeforeAll
  static void anApplication() throws Exception {
    System.setProperty("parley.insecure", "true");
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            .config("spark.eventLog.enabled", "true")
            .config("spark.eventLog.compress", "false")
            .config("spark.eventLog.dir", Files.createDirectory(folder.resolve("log")).toString())
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.plugins", ParleyPlugin.class.getName())
            .config("spark.metrics.namespace", "test")
            .config("spark.metrics.conf.*.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink")
            .config("spark.metrics.conf.*.sink.csv.period", "1")
            .config("spark.metrics.conf.*.sink.csv.directory", folder.toString())
            .getOrCreate();
    application = spark.sparkContext().applicationId();
    spark.sparkContext().addSparkListener(noting());
    String page = spark.sparkContext().uiWebUrl().get() + "/federation/";
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      try (Federation federation =
          Federation.open(
              spark,
              TestFederations.plan(context, PROVIDERS),
              TestFederations.rows(spark, PROVIDERS, 10),
              MeanProgram.factory(),
              querier.publicKey(),
              FederationOptions.builder().sharedMemory(false).listener(RECORDS::add).build())) {
        try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
          assertThat(querier.decrypt(opened)).isNotEmpty();
        }
        session = HexFormat.of().formatHex(federation.sessionId());
        spark.sparkContext().listenerBus().waitUntilEmpty();
        whileOpen = get(page);
      }
      spark.sparkContext().listenerBus().waitUntilEmpty();
      afterwards = get(page);
    } finally {
      spark.stop();
      System.clearProperty("parley.insecure");
    }
  }

  @AfterAll
  static void forget() {
    JOBS.clear();
    RECORDS.clear();
  }

  @Test
  void sink_roundsOfAFederation_isToldWhatTheyCameTo() throws Exception {
    assertThat(last("rounds")).isEqualTo(RECORDS.size());
    // Twice the mean's sums are refreshed, and once a number is opened.
    assertThat(last("refreshes")).isEqualTo(2);
    assertThat(last("openings")).isEqualTo(1);
    assertThat(last("bytes.sent"))
        .isEqualTo(RECORDS.stream().mapToLong(RoundRecord::bytesUp).sum())
        .isPositive();
    assertThat(last("bytes.received"))
        .isEqualTo(RECORDS.stream().mapToLong(RoundRecord::bytesDown).sum());
    for (String phase : List.of("keys", "train", "model")) {
      assertThat(last("seconds." + phase))
          .isPositive()
          .isCloseTo(
              RECORDS.stream()
                  .filter(r -> r.step().startsWith(phase + "/"))
                  .mapToDouble(RoundRecord::seconds)
                  .sum(),
              within(1e-9));
    }
    assertThat(JOBS)
        .contains(
            "round 1 of 10: train/map", "round 1 of 10: train/refresh", "round 2 of 10: train/map");
  }

  @Test
  void page_federationThatIsOpen_showsItsRoundsAndTheTimeLeft() {
    assertThat(whileOpen)
        .contains(">Federation</a>", "<h4>1: test</h4>", session)
        .contains("3: provider-00, provider-01, provider-02")
        .contains("open, last model/open, round 1 of 4")
        .contains("a simulation")
        .doesNotContain("ended after");
    requireTable(whileOpen);
  }

  @Test
  void page_federationThatEnded_saysSo() {
    assertThat(afterwards).contains("ended after").doesNotContain("open, last");
    requireTable(afterwards);
  }

  @Test
  void historyServer_eventLogOfTheApplication_showsTheSamePage() throws Exception {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.history.fs.logDirectory", folder.resolve("log").toUri().toString())
            .set("spark.history.ui.port", "0");
    FsHistoryProvider provider = new FsHistoryProvider(conf);
    HistoryServer server =
        new HistoryServer(conf, provider, new SecurityManager(conf, null, null), 0);
    server.bind();
    try {
      provider.checkForLogs();
      String page =
          get(
              "http://127.0.0.1:"
                  + server.boundPort()
                  + "/history/"
                  + application
                  + "/federation/");
      assertThat(content(page)).isEqualTo(content(afterwards));
    } finally {
      server.stop();
    }
  }

  private static SparkListener noting() {
    return new SparkListener() {
      @Override
      public void onJobStart(SparkListenerJobStart job) {
        JOBS.add(String.valueOf(job.properties().getProperty("spark.job.description")));
      }
    };
  }

  /** Each step's row against what the federation's own listener heard. */
  private static void requireTable(String page) {
    List<List<String>> rows =
        Pattern.compile("<tr>(<td>.*?)</tr>")
            .matcher(page)
            .results()
            .map(
                row ->
                    Pattern.compile("<td>(.*?)</td>")
                        .matcher(row.group(1))
                        .results()
                        .map(cell -> cell.group(1))
                        .toList())
            .toList();
    List<String> steps = RECORDS.stream().map(RoundRecord::step).distinct().toList();
    assertThat(rows).hasSameSizeAs(steps);
    String phase = "";
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      List<RoundRecord> of = RECORDS.stream().filter(r -> r.step().equals(step)).toList();
      RoundRecord last = of.get(of.size() - 1);
      String own = step.substring(0, step.indexOf('/'));
      assertThat(rows.get(i))
          .containsExactly(
              own.equals(phase) ? "" : own,
              step.substring(step.indexOf('/') + 1),
              last.protocol().words(),
              last.round() + 1 + " of " + last.rounds(),
              "" + of.size(),
              String.format(
                  Locale.ROOT, "%.2f", of.stream().mapToDouble(RoundRecord::seconds).sum()),
              size(of.stream().mapToLong(RoundRecord::bytesUp).sum()),
              size(of.stream().mapToLong(RoundRecord::bytesDown).sum()),
              last.opened() == Opens.TO_QUERIER ? "querier" : "no one");
      phase = own;
    }
    assertThat(page)
        .contains("<strong>Openings:</strong> 1 to the querier, 0 to all")
        .contains("<strong>Refreshes:</strong> 2<");
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String content(String page) {
    return page.substring(page.indexOf("<h4>"), page.lastIndexOf("</table>"));
  }

  private static String get(String address) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** The newest value of a metric in the sink's files: {@code time,value} or {@code time,count}. */
  private static double last(String metric) throws IOException {
    Path file =
        folder.resolve(
            "test.driver.plugin." + ParleyPlugin.class.getName() + "." + metric + ".csv");
    assertThat(file).exists();
    List<String> lines = Files.readAllLines(file);
    return Double.parseDouble(lines.get(lines.size() - 1).split(",")[1]);
  }
}
