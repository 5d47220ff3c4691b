package parley.cli.train;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataOptions;
import parley.cli.input.Frames;
import parley.cli.input.LocalColumns;
import parley.cli.input.ManifestOptions;
import parley.cli.input.ModelColumns;
import parley.cli.input.ProviderOptions;
import parley.cli.model.AnswerOptions;
import parley.cli.model.AnswersFolder;
import parley.cli.model.CheckpointOptions;
import parley.cli.model.KeyOptions;
import parley.cli.model.ModelKind;
import parley.cli.model.ModelOutput;
import parley.cli.model.SavedModel;
import parley.cli.network.NetworkOutcome;
import parley.cli.place.KeyStoreFolder;
import parley.cli.place.OutputDirectory;
import parley.cli.place.ReportOptions;
import parley.cli.table.FeatureColumns;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.cli.terminal.ProgressOptions;
import parley.cli.terminal.Sessions;
import parley.fl.protection.SealedAnswers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley train logistic}: from a CSV file to a model and what it is worth. */
@Command(
    name = "logistic",
    description = "Train a logistic regression over several data providers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class TrainLogisticCommand implements Callable<Integer> {
  /** What a process that sees no row can do nothing with. */
  private static final String[] NOT_AT_HOME = {
    "--test-data",
    "--test-every",
    "--test-remainder",
    "--one-hot",
    "--levels",
    "--reveal-weights",
    "--answers-out"
  };

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ManifestOptions manifest;
  @Mixin private ProviderOptions providers;
  @Mixin private ModelOptions model;
  @Mixin private KeyOptions keys;
  @Mixin private CheckpointOptions checkpoint;

  @Mixin private ModelOutput left;
  @Mixin private ProgressOptions progress;
  @Mixin private AnswerOptions answers;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(
      names = "--force",
      description = "replace what --model-out, --report and --key-store name")
  private boolean force;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Console console = Console.of(spec);
    checkOptions();
    manifest.check(spec, NOT_AT_HOME);
    if (manifest.given()) {
      data.requirePositive();
    }
    OutputDirectory folder = left.at(force);
    OutputDirectory answersFolder = answers.at(force);
    KeyStoreFolder store = checkpoint.keyStores(keys, force);
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    if (manifest.given()) {
      return atHome(spark, console, folder, store, report, start);
    }
    TrainTestSplit split = data.read(spark, providers.column());
    if (data.ofClasses()) {
      return classes(spark, console, split, folder, store, report, start);
    }
    LogisticJob job =
        new LogisticJob(
            split,
            providers.assign(split.train()),
            providers.allowTwo(),
            model,
            keys,
            checkpoint,
            left.reveals(),
            answers.given());
    job.check();
    if (answersFolder != null && !left.reveals() && split.test() == null) {
      throw new InputException(
          "cannot seal answers: there are none, expected test rows (--test-every, --test-data) or"
              + " --reveal-weights with --answers-out");
    }
    introduce(console, split);
    store.begin();
    checkpoint.forgetAtSuccess();
    LogisticOutcome outcome = job.run(spark, store.listening(progress.on(console)), start);
    if (folder != null) {
      ModelColumns columns =
          data.columns(
              ModelKind.LOGISTIC.words(),
              split.train().columns(),
              SavedModel.digest(outcome.model()));
      folder.write(at -> outcome.save(at, columns, spark));
    }
    if (answersFolder != null) {
      answersFolder.write(
          at -> AnswersFolder.write(at, sealed(outcome, split), new Configuration()));
    }
    report.write(outcome.written().about(data.words(split), outcome.words()));
    if (outcome.report().simulated()) {
      store.requireAll(outcome.report().providers());
    }
    console.result(output.json() ? outcome.toJson() : outcome.toText());
    return ExitCode.DONE;
  }

  /** A label of which each value is a class. */
  private Integer classes(
      SparkSession spark,
      Console console,
      TrainTestSplit split,
      @Nullable OutputDirectory folder,
      KeyStoreFolder store,
      ReportOptions.Writer report,
      long start) {
    ClassesJob job =
        new ClassesJob(
            split, providers.assign(split.train()), providers.allowTwo(), model, keys, checkpoint);
    job.check(data.label(), left.saves());
    introduce(console, split);
    store.begin();
    checkpoint.forgetAtSuccess();
    NetworkOutcome outcome = job.run(spark, store.listening(progress.on(console)), start);
    if (folder != null) {
      ModelColumns columns =
          data.columns(
              ModelKind.LOGISTIC.words(), split.train(), SavedModel.digest(outcome.model()));
      folder.write(at -> outcome.save(at, columns, spark));
    }
    report.write(outcome.written().about(data.words(split), outcome.words()));
    if (outcome.report().simulated()) {
      store.requireAll(outcome.report().providers());
    }
    console.result(output.json() ? outcome.toJson() : outcome.toText());
    return ExitCode.DONE;
  }

  /** Rows that stay in their providers' files: nothing is measured here. */
  private Integer atHome(
      SparkSession spark,
      Console console,
      @Nullable OutputDirectory folder,
      KeyStoreFolder store,
      ReportOptions.Writer report,
      long start) {
    LocalColumns columns = data.local(manifest.file());
    Dataset<Row> rows = columns.frame(spark);
    providers.checkCount(rows.javaRDD().getNumPartitions());
    checkpoint.introduce(console);
    left.introduce(console, model.plain(), keys);
    store.begin();
    checkpoint.forgetAtSuccess();
    List<String> features = columns.features(rows);
    HomeOutcome outcome =
        HomeOutcome.of(
            LogisticJob.estimator(features, model, keys, checkpoint)
                .setAllowTwoProviders(providers.allowTwo())
                .setListener(store.listening(progress.on(console)))
                .fit(rows),
            start);
    if (folder != null) {
      ModelColumns known =
          data.columns(
              ModelKind.LOGISTIC.words(),
              FeatureColumns.numbers(features),
              SavedModel.digest(outcome.model()));
      folder.write(at -> outcome.save(at, known, spark));
    }
    report.write(outcome.report().about(columns.words(), null));
    if (outcome.report().simulated()) {
      store.requireAll(outcome.report().providers());
    }
    console.result(output.json() ? outcome.toJson() : outcome.toText());
    return ExitCode.DONE;
  }

  private void checkOptions() {
    providers.check();
    keys.check();
    keys.checkForNewStores();
    checkpoint.check(model.plain(), keys);
    checkApart();
    left.check(model.plain(), keys);
    if (data.ofClasses()) {
      ClassesJob.check(model, left);
    }
  }

  /** What the querier opens, with the words that it shows. */
  private List<SealedAnswers> sealed(LogisticOutcome outcome, TrainTestSplit split) {
    ModelColumns columns = data.columns(ModelKind.LOGISTIC.words(), split.train().columns(), "");
    return outcome.answers().stream()
        .map(one -> one.with(one.rows(), columns.facts(one.attributes())))
        .toList();
  }

  /** Refuses a training whose result nobody would have. */
  private void checkApart() {
    model.checkPlan(keys);
    answers.check(keys);
    if (!keys.isApart()) {
      return;
    }
    if (left.reveals() && (!answers.given() || left.saves())) {
      throw new InputException(
          "cannot reveal the weights: the querier is apart and nobody here may read them, expected"
              + " --answers-out DIR and no --model-out");
    }
    if (!left.reveals() && !left.saves()) {
      throw new InputException(
          "cannot train for a querier that is apart: nothing would be left of it, expected"
              + " --model-out DIR, or --reveal-weights and --answers-out DIR");
    }
  }

  private void introduce(Console console, TrainTestSplit split) {
    Frames.introduce(console, split.train());
    if (split.test() != null && split.ownTest()) {
      Frames.introduce(console, split.test());
    }
    checkpoint.introduce(console);
    left.introduce(console, model.plain(), keys);
  }
}
