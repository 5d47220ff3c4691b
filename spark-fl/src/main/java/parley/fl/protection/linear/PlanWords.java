package parley.fl.protection.linear;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.fl.family.LinearFamily;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.report.FitReport;
import parley.fl.settings.LinearSettings;

/**
 * What every training's report says of its numbers. Stateless, so safe for use by several threads.
 */
public final class PlanWords {
  private PlanWords() {}

  /** Adds the iteration's parameters and why they are what they are. */
  public static void describe(
      FitReport.Builder report, LinearSettings settings, IterationPlan plan) {
    LinearFamily.ActivationWords activation = settings.family().activationWords();
    report
        .parameter("algorithm", settings.descent().algorithm().parameterName(), "")
        .parameter("iterations", plan.iterations(), "")
        .parameter(
            plan.fit().isPresent() ? "shortest step size" : "step size",
            number(plan.stepSize()),
            settings.standardization().byRanges()
                ? "from a public bound on the largest eigenvalue"
                : "from the weighted mean of the providers' largest eigenvalues")
        .parameter(
            "regParam",
            number(plan.regParam()),
            settings.descent().regParam().isPresent()
                ? "as asked"
                : "1 / rows, the ridge penalty of scikit-learn's C = 1")
        .parameter(activation.name(), activation.value(), activation.reason())
        .parameter(
            "standardisation",
            settings.standardization().mode().parameterName(),
            settings.standardization().collective()
                ? "opens row count, means and deviations to all"
                : "opens no means and deviations");
    if (Double.isFinite(settings.standardization().featureClip())) {
      report.parameter(
          "feature clip",
          number(settings.standardization().featureClip()),
          "keeps single rows from the far end");
    }
  }

  /** The warning for features that do not vary. */
  public static Optional<String> constantFeatures(Standardization scaling, List<String> names) {
    if (scaling.constantFeatures().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "no weight was learnt for features that do not vary: "
            + scaling.constantFeatures().stream()
                .map(names::get)
                .collect(Collectors.joining(", ")));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
