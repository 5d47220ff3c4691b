package parley.fl.study;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.run.OwnResult;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.study.StudyStatistic.Model;

/**
 * The model of a study, over whichever rows. Immutable, thread-safe.
 *
 * @param statistic that fits it
 * @param fit what is shown of its result
 */
public record StudyModel<R>(Statistic<R> statistic, Function<R, StudyModel.Fit> fit) {
  /**
   * What a study shows of a fitted model.
   *
   * @param coefficients in the features' order, then {@code (intercept)}
   * @param rows complete ones
   * @param droppedRows rows with a missing value
   */
  public record Fit(List<Coefficient> coefficients, long rows, long droppedRows) {
    /** Takes a copy of the list. */
    public Fit {
      coefficients = List.copyOf(coefficients);
    }
  }

  /** The model of that kind, without a penalty. */
  public static StudyModel<?> of(
      Model model, String label, List<String> features, @Nullable String weight) {
    return switch (model) {
      case LINEAR ->
          new StudyModel<>(
              new LinearStatistic(
                  label, features, weight, 0, 0, true, true, LinearStatistic.Errors.CLASSICAL),
              all -> new Fit(all.coefficients(), all.rows(), all.droppedRows()));
      case LOGISTIC ->
          new StudyModel<>(
              GlmStatistic.logistic(label, features, weight, true),
              all -> new Fit(all.coefficients(), all.rows(), all.droppedRows()));
    };
  }

  /** Of all rows, each at its site. */
  public StatisticRun.Result<Fit> ask(ProviderQuery query) {
    return query.ask(statistic).map(fit);
  }

  /** Of all rows in one place. */
  public StatisticRun.Result<Fit> askPooled(ProviderQuery query) {
    return query.askPooled(statistic).map(fit);
  }

  /** Of each site's rows. */
  public SortedMap<String, OwnResult<Fit>> askEach(ProviderQuery query) {
    SortedMap<String, OwnResult<Fit>> all = new TreeMap<>();
    query.askEach(statistic).forEach((site, own) -> all.put(site, own.map(fit)));
    return all;
  }
}
