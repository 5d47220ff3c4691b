package parley.fl.statistic.glm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.table.TableRows;

/** Against statsmodels, intercept first there; the same to the bit for all splits. */
class GlmGoldenTest {
  private static final List<String> PIMA =
      List.of(
          "pregnancies",
          "glucose",
          "blood_pressure",
          "skin_thickness",
          "insulin",
          "bmi",
          "diabetes_pedigree",
          "age");
  private static final List<String> COMPAS = List.of("age10", "male", "felony", "black");
  private static final List<String> GERMAN =
      List.of("duration10", "installment_rate", "age10", "bad");

  private static ModelTable pima() {
    return ModelTable.of("pima-indians-diabetes.csv");
  }

  private static ModelTable compas() {
    ModelTable t = ModelTable.of("compas-two-years.csv");
    return t.with("age10", i -> t.number("age", i) / 10)
        .with("male", i -> t.text("sex", i).equals("Male") ? 1 : 0)
        .with("felony", i -> t.text("c_charge_degree", i).equals("F") ? 1 : 0)
        .with("black", i -> t.text("race", i).equals("African-American") ? 1 : 0)
        .with("exposure", i -> Math.log(t.number("age", i) - 17));
  }

  private static ModelTable german() {
    ModelTable t = ModelTable.of("german-credit.csv");
    return t.with("amount", i -> t.number("credit_amount", i) / 1000)
        .with("duration10", i -> t.number("duration_months", i) / 10)
        .with("age10", i -> t.number("age", i) / 10)
        .with("bad", i -> t.number("class", i) == 2 ? 1 : 0);
  }

  private static GlmStatistic glm(
      String label, List<String> features, @Nullable String offset, GlmModel model) {
    return new GlmStatistic(label, features, offset, null, model, true, 40, 1e-8);
  }

  private static GlmResult fit(ModelTable table, GlmStatistic statistic, String classes) {
    List<List<TableRows>> splits = table.splits(statistic.columns(), classes);
    GlmResult first = MemorySums.result(statistic, splits.get(0));
    for (List<TableRows> split : splits) {
      assertThat(MemorySums.result(statistic, split)).isEqualTo(first);
    }
    return first;
  }

  private static double[] of(double... values) {
    return values;
  }

