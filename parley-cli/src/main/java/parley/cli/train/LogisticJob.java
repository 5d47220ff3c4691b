package parley.cli.train;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataNotes;
import parley.cli.input.Frames;
import parley.cli.input.Providers;
import parley.cli.model.CheckpointOptions;
import parley.cli.model.KeyOptions;
import parley.cli.model.RevealedWeights;
import parley.cli.model.StandardScale;
import parley.cli.models.CoefficientTable;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.optim.LinearWeights;
import parley.fl.protection.SealedAnswers;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.PolynomialFit;

/** One training of a logistic regression, with predictions for its test rows. For one thread. */
public final class LogisticJob {
  private final TrainTestSplit split;
  private final Providers providers;
  private final boolean allowTwo;
  private final ModelOptions options;
  private final KeyOptions keys;
  private final CheckpointOptions checkpoint;
  private final boolean reveal;
  private final boolean sealMargins;

  public LogisticJob(
      TrainTestSplit split,
      Providers providers,
      boolean allowTwo,
      ModelOptions options,
      KeyOptions keys,
      CheckpointOptions checkpoint,
      boolean reveal,
      boolean sealMargins) {
    this.split = split;
    this.providers = providers;
    this.allowTwo = allowTwo;
    this.options = options;
    this.keys = keys;
    this.checkpoint = checkpoint;
    this.reveal = reveal;
    this.sealMargins = sealMargins;
  }

  /** Refuses rows that nothing can be learnt from. */
  void check() {
    LabelledRows train = split.train();
    long positives = train.positives();
    if (positives == 0 || positives == train.count()) {
      throw new InputException(
          "cannot train: no training row is %s, expected rows of both kinds among %d"
              .formatted(positives == 0 ? "positive" : "negative", train.count()));
    }
    options.check(train.features());
  }

  /**
   * Trains, predicts and measures.
   *
   * @param start when the command began, in nanoseconds of {@link System#nanoTime}
   */
  public LogisticOutcome run(SparkSession spark, FitListener listener, long start) {
    List<String> features = split.train().features();
    Dataset<Row> train = Frames.train(spark, split.train(), providers).cache();
    try {
      FederatedLogisticRegression estimator = estimator(features);
      FederatedLogisticRegressionModel model = estimator.setListener(listener).fit(train);
      FitReport told = model.report().with(DataNotes.choices(split), DataNotes.warnings(split));
      long trained = System.nanoTime();
      LabelledRows test = keys.isApart() ? null : split.test();
      LogisticOutcome.Score score = test == null ? null : score(spark, model, test);
      List<SealedAnswers> answers = keys.isApart() ? answers(spark, model) : List.of();
      double predictSeconds = split.test() == null ? 0 : seconds(trained);
      FederatedLogisticRegressionModel clear =
          reveal && model.isKnown() ? inClear(estimator, train) : null;
      RevealedWeights weights =
          clear == null
              ? null
              : RevealedWeights.of(
                  features, linear(model), linear(clear), StandardScale.of(train, Frames.FEATURES));
      LogisticCoefficients coefficients =
          weights == null ? null : coefficients(train, features, linear(model), told.fit());
      FitReport report = clear == null ? told : told.withFit(clear.report().fit());
      if (coefficients != null) {
        report = report.withCoefficients(CoefficientTable.terms(coefficients.rows()));
      }
      return new LogisticOutcome(
          model,
          report,
          model.predictionReport().map(report::with).orElse(report),
          split,
          score,
          weights,
          coefficients,
          answers,
          predictSeconds,
          seconds(start));
    } finally {
      train.unpersist();
    }
  }

  /** With standard errors where this process has what they are made of. */
  private LogisticCoefficients coefficients(
      Dataset<Row> train,
      List<String> features,
      LinearWeights weights,
      @Nullable PolynomialFit fit) {
    return options
        .withoutErrors(fit)
        .map(reason -> LogisticCoefficients.without(features, weights, reason))
        .orElseGet(() -> LogisticCoefficients.of(train, Frames.FEATURES, features, weights));
  }

  private static LinearWeights linear(FederatedLogisticRegressionModel model) {
    return new LinearWeights(model.coefficients().toArray(), model.intercept());
  }

  private FederatedLogisticRegression estimator(List<String> features) {
    return estimator(features, options, keys, checkpoint)
        .setProviderCol(Frames.PROVIDER)
        .setAllowTwoProviders(allowTwo)
        .setRevealWeights(reveal);
  }

  /** An estimator as the options say, but for who the providers are and who sees the weights. */
  static FederatedLogisticRegression estimator(
      List<String> features, ModelOptions options, KeyOptions keys, CheckpointOptions checkpoint) {
    FederatedLogisticRegression estimator =
        new FederatedLogisticRegression().setFeaturesCol(Frames.FEATURES).setLabelCol(Frames.LABEL);
    keys.ifQuerierKey(estimator::setQuerierKey);
    keys.ifQuerierPublic(estimator::setQuerierPublicKey);
    keys.ifKeyStore(estimator::setKeyStore);
    keys.ifVault(estimator::setVault);
    keys.ifPolicy(estimator::setPolicy);
    keys.ifPassphrases(
        estimator::setKeyStorePassphraseFrom, estimator::setQuerierKeyPassphraseFrom);
    checkpoint.applyTo(estimator);
    options.applyTo(estimator, features);
    return estimator;
  }

  /** The weights, or the test rows' margins, for a querier that is apart. */
  private List<SealedAnswers> answers(SparkSession spark, FederatedLogisticRegressionModel model) {
    LabelledRows test = split.test();
    if (model.sealedWeights().isPresent()) {
      return List.of(model.sealedWeights().get());
    }
    if (!sealMargins || test == null) {
      return List.of();
    }
    SealedAnswers margins = model.answers(Frames.test(spark, test));
    return List.of(margins.with(places(test), margins.attributes()));
  }

  /** Where each row stood in its table. */
  public static List<Long> places(LabelledRows rows) {
    return rows.rows().map(LabelledRows.Row::number).collect();
  }

  private static LogisticOutcome.Score score(
      SparkSession spark, FederatedLogisticRegressionModel model, LabelledRows test) {
    return Scores.of(model.transform(Frames.test(spark, test)));
  }

  /** The same training in clear: what the weights are compared with, and its own figures. */
  private static FederatedLogisticRegressionModel inClear(
      FederatedLogisticRegression estimator, Dataset<Row> train) {
    FederatedLogisticRegression inClear =
        estimator.copy(org.apache.spark.ml.param.ParamMap.empty());
    inClear.clear(inClear.checkpointPath());
    return inClear.setListener(FitListener.NONE).setProtection("plain").fit(train);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
