package parley.benchmarks;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.randn;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.correlate.CovarianceStatistic;
import parley.fl.statistic.cox.CoxStatistic;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.sum.SumQuerier;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.ProviderTable;
import parley.mhe.runtime.session.FederationOptions;

/**
 * Statistics of several providers on made-up rows, each by itself: seconds to read the rows into
 * the providers' columns, then seconds of the statistic in clear and encrypted, and encrypted once
 * more, when the JVM has compiled what it needs, with the seconds of processor time that this took;
 * all providers in one JVM; for the description Spark's own {@code Summarizer} beside it.
 * Arguments: names of jobs (none for all).
 */
public final class StatisticJobs {
  private static final String SITE = "site";

  private final SparkSession spark;
  private final List<Path> folders = new ArrayList<>();
  private final Map<String, Runnable> jobs = new LinkedHashMap<>();

  private StatisticJobs(SparkSession spark) {
    this.spark = spark;
    jobs.put("km", this::kaplanMeier);
    jobs.put("ols", this::linear);
    jobs.put("poisson", this::poisson);
    jobs.put("cox", this::cox);
    jobs.put("describe", this::describe);
    jobs.put("crosstab", this::crossTable);
    jobs.put("meta", this::meta);
  }

  /** Runs the jobs. */
  public static void main(String[] args) throws IOException {
    SparkSession spark = BenchmarkSpark.local(2);
    StatisticJobs all = new StatisticJobs(spark);
    Set<String> wanted = args.length == 0 ? all.jobs.keySet() : Set.of(args);
    System.out.println("job          providers      read     plain  encrypted     again processor");
    all.jobs.forEach(
        (name, job) -> {
          if (wanted.contains(name)) {
            job.run();
          }
        });
    spark.stop();
    for (Path folder : all.folders) {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private Dataset<Row> rows(long rows, int providers) {
    return spark.range(0, rows, 1, providers).toDF("id");
  }

  private static Dataset<Row> features(Dataset<Row> frame, int count) {
    List<Column> columns = new ArrayList<>(List.of(col("id")));
    for (int j = 0; j < count; j++) {
      columns.add(randn(j + 1).multiply(1 + j % 5).plus(j).as("x" + j));
    }
    return frame.select(columns.toArray(Column[]::new));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(j -> "x" + j).toList();
  }

  private <R> void run(String job, Statistic<R> statistic, Dataset<Row> frame) {
    run(job, statistic, statistic.columns(), frame);
  }

  private <R> void run(String job, Statistic<R> statistic, Columns read, Dataset<Row> frame) {
    Dataset<Row> rows = onDisk(frame);
    long start = System.nanoTime();
    try (ProviderTable table = ProviderTable.of(rows, read, SITE, List.of())) {
      table.rows().count();
      double reading = seconds(start);
      double plain = timed(() -> of(statistic, table, "plain"));
      double encrypted = timed(() -> of(statistic, table, "encrypted"));
      double cpu = ProcessUse.cpuSeconds();
      double again = timed(() -> of(statistic, table, "encrypted"));
      cpu = ProcessUse.cpuSeconds() - cpu;
      System.out.printf(
          Locale.ROOT,
          "%-12s %9d %9.2f %9.2f %10.2f %9.2f %9.2f%n",
          job,
          table.providers().size(),
          reading,
          plain,
          encrypted,
          again,
          cpu);
    }
  }

  /** The rows as a file has them: not computed again with each task, a column for the provider. */
  private Dataset<Row> onDisk(Dataset<Row> frame) {
    try {
      Path folder = Files.createTempDirectory("parley-statistics");
      folders.add(folder);
      String rows = folder.resolve("rows").toString();
      frame.withColumn(SITE, format_string("%03d", spark_partition_id())).write().parquet(rows);
      return spark.read().parquet(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <R> StatisticRun.Result<R> of(
      Statistic<R> statistic, ProviderTable table, String protection) {
    return StatisticRun.of(
        statistic, table, protection, SumQuerier.fresh(), FederationOptions.defaults());
  }

  private static double timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return seconds(start);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void kaplanMeier() {
    Dataset<Row> frame =
        rows(96_000, 96)
            .select(
                floor(rand(1).multiply(8192)).cast("double").as("t"),
                when(rand(2).lt(.4), 1.0).otherwise(0.0).as("e"));
    run("km", new KaplanMeierStatistic("t", "e", null, new TimeGrid(0, 8191, 1)), frame);
  }

  private Dataset<Row> million() {
    Dataset<Row> frame = features(rows(1_000_000, 160), 32);
    Column eta = lit(.1);
    for (int j = 0; j < 32; j++) {
      eta = eta.plus(col("x" + j).minus(j).multiply(.05 / (1 + j % 5)));
    }
    return frame
        .withColumn("y", eta.plus(randn(99)))
        // Spark has no Poisson numbers: how many of twenty coins fall, with the same mean.
        .withColumn("count", coins(exp(eta)));
  }

  private static Column coins(Column mean) {
    Column count = lit(0.0);
    for (int k = 0; k < 20; k++) {
      count = count.plus(when(rand(200 + k).lt(mean.divide(20)), 1.0).otherwise(0.0));
    }
    return count;
  }

  private void linear() {
    run(
        "ols",
        new LinearStatistic(
            "y", names(32), null, 0, 0, true, true, LinearStatistic.Errors.CLASSICAL),
        million());
  }

  private void poisson() {
    run(
        "poisson",
        new GlmStatistic(
            "count",
            names(32),
            null,
            null,
            GlmModel.of(Family.POISSON, Link.LOG),
            true,
            GlmStatistic.DEFAULT_MAX_ITER,
            GlmStatistic.DEFAULT_TOL),
        million());
  }

  private void cox() {
    Dataset<Row> frame =
        features(rows(100_000, 50), 16)
            .withColumn("t", floor(rand(7).multiply(1000).plus(1)).cast("double"))
            .withColumn(
                "e", when(rand(8).lt(lit(.3).plus(col("x0").multiply(.1))), 1.0).otherwise(0.0));
    run(
        "cox",
        new CoxStatistic(
            "t",
            "e",
            names(16),
            CoxStatistic.Ties.EFRON,
            GlmStatistic.DEFAULT_MAX_ITER,
            GlmStatistic.DEFAULT_TOL),
        frame);
  }

  private void describe() {
    Dataset<Row> frame = features(rows(5_000_000, 10), 20).cache();
    frame.count();
    run("describe", new DescribeStatistic(names(20), null, null), frame);
    run("covariance", new CovarianceStatistic(names(20)), frame);
    Column vector =
        functions.array_to_vector(
            array(names(20).stream().map(name -> col(name)).toArray(Column[]::new)));
    double peer =
        timed(
            () ->
                frame
                    .select(Summarizer.metrics("mean", "variance", "normL2").summary(vector))
                    .collectAsList());
    System.out.printf(Locale.ROOT, "Spark's Summarizer on the same rows, cached: %.2f s%n", peer);
    frame.unpersist();
  }

  private void crossTable() {
    List<String> down = IntStream.range(0, 512).mapToObj(k -> "a" + k).toList();
    List<String> across = IntStream.range(0, 255).mapToObj(k -> "b" + k).toList();
    Dataset<Row> frame =
        rows(2_000_000, 20)
            .select(
                format_string("a%d", pmod(col("id").multiply(7919), lit(512))).as("a"),
                format_string("b%d", pmod(col("id").multiply(104_729), lit(255))).as("b"));
    run(
        "crosstab",
        new CrossTabStatistic(new Category("a", down), new Category("b", across)),
        frame);
  }

  private void meta() {
    List<Column> columns = new ArrayList<>();
    List<MetaTerm> terms = new ArrayList<>();
    for (int k = 0; k < 30; k++) {
      columns.add(randn(k + 1).as("b" + k));
      columns.add(rand(k + 100).plus(.1).as("s" + k));
      terms.add(new MetaTerm("b" + k, "b" + k, "s" + k));
    }
    Dataset<Row> frame = rows(40, 40).select(columns.toArray(Column[]::new));
    run(
        "meta",
        new MetaStatistic(terms, MetaStatistic.Method.DERSIMONIAN_LAIRD, false, false),
        frame);
  }
}