  static Stream<Arguments> goldens() {
    return Stream.of(
        Arguments.of(
            pima(),
            glm("outcome", PIMA, null, GlmModel.of(Family.BINOMIAL, Link.LOGIT)),
            of(
                -8.404696367,
                .1231822984,
                .03516371461,
                -.0132955469,
                .0006189643649,
                -.001191698984,
                .08970097003,
                .9451797406,
                .01486900474),
            of(
                .7166360723,
                .03207755509,
                .003708708021,
                .005233610842,
                .006899376434,
                .0009012256318,
                .01508762801,
                .2991475016,
                .009334794394),
            of(723.4453778, 993.4839101, 741.4453778, 1)),
        Arguments.of(
            pima(),
            glm("outcome", PIMA, null, GlmModel.of(Family.BINOMIAL, Link.PROBIT)),
            of(
                -4.863753009,
                .07228452251,
                .0198836092,
                -.007925570904,
                .001237061888,
                -.0007415308893,
                .05231727591,
                .4982375508,
                .01019761193),
            of(
                .3881678121,
                .01856059049,
                .002062031625,
                .003038874345,
                .004018478117,
                .0005288612034,
                .00854983482,
                .1702032684,
                .005479488364),
            of(725.5763975, 993.4839101, 743.5763975, 1)),
        Arguments.of(
            pima(),
            glm("outcome", PIMA, null, GlmModel.of(Family.BINOMIAL, Link.CLOGLOG)),
            of(
                -6.127930347,
                .08310420585,
                .02462151075,
                -.01112650601,
                .003097667586,
                -.0009556448978,
                .0636968349,
                .3355596578,
                .009454104052),
            of(
                .4876125403,
                .02166801585,
                .002395546755,
                .003555390761,
                .00483933442,
                .0005943756117,
                .0103412734,
                .193756266,
                .006637051844),
            of(735.3484423, 993.4839101, 753.3484423, 1)),
        Arguments.of(
            compas(),
            glm("priors_count", COMPAS, null, GlmModel.of(Family.POISSON, Link.LOG)),
            of(-.5712223495, .2139203055, .4410514598, .4313442242, .6405214513),
            of(.02995313862, .004979925003, .01899805101, .01455653467, .0135519964),
            of(33731.65181, 38990.63377, 49259.00777, 1)),
        Arguments.of(
            compas(),
            glm("priors_count", COMPAS, null, GlmModel.of(Family.POISSON, Link.SQRT)),
            of(.2795712391, .2067569544, .3541710164, .3813344013, .5554188377),
            of(.02493443614, .005046089618, .01493923774, .01241448962, .01201612644),
            of(33882.53049, 38990.63377, Double.NaN, 1)),
        Arguments.of(
            compas(),
            glm(
                "priors_count",
                List.of("male", "felony", "black"),
                "exposure",
                GlmModel.of(Family.POISSON, Link.LOG)),
            of(-2.769365576, .4395097776, .4893969165, .7729977042),
            of(.02179195815, .01899340129, .01451905861, .01334795935),
            of(35196.26916, Double.NaN, Double.NaN, 1)),
        Arguments.of(
            compas(),
            glm("priors_count", COMPAS, null, new GlmModel(Family.NEGATIVE_BINOMIAL, Link.LOG, 1)),
            of(-.5781075962, .223032831, .4240612557, .443084766, .6068960546),
            of(.05989783344, .01148923676, .03598347688, .02925937059, .02795351218),
            of(9412.052686, Double.NaN, Double.NaN, 1)),
        Arguments.of(
            compas(),
            glm("priors_count", COMPAS, null, new GlmModel(Family.TWEEDIE, Link.LOG, 1.5)),
            of(-.5714428062, .219052457, .4285297892, .4398050831, .6180838598),
            of(.06898733277, .01270206365, .04254265462, .03399838551, .03207375708),
            of(24085.10424, Double.NaN, Double.NaN, 3.143245687)),
        Arguments.of(
            german(),
            glm("amount", GERMAN, null, GlmModel.of(Family.GAMMA, Link.LOG)),
            of(.7031141239, .4163948308, -.2542429656, .05151095774, .08200182726),
            of(.0866368711, .01654793521, .01750111753, .0172085748, .0436804442),
            of(288.8106697, 608.4773093, Double.NaN, .3778534084)),
        Arguments.of(
            german(),
            glm(
                "amount",
                List.of("installment_rate", "age10"),
                null,
                GlmModel.of(Family.GAMMA, Link.INVERSE)),
            of(.1824324493, .05871663295, -.01002073561),
            of(.02921940736, .006635036943, .006509807096),
            of(555.6850725, 608.4773093, Double.NaN, .6940444412)),
        Arguments.of(
            german(),
            glm("amount", GERMAN, null, GlmModel.of(Family.GAUSSIAN, Link.LOG)),
            of(.8252115501, .301539453, -.2120213087, .06796057934, .1107243963),
            of(.07191734246, .0104637493, .01539064765, .01421068245, .03563838421),
            of(4174.959848, Double.NaN, Double.NaN, 4.195939546)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("goldens")
  void fit_publicData_asStatsmodels(
      ModelTable table,
      GlmStatistic statistic,
      double[] estimates,
      double[] errors,
      double[] more) {
    GlmResult result =
        fit(table, statistic, statistic.features().contains("male") ? "sex" : statistic.label());
    List<Coefficient> rows = result.coefficients();
    for (int j = 0; j < estimates.length; j++) {
      Coefficient row = rows.get(j == 0 ? rows.size() - 1 : j - 1);
      assertThat(row.estimate()).as(row.term()).isCloseTo(estimates[j], withPercentage(1e-4));
      assertThat((double) row.standardError())
          .as("error of " + row.term())
          .isCloseTo(errors[j], withPercentage(1e-4));
    }
    assertThat(result.deviance()).isCloseTo(more[0], withPercentage(1e-4));
    if (!Double.isNaN(more[1])) {
      assertThat((double) result.nullDeviance()).isCloseTo(more[1], withPercentage(1e-4));
    }
    if (!Double.isNaN(more[2])) {
      assertThat((double) result.aic()).isCloseTo(more[2], withPercentage(1e-4));
    }
    assertThat(result.dispersion()).isCloseTo(more[3], withPercentage(1e-4));
  }

  @Test
  void fit_gammaInverseAllColumns_refusedWithTheRows() {
    GlmStatistic statistic = glm("amount", GERMAN, null, GlmModel.of(Family.GAMMA, Link.INVERSE));
    assertThatThrownBy(() -> MemorySums.result(statistic, german().deal(statistic.columns(), 3)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageMatching(
            "cannot fit a generalised linear model: [1-9]\\d* rows have no valid mean at the next"
                + " coefficients, expected means that the family and link allow; choose another"
                + " link, such as LOG");
  }

  @Test
  void fit_overdispersedCounts_warned() {
    GlmStatistic statistic =
        glm("priors_count", COMPAS, null, GlmModel.of(Family.POISSON, Link.LOG));
    GlmResult result = MemorySums.result(statistic, compas().deal(statistic.columns(), 10));
    assertThat(result.pearson()).isCloseTo(40735.43232, withPercentage(1e-4));
    assertThat(result.warnings())
        .containsExactly(
            "labels scatter 5.65 times as much as the family allows (Pearson's over its degrees of"
                + " freedom), so that standard errors are too small; consider NEGATIVE_BINOMIAL");
  }
}
