package parley.cli.network;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import parley.cli.input.Frames;
import parley.cli.input.ProviderOptions;
import parley.cli.model.CheckpointOptions;
import parley.cli.model.KeyOptions;
import parley.cli.model.ModelOutput;
import parley.cli.model.PlanOption;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley train mlp}: a network of dense layers. */
@Command(
    name = "mlp",
    description = "Train a network of dense layers over several data providers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class TrainMlpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NetworkDataOptions data;
  @Mixin private ProviderOptions providers;
  @Mixin private NetworkOptions network;
  @Mixin private PlanOption plan = new PlanOption();
  @Mixin private KeyOptions keys;
  @Mixin private CheckpointOptions checkpoint = new CheckpointOptions();
  @Mixin private ModelOutput left;
  @Mixin private ProgressOptions progress;
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
    providers.check();
    data.check(providers.column());
    network.check(data.ofImages());
    keys.check();
    keys.checkForNewStores();
    checkpoint.check(network.plain(), keys);
    plan.check(network.plain(), keys);
    checkApart();
    left.check(network.plain(), keys);
    OutputDirectory folder = left.at(force);
    KeyStoreFolder store = checkpoint.keyStores(keys, force);
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    TrainTestSplit split = data.read(spark, providers.column());
    network.check(split.train());
    boolean sealed = !network.plain() && !left.reveals();
    if (sealed && !left.saves() && split.test() == null) {
      throw new InputException(
          "cannot train: nothing would be left of it, expected --model-out DIR, test rows"
              + " (--test-every, --test-data) or --reveal-weights");
    }
    NetworkJob job =
        new NetworkJob(
            split, providers.assign(split.train()), providers.allowTwo(), keys, left.reveals());
    Frames.introduce(console, split.train());
    if (split.test() != null && split.ownTest()) {
      Frames.introduce(console, split.test());
    }
    checkpoint.introduce(console);
    left.introduce(console, network.plain(), keys);
    store.begin();
    checkpoint.forgetAtSuccess();
    NetworkOutcome outcome =
        job.run(
            spark,
            estimator -> {
              network.applyTo(estimator, split.train().features(), data.shape(), plan.given());
              plan.ifGiven(estimator::setPlan);
              checkpoint.applyTo(estimator);
            },
            store.listening(progress.on(console)),
            start);
    if (folder != null) {
      String digest = SavedModel.digest(outcome.model());
      folder.write(at -> outcome.save(at, data.columns(split, digest), spark));
    }
    report.write(outcome.written().about(data.words(split), outcome.words()));
    if (outcome.report().simulated()) {
      store.requireAll(outcome.report().providers());
    }
    console.result(output.json() ? outcome.toJson() : outcome.toText());
    return ExitCode.DONE;
  }

  /** Refuses a training whose result nobody would have. */
  private void checkApart() {
    if (keys.isApart() && (left.reveals() || !left.saves() || data.measures())) {
      throw new InputException(
          "cannot train a network for a querier that is apart: nobody here may read its weights or"
              + " answers, expected --model-out DIR, no --reveal-weights and no test rows (predict"
              + " --answers-out asks for them)");
    }
  }
}
