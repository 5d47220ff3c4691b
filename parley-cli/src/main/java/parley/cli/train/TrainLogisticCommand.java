package parley.cli.train;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataOptions;
import parley.cli.input.Frames;
import parley.cli.input.ModelColumns;
import parley.cli.input.ProviderOptions;
import parley.cli.model.AnswerOptions;
import parley.cli.model.AnswersFolder;
import parley.cli.model.KeyOptions;
import parley.cli.model.SavedModel;
import parley.cli.place.KeyStoreFolder;
import parley.cli.place.OutputDirectory;
import parley.cli.place.ReportOptions;
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
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ProviderOptions providers;
  @Mixin private ModelOptions model;
  @Mixin private KeyOptions keys;
  @Mixin private CheckpointOptions checkpoint;

  @Option(
      names = "--reveal-weights",
      description = "switch the weights to the querier's key; without it the model stays sealed")
  private boolean revealWeights;

  @Option(
      names = "--model-out",
      paramLabel = "DIR",
      description = "save the model; a sealed one needs --querier-key, and --key-store or --vault")
  private @Nullable String modelOut;

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
    OutputDirectory folder =
        modelOut == null ? null : OutputDirectory.at(modelOut, force, new Configuration());
    OutputDirectory answersFolder = answers.at(force);
    KeyStoreFolder store = keyStores();
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    TrainTestSplit split = data.read(spark, providers.column());
    LogisticJob job =
        new LogisticJob(
            split,
            providers.assign(split.train()),
            providers.allowTwo(),
            model,
            keys,
            checkpoint,
            revealWeights,
            answers.given());
    job.check();
    if (answersFolder != null && !revealWeights && split.test() == null) {
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
          data.columns(split.train().columns(), SavedModel.digest(outcome.model()));
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

  private void checkOptions() {
    providers.check();
    keys.check();
    keys.checkForNewStores();
    checkpoint.check(model, keys);
    checkApart();
    if (modelOut != null && sealed() && !keys.hasBoth()) {
      throw new InputException(
          "cannot save a sealed model: nobody could use it without its keys, expected --querier-key"
              + " and --key-store or --vault (or --reveal-weights)");
    }
  }

  /** What the querier opens, with the words that it shows. */
  private List<SealedAnswers> sealed(LogisticOutcome outcome, TrainTestSplit split) {
    ModelColumns columns = data.columns(split.train().columns(), "");
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
    if (revealWeights && (!answers.given() || modelOut != null)) {
      throw new InputException(
          "cannot reveal the weights: the querier is apart and nobody here may read them, expected"
              + " --answers-out DIR and no --model-out");
    }
    if (!revealWeights && modelOut == null) {
      throw new InputException(
          "cannot train for a querier that is apart: nothing would be left of it, expected"
              + " --model-out DIR, or --reveal-weights and --answers-out DIR");
    }
  }

  private KeyStoreFolder keyStores() {
    return checkpoint.given()
        ? KeyStoreFolder.resumable(keys.keyStore(), checkpoint::holdsTraining)
        : KeyStoreFolder.at(keys.keyStore(), force);
  }

  private boolean sealed() {
    return !model.plain() && !revealWeights;
  }

  private void introduce(Console console, TrainTestSplit split) {
    Frames.introduce(console, split.train());
    if (split.test() != null && split.ownTest()) {
      Frames.introduce(console, split.test());
    }
    if (checkpoint.holdsTraining()) {
      console.say("going on with the training that --checkpoint holds");
    }
    if (!model.plain() && !keys.hasQuerierKey()) {
      console.say("no --querier-key given: made one for this run only");
    }
    if (modelOut != null && sealed()) {
      console.say(
          "the sealed model will need "
              + keys.sharesPlace()
              + " and the querier's key: where one of them is lost, it is useless and cannot be"
              + " brought back");
    }
  }
}
