package parley.fl.study;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumReport;

/**
 * A meta-analysis that shows no site's own estimate. Immutable, thread-safe.
 *
 * @param result all figures, and warnings
 * @param report what was opened, to whom
 */
public record MetaAnalysis(MetaResult result, SumReport report) {
  /**
   * Of estimates that each site has, one row a site. Refused from so few sites that each one's
   * estimate could be solved for: below four, below six with random effects.
   *
   * @param method how the variance between sites is found
   * @throws parley.error.ParleyException with too few sites, or if one refuses or does not answer
   */
  public static MetaAnalysis of(
      ProviderQuery query, List<MetaTerm> terms, MetaStatistic.Method method) {
    StatisticRun.Result<MetaResult> answer =
        query.ask(new MetaStatistic(terms, method, false, false));
    return new MetaAnalysis(answer.value(), answer.report());
  }

  /**
   * A row a term and method, the fixed effect first: {@code term}, {@code method}, {@code sites},
   * {@code estimate}, {@code standardError}, {@code statistic}, {@code pValue}, {@code lower} and
   * {@code upper} at 95 %, {@code q}, {@code i2}, {@code tau2}.
   */
  public Dataset<Row> estimates() {
    return Estimates.frame(List.of(), result.estimates());
  }
}
