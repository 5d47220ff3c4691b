package parley.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.LabelledRows;
import parley.cli.table.Table;
import parley.cli.table.TrainTestSplit;
import parley.robust.audit.Interval;
import parley.robust.audit.frame.WilsonInterval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code parley demo}: ten providers, an encrypted training, and what it is worth beside others.
 */
@Command(
    name = "demo",
    description = "Train over ten providers on data that comes along, and compare.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class DemoCommand implements Callable<Integer> {
  private static final String DATA = "/parley/cli/data/breast-cancer.csv";
  private static final int TEST_EVERY = 5;
  private static final double CONFIDENCE = .95;
  private static final String NEXT =
      "Where to go next: ./parley train logistic --data YOUR.csv --label COLUMN --positive VALUE"
          + " --provider-column COLUMN --report report.html; README.md shows it from Java, and"
          + " docs/cluster.md with each hospital on a machine of its own.";

  @Spec private CommandSpec spec;
  @Mixin private ProviderOptions providers;
  @Mixin private ModelOptions model;

  @Mixin private ProgressOptions progress;
  @Mixin private ReportOptions reports;

  @Option(names = "--force", description = "replace what --report names")
  private boolean force;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Console console = Console.of(spec);
    providers.check();
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    LabelledRows rows =
        new ColumnChoice("diagnosis", "malignant", List.of(), List.of(), null)
            .read(Table.resource(spark, DATA));
    TrainTestSplit split = TrainTestSplit.every(rows, TEST_EVERY, 0);
    Providers assigned = providers.assign(split.train());
    introduce(console, split, assigned);
    LogisticOutcome outcome =
        new LogisticJob(
                split,
                assigned,
                providers.allowTwo(),
                model,
                new KeyOptions(),
                new CheckpointOptions(),
                false,
                false)
            .run(spark, progress.on(console), start);
    console.say("training in clear, for comparison");
    console.result(
        comparison(spark, split, assigned, outcome) + "\n\n" + outcome.toText() + "\n\n" + NEXT);
    report.write(
        outcome
            .written()
            .about(
                "breast cancer (Wisconsin, diagnostic), label diagnosis, positive malignant",
                outcome.words()));
    return ExitCode.DONE;
  }

  private static void introduce(Console console, TrainTestSplit split, Providers assigned) {
    console.say("Breast cancer (Wisconsin, diagnostic): is a mass malignant?");
    console.say(
        "%d rows to learn from, %d to measure on, %d features"
            .formatted(
                split.train().count(),
                split.test() == null ? 0 : split.test().count(),
                split.train().features().size()));
    console.say("Providers, each with rows that the others do not see");
    for (Map.Entry<String, Integer> provider : assigned.rows().entrySet()) {
      console.say("  %s: %d rows".formatted(provider.getKey(), provider.getValue()));
    }
  }

  private static String comparison(
      SparkSession spark, TrainTestSplit split, Providers assigned, LogisticOutcome outcome) {
    Dataset<Row> train = Frames.train(spark, split.train(), assigned).cache();
    Dataset<Row> test = Frames.test(spark, Objects.requireNonNull(split.test())).cache();
    StringBuilder text = new StringBuilder();
    int rows = Math.toIntExact(test.count());
    line(text, "together, " + outcome.report().protection(), accuracy(outcome.score()), rows);
    line(text, "pooled rows in clear, Spark's own", Baseline.of(train, test).accuracy(), rows);
    SortedMap<String, Double> alone = new TreeMap<>();
    for (String provider : assigned.rows().keySet()) {
      Dataset<Row> own = train.filter(functions.col(Frames.PROVIDER).equalTo(provider));
      alone.put(provider, Baseline.of(own, test).accuracy());
    }
    train.unpersist();
    test.unpersist();
    alone(text, alone, rows);
    return text.toString().stripTrailing();
  }

  /** Mean, worst and best of those that stay alone; the best says why some hesitate to join. */
  private static void alone(StringBuilder text, SortedMap<String, Double> alone, int rows) {
    List<Map.Entry<String, Double>> sorted =
        alone.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    text.append(
        String.format(
            Locale.ROOT,
            "%-36s accuracy %.4f%n",
            "alone, mean of " + sorted.size(),
            alone.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    for (Map.Entry<String, Double> one : List.of(sorted.get(0), sorted.get(sorted.size() - 1))) {
      String which = one == sorted.get(0) ? "alone, worst: " : "alone, best: ";
      line(text, which + one.getKey(), one.getValue(), rows);
    }
  }

  private static double accuracy(LogisticOutcome.@Nullable Score score) {
    return Objects.requireNonNull(score).accuracy();
  }

  private static void line(StringBuilder text, String name, double accuracy, int rows) {
    Interval interval = WilsonInterval.of(Math.rint(accuracy * rows), rows, CONFIDENCE);
    text.append(
        String.format(
            Locale.ROOT,
            "%-36s accuracy %.4f (95 %% interval %.3f to %.3f on %d rows)%n",
            name,
            accuracy,
            interval.lower(),
            interval.upper(),
            rows));
  }
}
