package parley.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

  @Spec private CommandSpec spec;
  @Mixin private ProviderOptions providers;
  @Mixin private ModelOptions model;

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
                false)
            .run(spark, new Progress(console, true), start);
    console.say("training in clear, for comparison");
    console.result(comparison(spark, split, assigned, outcome) + "\n\n" + outcome.toText());
    report.write(outcome.written());
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
    line(text, "together, " + outcome.report().protection(), outcome.score());
    line(text, "pooled rows in clear, Spark's own", Baseline.of(train, test));
    for (String provider : assigned.rows().keySet()) {
      Dataset<Row> own = train.filter(functions.col(Frames.PROVIDER).equalTo(provider));
      line(text, provider + " alone", Baseline.of(own, test));
    }
    train.unpersist();
    test.unpersist();
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, LogisticOutcome.@Nullable Score score) {
    text.append(String.format(Locale.ROOT, "%-36s %s%n", name, score));
  }
}
