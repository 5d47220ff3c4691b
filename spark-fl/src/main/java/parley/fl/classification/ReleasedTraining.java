package parley.fl.classification;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;
import parley.fl.optim.LinearWeights;
import parley.fl.querier.HiddenGlm;
import parley.fl.regression.SumParams;
import parley.fl.report.FitReport;
import parley.fl.stat.FeatureFrame;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.run.StatisticRun;

/**
 * A fit of two classes whose coefficients the querier reads: by rounds of exact sums, or while no
 * provider sees them. Stateless.
 */
final class ReleasedTraining {
  private ReleasedTraining() {}

  /**
   * Refuses Params that such a fit cannot keep to.
   *
   * @throws IllegalArgumentException with one of them
   * @throws parley.error.ParleyException with what coefficients cannot be hidden of
   */
  static void check(FederatedLogisticRegression stage) {
    SumParams.check(stage, stage.protection(), "a logistic regression");
    for (Param<?> ofDescent :
        List.of(
            stage.checkpointPath(),
            stage.algorithm(),
            stage.approximation(),
            stage.degree(),
            stage.interval(),
            stage.standardization(),
            stage.watchEvery())) {
      if (stage.isSet(ofDescent)) {
        throw refuse(
            ofDescent.name() + " is told to sealed trainings alone, expected release sealed");
      }
    }
    if (stage.isDefined(stage.regParam()) && (Double) stage.getOrDefault(stage.regParam()) != 0) {
      throw refuse(
          "there is no penalty, expected regParam 0 or none, got "
              + stage.getOrDefault(stage.regParam()));
    }
    if (hidden(stage)) {
      InputColumns columns = stage.inputColumns();
      HiddenGlm.require(
          statistic(stage, columns.label(), List.of(columns.features()), columns.weight()));
      ProviderQuery.requireEncrypted(stage.getOrDefault(stage.protection()));
    }
  }

  private static IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException("cannot fit a logistic regression: " + reason);
  }

  private static boolean hidden(FederatedLogisticRegression stage) {
    return stage.releaseParams().querier(stage);
  }

  static Learnt fit(FederatedLogisticRegression stage, Dataset<?> dataset) {
    FeatureFrame rows = FeatureFrame.of(dataset, stage.inputColumns(), null);
    ProviderQuery query =
        rows.query(
            stage.getOrDefault(stage.protection()),
            stage.keyParams().settings(stage, stage.roundParams()));
    GlmStatistic statistic = statistic(stage, rows.label(), rows.features(), rows.weight());
    StatisticRun.Result<GlmResult> found =
        hidden(stage) ? query.ask(new HiddenGlm(statistic)) : query.ask(statistic);
    List<Coefficient> all = found.value().coefficients();
    FitReport report =
        found
            .report()
            .ofFit(
                FederatedLogisticRegression.class.getSimpleName(),
                rows.features().size(),
                all.size(),
                found.value().rounds());
    return Learnt.known(
        new LinearWeights(rows.coefficients(all), rows.intercept(all)),
        report.withCoefficients(all.stream().map(ReleasedTraining::term).toList()));
  }

  private static FitReport.Term term(Coefficient c) {
    return new FitReport.Term(c.term(), c.estimate(), c.standardError(), c.statistic(), c.pValue());
  }

  private static GlmStatistic statistic(
      FederatedLogisticRegression stage,
      String label,
      List<String> features,
      @Nullable String weight) {
    int usual = hidden(stage) ? HiddenGlm.DEFAULT_MAX_ITER : GlmStatistic.DEFAULT_MAX_ITER;
    return new GlmStatistic(
        label,
        features,
        null,
        weight,
        GlmModel.of(Family.BINOMIAL, Link.LOGIT),
        (Boolean) stage.getOrDefault(stage.fitIntercept()),
        stage.isSet(stage.maxIter()) ? (Integer) stage.getOrDefault(stage.maxIter()) : usual,
        hidden(stage) ? HiddenGlm.DEFAULT_TOL : GlmStatistic.DEFAULT_TOL);
  }
}
