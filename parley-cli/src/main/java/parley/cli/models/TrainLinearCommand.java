package parley.cli.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.model.ModelKind;
import parley.cli.query.Choices;
import parley.cli.query.Dropped;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Training;
import parley.cli.query.Words;
import parley.cli.terminal.InputException;
import parley.fl.Defaults;
import parley.fl.regression.FederatedLinearRegression;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.linear.LinearResult;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.linear.LinearStatistic.Errors;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code parley train linear}: linear regression from exact sums, or by encrypted descent with
 * coefficients that nobody sees.
 */
@Command(
    name = "linear",
    description = "Fit a linear regression over several data providers, from exact sums or sealed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class TrainLinearCommand extends StatisticCommand<LinearResult> {
  private static final String ROUNDS = "rounds";

  @Mixin private ModelColumnOptions columns;

  @Option(
      names = "--reg-param",
      paramLabel = "R",
      defaultValue = "0",
      description = "strength of the penalty, as Spark's (default: 0)")
  private double regParam;

  @Option(
      names = "--elastic-net",
      paramLabel = "A",
      defaultValue = "0",
      description = "0 for ridge to 1 for lasso (default: 0)")
  private double elasticNet;

  @Option(
      names = "--no-standardization",
      description = "penalise the coefficients of the features as they are")
  private boolean noStandardization;

  @Option(
      names = "--errors",
      paramLabel = "E",
      defaultValue = "classical",
      description =
          "standard errors: classical, hc1 (robust) or cluster (a provider is a cluster); the last"
              + " two tell the providers the coefficients (default: classical)")
  private String errors = "classical";

  @Option(
      names = "--release",
      paramLabel = "R",
      defaultValue = ROUNDS,
      description =
          "rounds: exact, from sums that the querier reads; sealed: by encrypted descent, nobody"
              + " sees the coefficients (default: rounds)")
  private String release = ROUNDS;

  @Option(
      names = "--max-iter",
      paramLabel = "N",
      description = "with --release sealed: iterations (default: " + Defaults.LINEAR_MAX_ITER + ")")
  private @Nullable Integer maxIter;

  @Mixin private SealedOptions sealed = new SealedOptions();

  private Errors errors() {
    return Choices.word("--errors", errors, Errors.class);
  }

  private boolean isSealed() {
    return release.equals(SealedOptions.SEALED);
  }

  @Override
  protected void check() {
    Errors kind = errors();
    if (!isSealed() && !release.equals(ROUNDS)) {
      throw new InputException("cannot use --release: expected rounds or sealed, got " + release);
    }
    if (!isSealed()) {
      sealed.refuse(release);
      SealedOptions.refuse("--max-iter", maxIter != null, release);
      return;
    }
    SealedOptions.refuseSealed(
        "--errors", kind != Errors.CLASSICAL, "it has no standard errors at all");
    SealedOptions.refuseSealed("--elastic-net", elasticNet != 0, "a lasso is no descent");
    SealedOptions.refuseSealed(
        "--no-standardization", noStandardization, "its penalty is on standardised features");
    sealed.check(sums(), columns);
  }

  @Override
  protected @Nullable Training training() {
    if (!isSealed()) {
      return null;
    }
    FederatedLinearRegression estimator = new FederatedLinearRegression();
    asked(() -> estimator.setRegParam(regParam));
    if (maxIter != null) {
      int most = maxIter;
      asked(() -> estimator.setMaxIter(most));
    }
    return sealed.training(
        ModelKind.LINEAR, estimator, estimator::setListener, columns, sums(), force());
  }

  @Override
  protected StatisticRun.Result<LinearResult> ask(ProviderQuery query, StatisticData table) {
    return query.ask(
        asked(
            () ->
                new LinearStatistic(
                    table.number(columns.label()),
                    columns.features(table),
                    columns.weight(table),
                    regParam,
                    elasticNet,
                    !noStandardization,
                    columns.fitIntercept(),
                    errors())));
  }

  @Override
  protected Map<String, @Nullable Object> json(LinearResult r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", r.rows());
    all.put("droppedRows", r.droppedRows());
    all.putAll(CoefficientTable.json(r.coefficients()));
    all.put("errors", r.errors());
    all.put("degreesOfFreedom", r.degreesOfFreedom());
    all.put("r2", r.r2().value());
    all.put("adjustedR2", r.adjustedR2().value());
    all.put("fStatistic", r.fStatistic());
    all.put("fPValue", r.fPValue());
    all.put("rmse", r.rmse());
    all.put("explainedVariance", r.explainedVariance());
    all.put("residualVariance", r.residualVariance());
    all.put("logLikelihood", r.logLikelihood());
    all.put("aic", r.aic());
    return all;
  }

  private static String fit(LinearResult r) {
    return "R2 %s, adjusted %s, RMSE %s; %d rows, %d left out"
        .formatted(
            Words.number(r.r2().value()),
            Words.number(r.adjustedR2().value()),
            Words.number(r.rmse()),
            r.rows(),
            r.droppedRows());
  }

  @Override
  protected String text(LinearResult r) {
    return CoefficientTable.text(r.coefficients()) + "\n" + fit(r);
  }

  @Override
  protected void page(HtmlPage page, LinearResult r) {
    page.paragraph(fit(r) + ".");
    CoefficientTable.page(page, r.coefficients());
  }

  @Override
  protected String title() {
    return "Linear regression for " + columns.label();
  }

  @Override
  protected List<String> warnings(LinearResult r) {
    return Dropped.warnings(r.rows(), r.droppedRows());
  }
}
