package parley.benchmarks.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import parley.benchmarks.BenchmarkSpark;
import parley.fl.classification.FederatedMultilayerPerceptron;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How an iteration of an encrypted network grows with one thing at a time: POSEIDON's four plots
 * (features; providers with 200 rows each; providers with 600 rows in all; rows at 10 providers),
 * 64 neurons, two classes, all rows in each batch, made-up rows, 128 bits, all providers in one
 * process. Prints a line of JSON a job.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the options
@Command(name = "NetworkGrowth", mixinStandardHelpOptions = true, sortOptions = false)
public final class NetworkGrowth implements Callable<Integer> {
  private static final int CORES = 2;
  private static final int FEATURES = 32;
  private static final int PROVIDERS = 10;
  private static final int ROWS = 2000;

  @Option(names = "--sweep", split = ",", description = "names; all without")
  private List<String> names = List.of();

  @Option(names = "--iterations", defaultValue = "2", description = "of each job")
  private int iterations;

  @Option(names = "--least", description = "only the smallest job of each sweep")
  private boolean least;

  private record Job(int features, int providers, int rows) {}

  private record Sweep(String name, int[] values, IntFunction<Job> job) {}

  private static final List<Sweep> SWEEPS =
      List.of(
          new Sweep(
              "features", new int[] {8, 16, 32, 64, 128, 256}, d -> new Job(d, PROVIDERS, ROWS)),
          new Sweep(
              "providers, 200 rows each",
              new int[] {3, 5, 10, 20, 30},
              n -> new Job(FEATURES, n, 200 * n)),
          new Sweep(
              "providers, 600 rows in all",
              new int[] {3, 5, 10, 20, 30},
              n -> new Job(FEATURES, n, 600)),
          new Sweep(
              "rows",
              new int[] {512, 1024, 2048, 4096, 8192},
              r -> new Job(FEATURES, PROVIDERS, r)));

  /** Runs the sweeps. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NetworkGrowth()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<String> known = SWEEPS.stream().map(sweep -> sweep.name().split(",")[0]).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        System.err.println("cannot sweep " + name + ": expected one of " + known);
        return 2;
      }
    }
    try (SparkSession spark = BenchmarkSpark.local(CORES)) {
      // What the machine and the JVM do once.
      run(spark, new Job(FEATURES, 3, 600));
      for (Sweep sweep : SWEEPS) {
        if (names.isEmpty() || names.contains(sweep.name().split(",")[0])) {
          for (int value : IntStream.of(sweep.values()).limit(least ? 1 : 1000).toArray()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("sweep", sweep.name());
            line.put("value", value);
            line.putAll(run(spark, sweep.job().apply(value)));
            System.out.println(new ObjectMapper().writeValueAsString(line));
          }
        }
      }
    }
    return 0;
  }

  private Map<String, Object> run(SparkSession spark, Job job) {
    FederatedMultilayerPerceptron network =
        new FederatedMultilayerPerceptron()
            .setHiddenLayers(new int[] {64})
            .setMaxIter(iterations)
            .setBatchSize(job.rows())
            .setWatch(false)
            .setRevealWeights(true);
    NetworkSets sets = new NetworkSets(null, null, job.providers());
    NetworkSets.Rows rows = sets.madeUp(spark, job.features(), 2, job.rows());
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("features", job.features());
    line.put("providers", job.providers());
    line.put("rows", job.rows());
    line.putAll(NetworkRun.of(network, rows.train()).facts());
    rows.train().unpersist();
    return line;
  }
}
