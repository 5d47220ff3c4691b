package parley.cli.demo;

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
import parley.cli.input.Frames;
import parley.cli.input.ProviderOptions;
import parley.cli.input.Providers;
import parley.cli.model.CheckpointOptions;
import parley.cli.model.KeyOptions;
import parley.cli.place.ReportOptions;
import parley.cli.table.ColumnChoice;
import parley.cli.table.LabelledRows;
import parley.cli.table.Table;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.ProgressOptions;
import parley.cli.terminal.Sessions;
import parley.cli.train.LogisticJob;
import parley.cli.train.LogisticOutcome;
import parley.cli.train.ModelOptions;
import parley.measure.Interval;
import parley.robust.audit.frame.WilsonInterval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code parley demo}: ten unequal hospitals, an encrypted training, and what it is worth to each.
 */
@Command(
    name = "demo",
    description = "Train over ten unequal hospitals on data that comes along, and compare.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class DemoCommand implements Callable<Integer> {
  private static final String DATA = "/parley/cli/data/breast-cancer.csv";
  private static final int TEST_EVERY = 5;
  private static final double CONFIDENCE = .95;

  /** Hospitals among which the rows of either kind can be shared out. */
  private static final int MOST = 40;

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
    checkHospitals();
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    LabelledRows rows =
        new ColumnChoice("diagnosis", "malignant", List.of(), List.of(), null)
            .read(Table.resource(spark, DATA));
    TrainTestSplit split = TrainTestSplit.every(rows, TEST_EVERY, 0);
    providers.assign(split.train()); // refuses what a training would
    DemoHospitals hospitals = DemoHospitals.of(split.train(), providers.count());
    Providers assigned = hospitals.providers();
    introduce(console, split, hospitals);
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
        comparison(spark, split, hospitals, outcome) + "\n\n" + outcome.toText() + "\n\n" + NEXT);
    report.write(
        outcome
            .written()
            .about(
                "breast cancer (Wisconsin, diagnostic), label diagnosis, positive malignant",
                outcome.words()));
    return ExitCode.DONE;
  }

  private static void introduce(Console console, TrainTestSplit split, DemoHospitals hospitals) {
    console.say("Breast cancer (Wisconsin, diagnostic): is a mass malignant?");
    console.say(
        "%d rows to learn from, %d to measure on, %d features"
            .formatted(
                split.train().count(),
                split.test() == null ? 0 : split.test().count(),
                split.train().features().size()));
    console.say(
        "Hospitals of unlike sizes and patients, dealt by a fixed rule; none sees another's rows");
    hospitals.lines("malignant").forEach(console::say);
  }

  private void checkHospitals() {
    providers.check();
    if (providers.column() != null || providers.count() > MOST) {
      throw new InputException(
          "cannot choose the demo's hospitals: expected --providers N of "
              + MOST
              + " or less, got "
              + (providers.column() == null ? providers.count() : "--provider-column"));
    }
  }

  private static String comparison(
      SparkSession spark, TrainTestSplit split, DemoHospitals hospitals, LogisticOutcome outcome) {
    Providers assigned = hospitals.providers();
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
    text.append(String.format(Locale.ROOT, "All on the same %d rows.%n", rows));
    long together = right(accuracy(outcome.score()), rows);
    for (String one : List.of(hospitals.smallest(), hospitals.largest())) {
      text.append(gain(one, one.equals(hospitals.smallest()), right(alone, one, rows), together));
    }
    return text.toString().stripTrailing();
  }

  /** What joining is worth to one, be it nothing. */
  private static String gain(String name, boolean smallest, long alone, long together) {
    return String.format(
        Locale.ROOT,
        "%s, the %s, has %d right alone and %d together: %s.%n",
        name,
        smallest ? "smallest" : "largest",
        alone,
        together,
        together == alone
            ? "no difference"
            : Math.abs(together - alone) + (together > alone ? " more" : " fewer"));
  }

  private static long right(SortedMap<String, Double> alone, String name, int rows) {
    return right(Objects.requireNonNull(alone.get(name)), rows);
  }

  private static long right(double accuracy, int rows) {
    return Math.round(accuracy * rows);
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
    Interval interval = WilsonInterval.of(right(accuracy, rows), rows, CONFIDENCE);
    text.append(
        String.format(
            Locale.ROOT,
            "%-36s accuracy %.4f (95 %% interval %.3f to %.3f)%n",
            name,
            accuracy,
            interval.lower(),
            interval.upper()));
  }
}
