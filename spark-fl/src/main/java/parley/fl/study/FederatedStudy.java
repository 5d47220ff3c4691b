package parley.fl.study;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.study.StudyStatistic;
import parley.fl.statistic.study.StudyStatistic.Model;
import parley.fl.sum.SumReport;

/**
 * One model of all rows, beside the meta-analysis of the models that sites fit for themselves,
 * which nobody sees. Immutable, thread-safe.
 *
 * @param together the model of all rows
 * @param sites what sites' own models say together
 * @param report what was opened, to whom
 */
public record FederatedStudy(StudyModel.Fit together, MetaResult sites, SumReport report) {
  /**
   * Fits both. Refused from so few sites that each one's estimate could be solved for: below four,
   * below six with random effects.
   *
   * @param model linear or logistic
   * @param label numeric column
   * @param features numeric columns
   * @param weight column of positive weights; null if each row counts 1
   * @param method how the variance between sites is found
   * @throws parley.error.ParleyException with too few sites, if one refuses or does not answer, or
   *     all rows allow no fit
   */
  public static FederatedStudy of(
      ProviderQuery query,
      Model model,
      String label,
      List<String> features,
      @Nullable String weight,
      MetaStatistic.Method method) {
    StatisticRun.Result<MetaResult> sites =
        query.ask(new StudyStatistic(model, label, features, weight, method, false, false));
    StatisticRun.Result<StudyModel.Fit> all =
        StudyModel.of(model, label, features, weight).ask(query);
    return new FederatedStudy(all.value(), sites.value(), sites.report().and(all.report()));
  }

  /**
   * A row a term and method, as {@link MetaAnalysis#estimates}; the method of the model of all rows
   * is {@code decentralised}.
   */
  public Dataset<Row> estimates() {
    return Estimates.frame(together.coefficients(), sites.estimates());
  }
}
