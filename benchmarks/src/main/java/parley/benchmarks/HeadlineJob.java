package parley.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.evaluation.BinaryMetrics;
import parley.fl.family.Target;
import parley.fl.optim.LinearWeights;
import parley.fl.plan.Packing;
import parley.fl.protection.Engines;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.report.FitReport;
import parley.fl.settings.Protection;
import parley.fl.settings.TrainingSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * SPINDLE's headline job on made-up rows: many providers in one process train a sealed model under
 * 128-bit encryption. Prints one line of JSON: seconds of each phase, step and iteration, peak
 * memory, and accuracy on rows that nobody trained on, beside the same algorithm in clear and
 * Spark's own logistic regression.
 */
@Command(name = "HeadlineJob", mixinStandardHelpOptions = true, sortOptions = false)
public final class HeadlineJob implements Callable<Integer> {
  private static final int HEAP_MEGABYTES = 2048;
  private static final int ROUND_SECONDS = 900;

  @Option(names = "--rows", defaultValue = "1000000", description = "rows of all providers")
  private int rows;

  @Option(names = "--features", defaultValue = "32", description = "features, without intercept")
  private int features;

  @Option(names = "--providers", defaultValue = "160", description = "data providers")
  private int providers;

  @Option(names = "--degree", defaultValue = "5", description = "5, 9 or 13")
  private int degree;

  @Option(names = "--half-width", defaultValue = "8", description = "of the sigmoid's interval")
  private double halfWidth;

  @Option(names = "--clip", defaultValue = "4", description = "in standard deviations")
  private double clip;

  @Option(names = "--iterations", defaultValue = "6", description = "global iterations")
  private int iterations;

  @Option(names = "--watch-every", defaultValue = "0", description = "iterations; 0 for never")
  private int watchEvery;

  @Option(names = "--packing", description = "${COMPLETION-CANDIDATES}; the planner's without")
  private @Nullable Packing packing;

  @Option(names = "--test-rows", defaultValue = "20000", description = "rows to predict")
  private int testRows;

  @Option(names = "--cores", defaultValue = "2", description = "of Spark's local master")
  private int cores;

  @Option(
      names = "--executors",
      defaultValue = "0",
      description = "of one core each in place of the local master; start it by benchmarks/cluster")
  private int executors;

  @Option(
      names = "--bare",
      description = "only the encrypted training: no accuracy, nothing beside it")
  private boolean bare;

  @Option(
      names = "--reveal-weights",
      description =
          "give the weights to the querier, and print how far they are from those in clear")
  private boolean reveal;

  /** Weights are null of a sealed model. */
  private record Trained(@Nullable LinearWeights weights, double[] margins) {}

  private HeadlineJob() {}

