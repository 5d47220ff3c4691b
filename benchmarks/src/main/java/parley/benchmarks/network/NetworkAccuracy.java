package parley.benchmarks.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.benchmarks.BenchmarkSpark;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import parley.fl.evaluation.BinaryMetrics;
import parley.fl.report.NetworkFigures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What networks are worth that are trained in clear over ten providers: prints a line of a table
 * for each set and network, with the accuracy on the test rows of each seed. Of tables every fifth
 * row tests, of images the files of their own.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the options
@Command(name = "NetworkAccuracy", mixinStandardHelpOptions = true, sortOptions = false)
public final class NetworkAccuracy implements Callable<Integer> {
  private static final int CORES = 2;
  private static final int PROVIDERS = 10;

  @Option(names = "--data", description = "folder with the tables, perhaps gzipped")
  private @Nullable Path data;

  @Option(names = "--images", description = "folder with MNIST's four idx.gz files")
  private @Nullable Path images;

  @Option(names = "--seeds", defaultValue = "3", description = "how many, from 1 on")
  private int seeds;

  @Option(names = "--only", description = "a part of a line's first cell, for that line alone")
  private @Nullable String only;

  /** One line: rows a batch 0 for all. */
  private record Job(String set, String map, int[] hidden, int batch, int iterations) {
    String name() {
      return set
          + " "
          + (map.equals("none") ? "" : map + " ")
          + String.join("-", IntStream.of(hidden).mapToObj(String::valueOf).toArray(String[]::new));
    }
  }

  /** Runs the jobs. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NetworkAccuracy()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    System.out.println(
        "| network | rows a batch, iterations | test accuracy | AUC | largest before activations |"
            + " taken back | seconds |");
    System.out.println("|---|---|---|---|---|---|---|");
    NetworkSets sets = new NetworkSets(data, images, PROVIDERS);
    try (SparkSession spark = BenchmarkSpark.local(CORES)) {
      for (Job job : jobs()) {
        if (only == null || job.name().contains(only)) {
          run(job, sets.rows(spark, job.set()));
        }
      }
    }
    return 0;
  }

  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    int[] one = {64};
    int[] two = {64, 64};
    if (data != null) {
      jobs.add(new Job("breast-cancer-wisconsin", "none", one, 0, 40));
      jobs.add(new Job("breast-cancer-wisconsin", "none", two, 0, 40));
      jobs.add(new Job("credit-default", "none", one, 2048, 20));
      jobs.add(new Job("credit-default", "none", two, 2048, 40));
    }
    if (images != null) {
      jobs.add(new Job("mnist", "cosine:100", one, 1024, 30));
      jobs.add(new Job("mnist", "cosine:100", one, 1024, 100));
      jobs.add(new Job("mnist", "gradients:4", one, 1024, 20));
      jobs.add(new Job("mnist", "gradients:4", one, 1024, 60));
      jobs.add(new Job("mnist", "cosine:100", two, 1024, 60));
    }
    return jobs;
  }

  private void run(Job job, NetworkSets.Rows rows) {
    List<String> accuracies = new ArrayList<>();
    List<String> areas = new ArrayList<>();
    List<String> largest = new ArrayList<>();
    int halvings = 0;
    double seconds = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      FederatedMultilayerPerceptron network =
          new FederatedMultilayerPerceptron()
              .setProtection("plain")
              .setProviderCol("provider")
              .setHiddenLayers(job.hidden())
              .setMaxIter(job.iterations())
              .setSeed(seed);
      if (job.batch() > 0) {
        network.setBatchSize(job.batch());
      }
      if (job.set().equals("mnist")) {
        network.setInputMap(job.map()).setImageShape("28x28");
      }
      long start = System.nanoTime();
      FederatedMultilayerPerceptronModel model = network.fit(rows.train());
      seconds += (System.nanoTime() - start) / 1e9 / seeds;
      NetworkFigures figures = model.report().network();
      halvings += figures == null ? 0 : figures.halvings();
      accuracies.add(number(model.evaluate(rows.test(), NetworkSets.LABEL).accuracy(), 4));
      if (model.numClasses() == 2) {
        areas.add(
            number(
                BinaryMetrics.of(
                        model.transform(rows.test()),
                        NetworkSets.LABEL,
                        "rawPrediction",
                        "prediction")
                    .auc(),
                4));
      }
      if (figures != null && figures.largestActivation() != null) {
        largest.add(
            String.join(
                ", ", figures.largestActivation().stream().map(u -> number(u, 1)).toList()));
      }
    }
    System.out.printf(
        "| %s | %s, %d | %s | %s | %s | %d | %s |%n",
        job.name(),
        job.batch() > 0 ? job.batch() : "usual",
        job.iterations(),
        String.join(" ", accuracies),
        String.join(" ", areas),
        String.join("; ", largest),
        halvings,
        number(seconds, 1));
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
