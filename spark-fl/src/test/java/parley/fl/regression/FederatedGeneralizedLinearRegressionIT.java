package parley.fl.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionTrainingSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.querier.HiddenGlm;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmResult;
import parley.testing.LocalSpark;
import parley.testing.StageParams;

/** Beside Spark's own estimator on all rows, and as a stage among Spark's. */
class FederatedGeneralizedLinearRegressionIT {
  private static SparkSession spark;
  private static Dataset<Row> raw;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    StructType schema = new StructType();
    for (String name : List.of("a", "b", "any", "positive", "count", "yes", "w", "shift")) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    Random random = new Random(5);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      double a = 2 * random.nextDouble() - 1;
      double b = 2 * random.nextDouble() - 1;
      double mean = 3 + a - .5 * b;
      all.add(
          RowFactory.create(
              a,
              b,
              mean + .3 * random.nextGaussian(),
              mean * Math.exp(.3 * random.nextGaussian()),
              Math.floor(2 * mean * random.nextDouble()),
              random.nextDouble() < 1 / (1 + Math.exp(b - a - .3)) ? 1.0 : 0.0,
              1.0 + i % 3,
              .2 * random.nextDouble(),
              "s" + i % 4));
    }
    raw = spark.createDataFrame(all, schema.add("site", DataTypes.StringType)).coalesce(1).cache();
    rows = assembler().transform(raw);
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
  }

  private static FederatedGeneralizedLinearRegression estimator() {
    return new FederatedGeneralizedLinearRegression()
        .setProviderCol("site")
        .setProtection("plain")
        .setLabelCol("any");
  }

  @ParameterizedTest
  @CsvSource({
    "gaussian, , any, true, , ",
    "gaussian, log, any, true, w, shift",
    "gaussian, inverse, any, true, , ",
    "binomial, , yes, true, w, shift",
    "binomial, probit, yes, false, , ",
    "binomial, cloglog, yes, true, , ",
    "Poisson, , count, true, w, shift",
    "poisson, identity, count, true, , ",
    "poisson, sqrt, count, true, , ",
    "gamma, , positive, true, , ",
    "gamma, identity, positive, true, w, ",
    "gamma, log, positive, true, , shift",
    "tweedie 1.5, 0, count, true, w, ",
    "tweedie 1.5, 0.5, positive, true, , ",
    "tweedie 3, 1, positive, true, , ",
    "tweedie 3, -1, positive, true, , "
  })
  void fit_anyFamilyAndLink_asSparksOwn(
      String family, String link, String label, boolean intercept, String weight, String offset) {
    FederatedGeneralizedLinearRegression ours =
        estimator().setLabelCol(label).setFitIntercept(intercept).setLinkPredictionCol("eta");
    GeneralizedLinearRegression theirs =
        new GeneralizedLinearRegression()
            .setLabelCol(label)
            .setFitIntercept(intercept)
            .setLinkPredictionCol("eta")
            .setTol(1e-12)
            .setMaxIter(200);
    String[] words = family.split(" ");
    ours.setFamily(words[0]).setMaxIter(60);
    theirs.setFamily(words[0]);
    if (words.length == 2) {
      ours.setVariancePower(Double.parseDouble(words[1])).setLinkPower(Double.parseDouble(link));
      theirs.setVariancePower(Double.parseDouble(words[1])).setLinkPower(Double.parseDouble(link));
    } else if (link != null) {
      ours.setLink(link);
      theirs.setLink(link);
    }
    if (weight != null) {
      ours.setWeightCol(weight);
      theirs.setWeightCol(weight);
    }
    if (offset != null) {
      ours.setOffsetCol(offset);
      theirs.setOffsetCol(offset);
    }
    FederatedGeneralizedLinearRegressionModel model = ours.fit(rows);
    GeneralizedLinearRegressionModel expected = theirs.fit(rows);
    for (int j = 0; j < 2; j++) {
      assertThat(model.coefficients().apply(j))
          .isCloseTo(expected.coefficients().apply(j), within(1e-6));
    }
    assertThat(model.intercept()).isCloseTo(expected.intercept(), within(1e-6));
    close(model.summary(), expected.summary(), family.startsWith("tweedie"));
    close(model.transform(rows), expected.transform(rows));
    close(model.toSpark().transform(rows), expected.transform(rows));
  }

  private static void close(
      GlmResult ours, GeneralizedLinearRegressionTrainingSummary theirs, boolean tweedie) {
    double[] errors = theirs.coefficientStandardErrors();
    for (int j = 0; j < errors.length; j++) {
      Coefficient one = ours.coefficients().get(j);
      assertThat((double) one.standardError()).isCloseTo(errors[j], withPercentage(1e-3));
      assertThat((double) one.statistic()).isCloseTo(theirs.tValues()[j], withPercentage(1e-2));
      assertThat((double) one.pValue()).isCloseTo(theirs.pValues()[j], within(1e-7));
    }
    assertThat(ours.deviance()).isCloseTo(theirs.deviance(), withPercentage(1e-6));
    if (ours.nullDeviance() != null) {
      assertThat((double) ours.nullDeviance())
          .isCloseTo(theirs.nullDeviance(), withPercentage(1e-6));
    }
    assertThat(ours.dispersion()).isCloseTo(theirs.dispersion(), withPercentage(1e-4));
    assertThat(ours.degreesOfFreedom()).isEqualTo(theirs.degreesOfFreedom());
    if (!tweedie) {
      assertThat((double) ours.aic()).isCloseTo(theirs.aic(), withPercentage(1e-5));
    }
  }

  private static void close(Dataset<Row> ours, Dataset<Row> theirs) {
    List<Row> got = ours.select("prediction", "eta").collectAsList();
    List<Row> expected = theirs.select("prediction", "eta").collectAsList();
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.size(); i++) {
      assertThat(got.get(i).getDouble(0)).isCloseTo(expected.get(i).getDouble(0), within(1e-5));
      assertThat(got.get(i).getDouble(1)).isCloseTo(expected.get(i).getDouble(1), within(1e-5));
    }
  }

  @Test
  void fit_negativeBinomial_predictsMeansOfItsLinkAndHasNoSparkModel() {
    FederatedGeneralizedLinearRegressionModel model =
        estimator().setLabelCol("count").setFamily("negativebinomial").setAlpha(.5).fit(rows);
    Row first = model.transform(rows).select("a", "b", "prediction").head();
    double eta =
        model.intercept()
            + model.coefficients().apply(0) * first.getDouble(0)
            + model.coefficients().apply(1) * first.getDouble(1);
    assertThat(first.getDouble(2)).isCloseTo(Math.exp(eta), within(1e-12));
    assertThatThrownBy(model::toSpark).hasMessageContaining("no negative binomial family");
  }

  @Test
  void fit_encrypted_theBitsOfTheSumsInClear() {
    FederatedGeneralizedLinearRegression poisson =
        estimator().setFamily("poisson").setLabelCol("count");
    FederatedGeneralizedLinearRegressionModel clear = poisson.fit(rows);
    FederatedGeneralizedLinearRegressionModel sealed = poisson.setProtection("encrypted").fit(rows);
    assertThat(sealed.coefficients()).isEqualTo(clear.coefficients());
    assertThat(sealed.summary()).isEqualTo(clear.summary());
    assertThat(sealed.report()).contains("\"protection\":\"encrypted\"", "\"securityBits\":128");
    assertThat(clear.summary().rounds()).isBetween(3, 8);
  }

  @Test
  void fit_querierHoldsTheCoefficients_thoseOfRoundsWithinThePolynomialsError(@TempDir Path folder)
      throws Exception {
    FederatedGeneralizedLinearRegression logit =
        estimator().setFamily("binomial").setLabelCol("yes");
    FederatedGeneralizedLinearRegressionModel exact = logit.fit(rows);
    FederatedGeneralizedLinearRegressionModel hidden =
        logit.setProtection("encrypted").setRelease("querier").fit(rows);
    for (int j = 0; j < 2; j++) {
      assertThat(hidden.coefficients().apply(j))
          .isCloseTo(exact.coefficients().apply(j), within(2e-3));
    }
    assertThat(hidden.summary().deviance()).isNull();
    assertThat(hidden.summary().rounds()).isBetween(2, HiddenGlm.DEFAULT_MAX_ITER);
    hidden.save(folder.resolve("m").toString());
    FederatedGeneralizedLinearRegressionModel loaded =
        FederatedGeneralizedLinearRegressionModel.load(folder.resolve("m").toString());
    assertThat(loaded.summary()).isEqualTo(hidden.summary());
    assertThat(loaded.transform(rows).select("prediction").collectAsList())
        .isEqualTo(hidden.transform(rows).select("prediction").collectAsList());
  }

  @Test
  void pipeline_savedAndLoaded_predictsTheSame(@TempDir Path folder) throws Exception {
    FederatedGeneralizedLinearRegression estimator =
        estimator().setFamily("gamma").setLink("log").setOffsetCol("shift");
    estimator.setLabelCol("positive").setLinkPredictionCol("eta");
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {assembler(), estimator}).fit(raw);
    fitted.save(folder.resolve("p").toString());
    PipelineModel loaded = PipelineModel.load(folder.resolve("p").toString());
    FederatedGeneralizedLinearRegressionModel before =
        (FederatedGeneralizedLinearRegressionModel) fitted.stages()[1];
    FederatedGeneralizedLinearRegressionModel after =
        (FederatedGeneralizedLinearRegressionModel) loaded.stages()[1];
    assertThat(after.summary()).isEqualTo(before.summary());
    assertThat(after.report()).isEqualTo(before.report());
    assertThat(loaded.transform(raw).select("prediction", "eta").collectAsList())
        .isEqualTo(
            before
                .copy(new ParamMap())
                .toSpark()
                .transform(rows)
                .select("prediction", "eta")
                .collectAsList());
  }

  @Test
  void params_set_areCopiedSavedAndLoaded(@TempDir Path folder) throws Exception {
    FederatedGeneralizedLinearRegression estimator =
        StageParams.setAll(new FederatedGeneralizedLinearRegression("estimator"));
    StageParams.assertSame(estimator.copy(new ParamMap()), estimator);
    estimator.save(folder.resolve("e").toString());
    StageParams.assertSame(
        FederatedGeneralizedLinearRegression.load(folder.resolve("e").toString()), estimator);
    for (Params stage : List.of(estimator, new FederatedGeneralizedLinearRegressionModel())) {
      assertThat(stage.params()).containsExactlyInAnyOrderElementsOf(StageParams.kept(stage));
    }
  }

  static List<Arguments> badInput() {
    return List.of(
        row(e -> e.setFeaturesCol("x"), "cannot find column x: expected one of "),
        row(e -> e.setOffsetCol("site"), "cannot use column site for the offset: expected numbers"),
        row(e -> e.setLinkPredictionCol("w"), "cannot add column w: the data has one of that name"),
        row(
            e -> e.setLinkPredictionCol("prediction"),
            "cannot add column prediction: the data has one of that name"),
        row(e -> e.setProtection("secret"), "expected encrypted or plain, got secret"),
        row(
            e -> e.setFamily("cauchy"),
            "expected a family of gaussian, binomial, poisson, gamma, tweedie, negativeBinomial,"
                + " got cauchy"),
        row(e -> e.setLink("square"), "expected a link of identity, log, logit, probit, cloglog"),
        row(e -> e.setLink("logit"), "GAUSSIAN does not go with link LOGIT"),
        row(e -> e.setRegParam(.1), "there is no penalty, expected regParam 0, got 0.1"),
        row(
            e -> e.setFamily("tweedie").setVariancePower(1.5),
            "expected linkPower 1 (identity), 0 (log), 0.5 (sqrt) or -1 (inverse), or link, got"
                + " none"),
        row(
            e -> e.setFamily("tweedie").setVariancePower(1.5).setLinkPower(.3),
            "or -1 (inverse), or link, got 0.3"),
        row(
            e -> e.setFamily("tweedie").setLinkPower(0).setLink("log"),
            "expected link or linkPower, got both"),
        row(e -> e.setFamily("tweedie").setLinkPower(0), "the variance power of TWEEDIE is 0.0"),
        row(e -> e.setFamily("negativeBinomial").setAlpha(0), "alpha of NEGATIVE_BINOMIAL is 0.0"),
        row(e -> e.setRelease("querier"), "expected BINOMIAL with LOGIT or PROBIT"),
        row(
            e -> hidden(e).setOffsetCol("shift"),
            "expected a model with a constant term, without an offset and weights of rows, got the"
                + " offset shift"),
        row(e -> hidden(e).setWeightCol("w"), "without an offset and weights of rows, got weights"),
        row(e -> hidden(e).setTol(1e-8), "expected tol of at least 0.001 standard errors"),
        row(
            e -> hidden(e).setProtection("plain"),
            "with encrypted coefficients: expected the protection encrypted, got plain"),
        row(
            e -> hidden(e).setQuerierPublicKey("q.key.pub"),
            "expected neither keyStore nor querierPublicKey, got querierPublicKey"),
        row(e -> e.setMaxIter(2).setFamily("gamma").setLink("log"), "still move after 2 rounds"),
        row(e -> e.setFamily("binomial"), "expected labels from 0 to 1"),
        row(e -> e.setKeyStore("keys"), "expected neither keyStore nor querierPublicKey, got key"),
        row(e -> e.setAllowTwoProviders(true), "cannot fit a generalised linear model: a sum of"));
  }

  private static FederatedGeneralizedLinearRegression hidden(
      FederatedGeneralizedLinearRegression estimator) {
    return estimator
        .setFamily("poisson")
        .setLabelCol("count")
        .setProtection("encrypted")
        .setRelease("querier");
  }

  private static Arguments row(Consumer<FederatedGeneralizedLinearRegression> set, String message) {
    return Arguments.of(set, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badInput")
  void fit_badInput_refused(Consumer<FederatedGeneralizedLinearRegression> set, String message) {
    FederatedGeneralizedLinearRegression estimator = estimator();
    set.accept(estimator);
    assertThatThrownBy(() -> estimator.fit(rows)).hasMessageContaining(message);
  }

  @Test
  void use_withoutAFit_saysSo() {
    assertThatThrownBy(() -> new FederatedGeneralizedLinearRegressionModel().coefficients())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it was made without a fit");
  }
}