  /** Runs the job. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new HeadlineJob()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws JsonProcessingException {
    SparkSession spark =
        executors == 0
            ? BenchmarkSpark.local(cores)
            : BenchmarkSpark.cluster(executors, HEAP_MEGABYTES);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("rows", rows);
    out.put("features", features);
    out.put("providers", providers);
    out.put("degree", degree);
    out.put("iterations", iterations);
    MadeUpRows source = new MadeUpRows(features);
    Dataset<Row> frame = source.frame(spark, rows, providers);
    double[][] x = source.features(rows, testRows);
    double[] y = source.labels(rows, testRows);
    long start = System.nanoTime();
    try (ProviderDataset data =
        ProviderDataset.of(frame, InputColumns.of("features", "label"), Target.BINARY)) {
      out.put("loadSeconds", seconds(start));
      Trained trained = encrypted(spark, data, x, out);
      double[] encrypted = trained.margins();
      if (trained.weights() != null) {
        out.putAll(againstClear(trained.weights(), inClear(spark, data), x).facts());
      }
      if (!bare) {
        double[] plain = margins(inClear(spark, data), x);
        Map<String, Object> accuracy = new LinkedHashMap<>();
        accuracy.put("encrypted", quality(encrypted, y));
        accuracy.put("plain", quality(plain, y));
        accuracy.put("sparkConverged", quality(converged(frame, x), y));
        out.put("quality", accuracy);
        out.put("largestMarginDifference", largestDifference(encrypted, plain));
      }
    }
    spark.stop();
    System.out.println(new ObjectMapper().writeValueAsString(out));
    return 0;
  }

  private FederatedLogisticRegression told() {
    FederatedLogisticRegression told =
        new FederatedLogisticRegression()
            .setDegree(degree)
            .setInterval(new double[] {-halfWidth, halfWidth})
            .setMaxIter(iterations)
            .setWatchEvery(watchEvery)
            .setFeatureClip(clip)
            .setRevealWeights(reveal)
            .setRoundTimeout(ROUND_SECONDS);
    return packing == null ? told : told.setPacking(packing.name().toLowerCase(Locale.ROOT));
  }

  private Trained encrypted(
      SparkSession spark, ProviderDataset data, double[][] x, Map<String, Object> out) {
    HeadlineClock clock = new HeadlineClock();
    TrainingSettings settings = told().setListener(clock).settings();
    double cpuBefore = ProcessUse.cpuSeconds();
    TrainingResult result = Engines.trainer(Protection.ENCRYPTED).train(spark, data, settings);
    FitReport report = result.report();
    out.put("residentPeakGb", rounded(ProcessUse.peakResidentGb()));
    out.put("heapPeakGb", rounded(ProcessUse.peakHeapGb()));
    out.put("heapCommittedGb", rounded(ProcessUse.committedHeapGb()));
    out.put("encryption", report.encryption());
    out.put(
        "layout",
        report.parameters().stream()
            .filter(choice -> choice.name().equals("layout"))
            .map(FitReport.Choice::value)
            .toList());
    double train = report.seconds().getOrDefault("train", Double.NaN);
    double cpu = ProcessUse.cpuSeconds();
    out.put("prepareCpuSeconds", rounded(clock.cpuWhenPrepared() - cpuBefore));
    out.put("trainCpuSeconds", rounded(cpu - clock.cpuWhenPrepared()));
    out.put("prepareSeconds", rounded(report.seconds().getOrDefault("prepare", Double.NaN)));
    out.put("trainSeconds", rounded(train));
    out.put("iterationSeconds", clock.iterations().stream().map(HeadlineJob::rounded).toList());
    clock.steps().replaceAll((step, seconds) -> rounded(seconds));
    out.put("stepSeconds", clock.steps());
    out.put("driverSeconds", rounded(train - clock.secondsInRounds()));
    out.put("megabytesPerProvider", rounded(report.bytesPerProvider() / 1e6));
    if (reveal) {
      LinearWeights weights = result.weights().orElseThrow();
      return new Trained(weights, margins(weights, x));
    }
    SealedModel model = result.sealed().orElseThrow();
    long start = System.nanoTime();
    double[] margins = Engines.predictor().predict(spark, model, x, settings.site()).margins();
    out.put("predictSeconds", seconds(start));
    Engines.predictor().release(model);
    return new Trained(null, margins);
  }

  private LinearWeights inClear(SparkSession spark, ProviderDataset data) {
    TrainingSettings settings = told().setRevealWeights(false).setProtection("plain").settings();
    return Engines.trainer(Protection.PLAIN).train(spark, data, settings).weights().orElseThrow();
  }

  private static double[] margins(LinearWeights weights, double[][] x) {
    return Arrays.stream(x).mapToDouble(weights::margin).toArray();
  }

  private static AgainstClear againstClear(
      LinearWeights encrypted, LinearWeights clear, double[][] x) {
    return AgainstClear.of(
        all(encrypted), all(clear), classes(margins(encrypted, x)), classes(margins(clear, x)));
  }

  private static double[] classes(double[] margins) {
    return Arrays.stream(margins).map(margin -> margin > 0 ? 1 : 0).toArray();
  }

  private static double[] all(LinearWeights weights) {
    double[] all = Arrays.copyOf(weights.coefficients(), weights.coefficients().length + 1);
    all[all.length - 1] = weights.intercept();
    return all;
  }

  private double[] converged(Dataset<Row> frame, double[][] x) {
    LogisticRegressionModel model =
        new LogisticRegression().setMaxIter(100).setRegParam(1.0 / rows).fit(frame);
    return Arrays.stream(x)
        .mapToDouble(row -> model.predictRaw(Vectors.dense(row)).apply(1))
        .toArray();
  }

  private static Map<String, Object> quality(double[] margins, double[] labels) {
    BinaryMetrics metrics = BinaryMetrics.of(margins, labels, 0);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("accuracy", metrics.accuracy());
    out.put("auc", Double.parseDouble(String.format(Locale.ROOT, "%.6f", metrics.auc())));
    return out;
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int k = 0; k < a.length; k++) {
      largest = Math.max(largest, Math.abs(a[k] - b[k]));
    }
    return largest;
  }

  private static double seconds(long start) {
    return rounded((System.nanoTime() - start) / 1e9);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
