package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.vault.VaultHome;

/**
 * A JVM of its own with the endpoints of a federation, that stays as it is after the last round so
 * that its memory can be searched; also its main class.
 */
final class SearchedExecutor implements AutoCloseable {
  static final int PROVIDERS = 3;
  private static final String READY = "searchable";

  private final Process process;
  private final List<String> found;

  private SearchedExecutor(Process process, List<String> found) {
    this.process = process;
    this.found = found;
  }

  /** Trains with parties from a place, {@code vault} or {@code keys}, and walks its own heap. */
  static SearchedExecutor train(String kind, Path place) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx640m", "-Dparley.insecure=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(SearchedExecutor.class.getName(), kind, place.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>();
    String line = out.readLine();
    while (line != null && !line.equals(READY)) {
      found.add(line);
      line = out.readLine();
    }
    assertThat(line).as("last line of the executor's output, after " + found).isEqualTo(READY);
    return new SearchedExecutor(process, found);
  }

  /** What the closure found. */
  List<String> found() {
    return found;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws IOException {
    PartySource home =
        args[0].equals("vault")
            ? VaultHome.in(Path.of(args[1]))
            : PartyHome.keyStore(Path.of(args[1]), PassphraseSource.none());
    SparkSession spark = TestFederations.spark("local[2]");
    CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
    KeyPair querier = KeyPair.generate(context, Seed.fresh());
    Federation federation =
        Federation.open(
            spark,
            TestFederations.plan(context, PROVIDERS),
            TestFederations.rows(spark, PROVIDERS, 10),
            MeanProgram.factory(),
            querier.publicKey(),
            FederationOptions.builder().home(home).build());
    double mean = TestFederations.total(PROVIDERS, 10) / context.parameters().slots();
    try (Ciphertext opened = FederationIT.squareOfMean(federation)) {
      assertThat(querier.decrypt(opened)[0]).isCloseTo(mean * mean, within(0x1p-20));
    }
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(0), 1)
        .flatMap(task -> HeapWalk.run().iterator())
        .collect()
        .forEach(System.out::println);
    System.out.println(READY);
    // Its memory is searched until it is killed; the endpoints are still there.
    while (System.in.read() >= 0) {
      assertThat(federation.plan().providers()).hasSize(PROVIDERS);
    }
  }
}
