package parley.fl.protection.plain;

import java.util.LinkedHashMap;
import java.util.Map;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.Schedule;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.protection.Roster;
import parley.fl.protection.linear.FitWords;
import parley.fl.protection.linear.PlanWords;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitRound;
import parley.fl.report.PolynomialFit;
import parley.fl.settings.LinearSettings;
import parley.fl.sum.SumSpec;

/** Writes the report of a training in clear while it runs. */
final class PlainReport {
  private final LinearSettings settings;
  private final FitReport.Builder report;
  private final Map<String, Long> agreed = new LinkedHashMap<>();
  private long trainNumbers;
  private final ProviderDataset data;

  PlainReport(boolean simulated, ProviderDataset data, LinearSettings settings) {
    this.settings = settings;
    this.data = data;
    report =
        FitReport.builder(
                "Federated " + settings.family().name(),
                settings.protection().kind().parameterName())
            .simulated(simulated)
            .sealed(false)
            .providers(data.providers())
            .features(data.features())
            .security("driver", "each provider's sums in every round, and the model: not protected")
            .security("querier", "the model's weights");
    Roster.warning(data.providers()).ifPresent(report::warning);
  }

  void round(FitRound round, int numbers) {
    report.round(round);
    if (round.iteration() >= 0) {
      trainNumbers += numbers;
    }
  }

  /** One opening of a sum; those of one sum are counted together. */
  void opened(SumSpec spec) {
    agreed.merge(spec.words(), (long) spec.length(), Long::sum);
  }

  void prepared(IterationPlan plan, Standardization scaling, double seconds) {
    report.seconds("prepare", seconds);
    PlanWords.describe(report, settings, plan);
    PlanWords.constantFeatures(scaling, data.featureNames()).ifPresent(report::warning);
    agreed.forEach((words, numbers) -> report.opened(words, Audience.ALL, numbers));
    settings.told().listener().prepared(report.build());
  }

  void fit(PolynomialFit figures) {
    report.fit(figures);
  }

  FitReport done(IterationPlan plan, Schedule schedule, double seconds) {
    FitWords.looked(report, schedule);
    return done(plan, seconds);
  }

  FitReport done(IterationPlan plan, ConvergenceWatch watch, double seconds) {
    report.watch(watch.readings());
    watch.warnings().forEach(report::warning);
    if (settings.descent().watchEvery() == 0 && settings.canLeave()) {
      report.warning("convergence was not watched");
    }
    return done(plan, seconds);
  }

  private FitReport done(IterationPlan plan, double seconds) {
    report
        .seconds("train", seconds)
        .iterations(plan.iterations())
        .opened("gradient sums", Audience.ALL, trainNumbers);
    FitReport built = report.build();
    settings.told().listener().done(built);
    return built;
  }
}
