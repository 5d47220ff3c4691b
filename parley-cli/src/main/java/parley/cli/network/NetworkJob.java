package parley.cli.network;

import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataNotes;
import parley.cli.input.Frames;
import parley.cli.input.Providers;
import parley.cli.model.KeyOptions;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import parley.fl.classification.FederatedMultilayerPerceptronSummary;
import parley.fl.evaluation.BinaryMetrics;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;

/** One training of a network, with predictions for its test rows. For one thread. */
final class NetworkJob {
  private final TrainTestSplit split;
  private final Providers providers;
  private final boolean allowTwo;
  private final KeyOptions keys;
  private final boolean reveal;

  NetworkJob(
      TrainTestSplit split,
      Providers providers,
      boolean allowTwo,
      KeyOptions keys,
      boolean reveal) {
    this.split = split;
    this.providers = providers;
    this.allowTwo = allowTwo;
    this.keys = keys;
    this.reveal = reveal;
  }

  /**
   * Trains, predicts and measures.
   *
   * @param options what is told to the estimator of the network itself
   * @param start when the command began, in nanoseconds of {@link System#nanoTime}
   */
  NetworkOutcome run(
      SparkSession spark,
      Consumer<FederatedMultilayerPerceptron> options,
      FitListener listener,
      long start) {
    FederatedMultilayerPerceptron estimator = estimator();
    options.accept(estimator);
    Dataset<Row> train = Frames.train(spark, split.train(), providers);
    FederatedMultilayerPerceptronModel model = estimator.setListener(listener).fit(train);
    FitReport report = model.report().with(DataNotes.choices(split), DataNotes.warnings(split));
    long trained = System.nanoTime();
    LabelledRows test = split.test();
    NetworkOutcome.Score score = test == null ? null : score(spark, model, test);
    double predictSeconds = test == null ? 0 : seconds(trained);
    return new NetworkOutcome(
        model,
        report,
        model.predictionReport().map(report::with).orElse(report),
        split,
        score,
        predictSeconds,
        seconds(start));
  }

  private FederatedMultilayerPerceptron estimator() {
    FederatedMultilayerPerceptron estimator =
        new FederatedMultilayerPerceptron()
            .setFeaturesCol(Frames.FEATURES)
            .setLabelCol(Frames.LABEL)
            .setProviderCol(Frames.PROVIDER)
            .setAllowTwoProviders(allowTwo)
            .setRevealWeights(reveal);
    keys.ifQuerierKey(estimator::setQuerierKey);
    keys.ifQuerierPublic(estimator::setQuerierPublicKey);
    keys.ifKeyStore(estimator::setKeyStore);
    keys.ifVault(estimator::setVault);
    keys.ifPolicy(estimator::setPolicy);
    keys.ifPassphrases(
        estimator::setKeyStorePassphraseFrom, estimator::setQuerierKeyPassphraseFrom);
    return estimator;
  }

  private static NetworkOutcome.Score score(
      SparkSession spark, FederatedMultilayerPerceptronModel model, LabelledRows test) {
    Dataset<Row> rows = Frames.test(spark, test);
    Dataset<Row> answers = model.transform(rows);
    FederatedMultilayerPerceptronSummary summary = model.evaluateAnswers(answers, Frames.LABEL);
    @Nullable Double auc =
        model.numClasses() == 2
            ? BinaryMetrics.of(answers, Frames.LABEL, "probability", "prediction").auc()
            : null;
    return new NetworkOutcome.Score(
        summary.accuracy(), auc == null || auc.isNaN() ? null : auc, summary.confusion());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
