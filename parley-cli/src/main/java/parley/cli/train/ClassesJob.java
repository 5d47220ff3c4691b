package parley.cli.train;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.cli.input.DataNotes;
import parley.cli.input.Frames;
import parley.cli.input.Providers;
import parley.cli.model.CheckpointOptions;
import parley.cli.model.KeyOptions;
import parley.cli.model.ModelOutput;
import parley.cli.network.NetworkOutcome;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;

/** One training of a logistic regression of several classes, which is sealed. For one thread. */
final class ClassesJob {
  private final TrainTestSplit split;
  private final Providers providers;
  private final boolean allowTwo;
  private final ModelOptions options;
  private final KeyOptions keys;
  private final CheckpointOptions checkpoint;

  ClassesJob(
      TrainTestSplit split,
      Providers providers,
      boolean allowTwo,
      ModelOptions options,
      KeyOptions keys,
      CheckpointOptions checkpoint) {
    this.split = split;
    this.providers = providers;
    this.allowTwo = allowTwo;
    this.options = options;
    this.keys = keys;
    this.checkpoint = checkpoint;
  }

  /** Refuses options of models whose weights are seen, before any file is read. */
  static void check(ModelOptions options, ModelOutput left) {
    if (options.plain() || left.reveals()) {
      throw new InputException(
          "cannot train several classes with weights that are seen: expected no %1$s (without --positive each value of the label is a class), or train mlp --layers none %1$s for the same steps, or train multinomial for exact rounds"
              .formatted(options.plain() ? "--protection plain" : "--reveal-weights"));
    }
  }

  /** Refuses rows of which another model is learnt, and a training of which nothing is left. */
  void check(String label, boolean saves) {
    LabelledRows train = split.train();
    if (train.classes().size() == 2) {
      throw new InputException(
          "cannot tell which value of label '%s' counts as 1: it has two, %s, expected --positive VALUE"
              .formatted(label, String.join(" and ", train.classes())));
    }
    if (!saves && split.test() == null) {
      throw new InputException(
          "cannot train: nothing would be left of it, expected --model-out DIR or test rows"
              + " (--test-every, --test-data)");
    }
    options.check(train.features());
  }

  /**
   * Trains, predicts and measures.
   *
   * @param start when the command began, in nanoseconds of {@link System#nanoTime}
   */
  NetworkOutcome run(SparkSession spark, FitListener listener, long start) {
    FederatedLogisticRegression estimator =
        LogisticJob.estimator(split.train().features(), options, keys, checkpoint)
            .setFamily("multinomial")
            .setProviderCol(Frames.PROVIDER)
            .setAllowTwoProviders(allowTwo);
    Dataset<Row> train = Frames.train(spark, split.train(), providers);
    FederatedLogisticRegressionModel model = estimator.setListener(listener).fit(train);
    FitReport report = model.report().with(DataNotes.choices(split), DataNotes.warnings(split));
    long trained = System.nanoTime();
    LabelledRows test = split.test();
    NetworkOutcome.Score score =
        test == null
            ? null
            : NetworkOutcome.Score.of(
                model.transform(Frames.test(spark, test)), model.numClasses());
    return new NetworkOutcome(
        model,
        report,
        model.predictionReport().map(report::with).orElse(report),
        split,
        score,
        test == null ? 0 : seconds(trained),
        seconds(start));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
