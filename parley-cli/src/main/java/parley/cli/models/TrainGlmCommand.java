package parley.cli.models;

import java.util.ArrayList;
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
import parley.fl.querier.HiddenGlm;
import parley.fl.regression.FederatedGeneralizedLinearRegression;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code parley train glm}: a generalised linear model by rounds of exact sums, of gradients at
 * coefficients that no provider sees, or by encrypted descent with coefficients that nobody sees.
 */
@Command(
    name = "glm",
    description =
        "Fit a generalised linear model over several data providers, by rounds of sums or sealed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class TrainGlmCommand extends StatisticCommand<GlmResult> {
  private static final String ROUNDS = "rounds";
  private static final String QUERIER = "querier";

  @Mixin private ModelColumnOptions columns;

  @Option(
      names = "--family",
      required = true,
      paramLabel = "F",
      description = "gaussian, binomial, poisson, gamma, tweedie or negative-binomial")
  private String family;

  @Option(
      names = "--link",
      paramLabel = "L",
      description =
          "identity, log, logit, probit, cloglog, sqrt or inverse (default: the family's: identity,"
              + " logit, log, inverse, log, log)")
  private @Nullable String link;

  @Option(
      names = "--variance-power",
      paramLabel = "P",
      description = "of Tweedie's family, above 1 and not 2 (default: 1.5)")
  private @Nullable Double power;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "of the negative binomial's variance, mean + A mean^2 (default: 1)")
  private @Nullable Double alpha;

  @Option(
      names = "--offset",
      paramLabel = "C",
      description = "a column that is added to the linear predictor")
  private @Nullable String offset;

  @Option(
      names = "--release",
      paramLabel = "R",
      defaultValue = ROUNDS,
      description =
          "rounds: exact; providers see each round's coefficients, the querier each round's sums;"
              + " querier: providers see no coefficient, polynomials stand for the link; sealed:"
              + " nobody sees the coefficients, by encrypted descent (default: rounds)")
  private String release = ROUNDS;

  @Option(
      names = "--max-iter",
      paramLabel = "N",
      description =
          "most rounds (default: 25, with --release querier 12); with --release sealed iterations"
              + " (default: "
              + Defaults.MAX_ITER
              + ")")
  private @Nullable Integer maxIter;

  @Mixin private SealedOptions sealed = new SealedOptions();

  private GlmModel model() {
    Family one = Choices.word("--family", family, Family.class);
    if (power != null && one != Family.TWEEDIE
        || alpha != null && one != Family.NEGATIVE_BINOMIAL) {
      throw new InputException(
          "cannot use %s with the family %s"
              .formatted(power != null ? "--variance-power" : "--alpha", family));
    }
    double parameter =
        switch (one) {
          case TWEEDIE -> power == null ? 1.5 : power;
          case NEGATIVE_BINOMIAL -> alpha == null ? 1 : alpha;
          default -> 0;
        };
    Link between =
        link != null
            ? Choices.word("--link", link, Link.class)
            : switch (one) {
              case GAUSSIAN -> Link.IDENTITY;
              case BINOMIAL -> Link.LOGIT;
              case GAMMA -> Link.INVERSE;
              default -> Link.LOG;
            };
    return asked(() -> new GlmModel(one, between, parameter));
  }

  @Override
  protected void check() {
    if (!release.equals(ROUNDS) && !release.equals(QUERIER) && !isSealed()) {
      throw new InputException(
          "cannot use --release: expected rounds, querier or sealed, got " + release);
    }
    GlmModel model = model();
    if (isSealed()) {
      SealedOptions.refuseSealed(
          "--family " + family,
          model.family() == Family.TWEEDIE || model.family() == Family.NEGATIVE_BINOMIAL,
          "no polynomial stands for its mean");
      SealedOptions.refuseSealed(
          "--offset", offset != null, "an offset is no part of an encrypted margin");
      sealed.check(sums(), columns);
      return;
    }
    sealed.refuse(release);
    if (release.equals(QUERIER) && plain()) {
      throw new InputException(
          "cannot use --release querier: coefficients are hidden by encryption, expected"
              + " --protection encrypted, got plain");
    }
  }

  private boolean isSealed() {
    return release.equals(SealedOptions.SEALED);
  }

  @Override
  protected @Nullable Training training() {
    if (!isSealed()) {
      return null;
    }
    GlmModel model = model();
    FederatedGeneralizedLinearRegression estimator =
        new FederatedGeneralizedLinearRegression()
            .setFamily(model.family().name())
            .setLink(model.link().name());
    if (maxIter != null) {
      int most = maxIter;
      asked(() -> estimator.setMaxIter(most));
    }
    return sealed.training(
        ModelKind.GLM, estimator, estimator::setListener, columns, sums(), force());
  }

  @Override
  protected StatisticRun.Result<GlmResult> ask(ProviderQuery query, StatisticData table) {
    if (release.equals(QUERIER)) {
      HiddenGlm fit =
          asked(() -> new HiddenGlm(glm(table, HiddenGlm.DEFAULT_MAX_ITER, HiddenGlm.DEFAULT_TOL)));
      return query.ask(fit);
    }
    return query.ask(
        asked(() -> glm(table, GlmStatistic.DEFAULT_MAX_ITER, GlmStatistic.DEFAULT_TOL)));
  }

  private GlmStatistic glm(StatisticData table, int usualRounds, double tol) {
    return new GlmStatistic(
        table.number(columns.label()),
        columns.features(table, offset),
        offset == null ? null : table.number(offset),
        columns.weight(table),
        model(),
        columns.fitIntercept(),
        maxIter == null ? usualRounds : maxIter,
        tol);
  }

  @Override
  protected Map<String, @Nullable Object> json(GlmResult r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", r.rows());
    all.put("droppedRows", r.droppedRows());
    all.putAll(CoefficientTable.json(r.coefficients()));
    all.put("degreesOfFreedom", r.degreesOfFreedom());
    all.put("deviance", r.deviance());
    all.put("nullDeviance", r.nullDeviance());
    all.put("pearson", r.pearson());
    all.put("dispersion", r.dispersion());
    all.put("aic", r.aic());
    all.put("rounds", r.rounds());
    return all;
  }

  private static String fit(GlmResult r) {
    return "deviance %s (null %s), dispersion %s, AIC %s; %d rows, %d left out; %d rounds"
        .formatted(
            Words.number(r.deviance()),
            Words.number(r.nullDeviance()),
            Words.number(r.dispersion()),
            Words.number(r.aic()),
            r.rows(),
            r.droppedRows(),
            r.rounds());
  }

  @Override
  protected String text(GlmResult r) {
    return CoefficientTable.text(r.coefficients()) + "\n" + fit(r);
  }

  @Override
  protected void page(HtmlPage page, GlmResult r) {
    page.paragraph(fit(r) + ".");
    CoefficientTable.page(page, r.coefficients());
  }

  @Override
  protected String title() {
    return "Generalised linear model (%s) for %s".formatted(family, columns.label());
  }

  @Override
  protected List<String> warnings(GlmResult r) {
    List<String> warnings = new ArrayList<>(r.warnings());
    warnings.addAll(Dropped.warnings(r.rows(), r.droppedRows()));
    return warnings;
  }
}
