package parley.cli.models;

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

/** The model of a study, over whichever rows. Immutable, thread-safe. */
record StudyModel<R>(Statistic<R> statistic, Function<R, StudyModel.Fit> fit) {
  /** What a study shows of a fitted model. */
  record Fit(List<Coefficient> coefficients, long rows, long droppedRows) {}

  static StudyModel<?> of(
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
  StatisticRun.Result<Fit> ask(ProviderQuery query) {
    return query.ask(statistic).map(fit);
  }

  /** Of all rows in one place. */
  StatisticRun.Result<Fit> askPooled(ProviderQuery query) {
    return query.askPooled(statistic).map(fit);
  }

  /** Of each site's rows. */
  SortedMap<String, OwnResult<Fit>> askEach(ProviderQuery query) {
    SortedMap<String, OwnResult<Fit>> all = new TreeMap<>();
    query.askEach(statistic).forEach((site, own) -> all.put(site, own.map(fit)));
    return all;
  }
}
