package parley.benchmarks.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.benchmarks.AgainstClear;
import parley.benchmarks.BenchmarkSpark;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Networks under encryption, ten providers and the driver in one process, at 128 bits: of each job
 * seconds from PREPARE to the model, beside what POSEIDON reports for ten servers of 24 threads (<a
 * href="https://arxiv.org/abs/2009.00349">Sav et al.</a>, section 7), accuracy on the test rows,
 * the stages' parts of the time, bytes a provider sent, processor time and memory, and how far
 * weights and predictions are from those of the same training in clear. A line a job for people,
 * one of JSON on standard error. A set whose folder is not named is made up: then accuracy says
 * nothing.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the options
@Command(name = "NetworkJobs", mixinStandardHelpOptions = true, sortOptions = false)
public final class NetworkJobs implements Callable<Integer> {
  private static final int CORES = 2;
  private static final int PROVIDERS = 10;

  @Option(names = "--job", split = ",", description = "names; all without")
  private List<String> names = List.of();

  @Option(names = "--data", description = "folder with the tables, perhaps gzipped")
  private @Nullable Path data;

  @Option(names = "--images", description = "folder with MNIST's four idx.gz files")
  private @Nullable Path images;

  @Option(names = "--iterations", description = "in place of each job's own")
  private @Nullable Integer iterations;

  @Option(names = "--made-up-rows", defaultValue = "4096", description = "where no folder is named")
  private int madeUpRows;

  @Option(names = "--sealed", description = "do not open the weights; then there is no accuracy")
  private boolean sealed;

  /**
   * One of them.
   *
   * @param batch rows of a batch; 0 for all
   * @param poseidonSeconds that are published; NaN where there are none
   * @param poseidonAccuracy the same
   */
  private record Job(
      String name,
      String set,
      int features,
      int classes,
      String map,
      int[] hidden,
      int batch,
      int iterations,
      double poseidonSeconds,
      double poseidonAccuracy) {}

  private static final int MNIST_SECONDS = 5283;
  private static final double MNIST_ACCURACY = .899;
  private static final int[] ONE = {64};
  private static final int[] TWO = {64, 64};
  private static final String NONE = "none";

  private static final List<Job> JOBS =
      List.of(
          mnist("mnist-cosine", "cosine:100", ONE, 40),
          mnist("mnist-pixels", NONE, ONE, 40),
          mnist("mnist-two-layers", "cosine:100", TWO, 40),
          mnist("mnist-gradients", "gradients", ONE, 60),
          new Job("credit", NetworkSets.CREDIT, 23, 2, NONE, ONE, 2048, 20, 516, .802),
          new Job("cancer", NetworkSets.CANCER, 9, 2, NONE, ONE, 0, 20, 91, .969));

  private static Job mnist(String name, String map, int[] hidden, int iterations) {
    return new Job(
        name,
        NetworkSets.MNIST,
        28 * 28,
        10,
        map,
        hidden,
        1024,
        iterations,
        MNIST_SECONDS,
        MNIST_ACCURACY);
  }

  /** Runs the jobs. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NetworkJobs()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<String> known = JOBS.stream().map(Job::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        System.err.println(
            "cannot run the job " + name + ": expected one of " + String.join(", ", known));
        return 2;
      }
    }
    NetworkSets sets = new NetworkSets(data, images, PROVIDERS);
    System.out.println(
        "| job | iterations | accuracy (POSEIDON's) | seconds | POSEIDON's / these | a provider"
            + " sent, MB | processor, s | memory, GB | where the time goes | beside the same in"
            + " clear |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    try (SparkSession spark = BenchmarkSpark.local(CORES)) {
      for (Job job : JOBS) {
        if (names.isEmpty() || names.contains(job.name())) {
          run(spark, sets, job);
        }
      }
    }
    return 0;
  }

  private void run(SparkSession spark, NetworkSets sets, Job job) throws JsonProcessingException {
    boolean known = sets.has(job.set());
    NetworkSets.Rows rows =
        known
            ? sets.rows(spark, job.set())
            : sets.madeUp(spark, job.features(), job.classes(), madeUpRows);
    NetworkRun run = NetworkRun.of(network(job, known), rows.train());
    double accuracy =
        known && !sealed
            ? run.model().evaluate(rows.test(), NetworkSets.LABEL).accuracy()
            : Double.NaN;
    @Nullable AgainstClear clear =
        known && !sealed ? againstClear(network(job, true), run.model(), rows) : null;
    Map<String, Object> facts = run.facts();
    System.out.printf(
        Locale.ROOT,
        "| %s%s | %d | %.4f (%.3f) | %.1f | %.1f | %s | %s | %s | %s | %s |%n",
        job.name(),
        known ? "" : ", made-up rows",
        iterations(job),
        accuracy,
        job.poseidonAccuracy(),
        run.seconds(),
        job.poseidonSeconds() / run.seconds(),
        facts.get("megabytesPerProvider"),
        facts.get("cpuSeconds"),
        facts.get("residentPeakGb"),
        run.shares(),
        clear == null ? "" : clear);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("job", job.name());
    line.put("madeUp", !known);
    line.put("accuracy", Double.isNaN(accuracy) ? null : accuracy);
    line.putAll(facts);
    if (clear != null) {
      line.putAll(clear.facts());
    }
    System.err.println(new ObjectMapper().writeValueAsString(line));
  }

  private static AgainstClear againstClear(
      FederatedMultilayerPerceptron network,
      FederatedMultilayerPerceptronModel encrypted,
      NetworkSets.Rows rows) {
    FederatedMultilayerPerceptronModel clear =
        network.setProtection("plain").setProviderCol("provider").fit(rows.train());
    return AgainstClear.of(
        encrypted.weights().toArray(),
        clear.weights().toArray(),
        predictions(encrypted, rows.test()),
        predictions(clear, rows.test()));
  }

  private static double[] predictions(FederatedMultilayerPerceptronModel model, Dataset<Row> rows) {
    return model.transform(rows).select("prediction").collectAsList().stream()
        .mapToDouble(row -> row.getDouble(0))
        .toArray();
  }

  private int iterations(Job job) {
    return iterations == null ? job.iterations() : iterations;
  }

  private FederatedMultilayerPerceptron network(Job job, boolean images) {
    FederatedMultilayerPerceptron network =
        new FederatedMultilayerPerceptron()
            .setHiddenLayers(job.hidden())
            .setMaxIter(iterations(job))
            .setSeed(1)
            .setRevealWeights(!sealed);
    if (job.batch() > 0) {
      network.setBatchSize(job.batch());
    }
    if (job.set().equals(NetworkSets.MNIST)) {
      network.setInputMap(job.map()).setImageShape("28x28");
      // Made-up numbers are no bytes.
      network.setPixelRange(images ? "0:255" : "-1e6:1e6");
    }
    return network;
  }
}
