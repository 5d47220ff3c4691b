package parley.cli.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.cli.input.StandardizationOptions;
import parley.cli.model.KeyOptions;
import parley.cli.model.PlanOption;
import parley.cli.terminal.IntervalConverter;
import parley.cli.terminal.NumberInterval;
import parley.fl.Defaults;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.family.logistic.LogisticDefaults;
import parley.fl.report.PolynomialFit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model's own parameters; what is not given keeps the estimator's default. */
public final class ModelOptions {
  @Option(
      names = "--algorithm",
      paramLabel = "A",
      description = "nesterov (default), gradient-descent or fixed-hessian")
  private @Nullable String algorithm;

  @Option(
      names = "--protection",
      paramLabel = "encrypted|plain",
      description = "encrypted (default), or plain: the same algorithm in clear")
  private @Nullable String protection;

  @Mixin private PlanOption plan = new PlanOption();

  @Option(
      names = "--max-iter",
      paramLabel = "N",
      description = "iterations, a collective refresh each (default: " + Defaults.MAX_ITER + ")")
  private @Nullable Integer maxIter;

  @Option(
      names = "--reg-param",
      paramLabel = "R",
      description = "L2 penalty in Spark's convention (default: 1/rows)")
  private @Nullable Double regParam;

  @Option(
      names = "--degree",
      paramLabel = "D",
      description =
          "one fixed polynomial of this degree for the sigmoid: 5, 9 or 13 (default: fitted to the"
              + " rows in each iteration)")
  private @Nullable Integer degree;

  @Option(
      names = "--interval",
      paramLabel = "LO,HI",
      converter = IntervalConverter.class,
      description =
          "where one fixed polynomial stands for the sigmoid (with --degree: -"
              + LogisticDefaults.HALF_WIDTH
              + ","
              + LogisticDefaults.HALF_WIDTH
              + ")")
  private @Nullable NumberInterval interval;

  @Mixin private StandardizationOptions standardization = new StandardizationOptions();

  @Option(
      names = "--feature-clip",
      paramLabel = "C",
      description = "cut standardised features to [-C, C] (default: " + Defaults.FEATURE_CLIP + ")")
  private @Nullable Double featureClip;

  @Option(
      names = "--rows-per-opening",
      paramLabel = "R",
      description =
          "rows that one opening of a sealed model's predictions carries, and counts against the"
              + " providers' row budgets (default: as many as there is room)")
  private @Nullable Integer rowsPerOpening;

  /** Refuses a plan or a querier that is apart where they mean nothing, or not enough. */
  void checkPlan(KeyOptions keys) {
    plan.check(plain(), keys);
  }

  boolean plain() {
    return "plain".equals(word(protection));
  }

  /**
   * Why a training with these options gives no standard errors; empty if it does.
   *
   * @param fit what its polynomials came to; null where one was fixed
   */
  Optional<String> withoutErrors(@Nullable PolynomialFit fit) {
    if (!plain()) {
      return Optional.of(
          "the information matrix was not opened, expected --protection plain, or train glm"
              + " --family binomial, whose rounds open it");
    }
    if (regParam != null && regParam != 0) {
      return Optional.of("a penalty pulls the coefficients, expected no --reg-param, or 0");
    }
    return fit != null && !fit.converged()
        ? Optional.of("the training has not converged, expected more --max-iter")
        : Optional.empty();
  }

  /** Hands what was given to an estimator. */
  void applyTo(FederatedLogisticRegression estimator, List<String> features) {
    ifGiven(word(protection), estimator::setProtection);
    ifGiven(word(algorithm), estimator::setAlgorithm);
    plan.ifGiven(estimator::setPlan);
    ifGiven(maxIter, estimator::setMaxIter);
    ifGiven(regParam, estimator::setRegParam);
    ifGiven(degree, estimator::setDegree);
    ifGiven(interval, value -> estimator.setInterval(value.ends()));
    standardization.applyTo(estimator, features);
    ifGiven(featureClip, estimator::setFeatureClip);
    ifGiven(rowsPerOpening, estimator::setRowsPerOpening);
  }

  private static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  /** Refuses what does not fit the features, before any key is made. */
  void check(List<String> features) {
    standardization.check(features);
  }

  private static @Nullable String word(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
