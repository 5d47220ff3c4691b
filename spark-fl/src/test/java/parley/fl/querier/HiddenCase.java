package parley.fl.querier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.Link;

/**
 * A model of public data with statsmodels' figures, the intercept first there.
 *
 * @param rounds that a fit takes at most
 */
public record HiddenCase(
    ModelTable table,
    HiddenGlm fit,
    double[] coefficients,
    double[] errors,
    double dispersion,
    int rounds) {
  /** What polynomials may cost, on columns of deviation 1. */
  private static final double STANDARDISED = 1e-3;

  private static final double ERRORS = 5e-3;

  private static HiddenGlm fit(String label, List<String> features, Family family, Link link) {
    return HiddenGlm.of(label, features, GlmModel.of(family, link));
  }

  private static HiddenGlm pima(Link link) {
    return fit(
        "outcome",
        List.of(
            "pregnancies",
            "glucose",
            "blood_pressure",
            "skin_thickness",
            "insulin",
            "bmi",
            "diabetes_pedigree",
            "age"),
        Family.BINOMIAL,
        link);
  }

  private static double[] of(double... values) {
    return values;
  }

  public static HiddenCase logit() {
    return new HiddenCase(
        ModelTable.of("pima-indians-diabetes.csv"),
        pima(Link.LOGIT),
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
        1,
        6);
  }

  public static HiddenCase probit() {
    return new HiddenCase(
        ModelTable.of("pima-indians-diabetes.csv"),
        pima(Link.PROBIT),
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
        1,
        5);
  }

  public static HiddenCase poisson() {
    ModelTable t = ModelTable.of("compas-two-years.csv");
    return new HiddenCase(
        t.with("age10", i -> t.number("age", i) / 10)
            .with("male", i -> t.text("sex", i).equals("Male") ? 1 : 0)
            .with("felony", i -> t.text("c_charge_degree", i).equals("F") ? 1 : 0)
            .with("black", i -> t.text("race", i).equals("African-American") ? 1 : 0),
        fit("priors_count", List.of("age10", "male", "felony", "black"), Family.POISSON, Link.LOG),
        of(-.5712223495, .2139203055, .4410514598, .4313442242, .6405214513),
        of(.02995313862, .004979925003, .01899805101, .01455653467, .0135519964),
        1,
        4);
  }

  public static HiddenCase gamma() {
    ModelTable t = ModelTable.of("german-credit.csv");
    return new HiddenCase(
        t.with("amount", i -> t.number("credit_amount", i) / 1000)
            .with("duration10", i -> t.number("duration_months", i) / 10)
            .with("age10", i -> t.number("age", i) / 10)
            .with("bad", i -> t.number("class", i) == 2 ? 1 : 0),
        fit(
            "amount",
            List.of("duration10", "installment_rate", "age10", "bad"),
            Family.GAMMA,
            Link.LOG),
        of(.7031141239, .4163948308, -.2542429656, .05151095774, .08200182726),
        of(.0866368711, .01654793521, .01750111753, .0172085748, .0436804442),
        .3778534084,
        4);
  }

  /** Asserts that a fit of these rows is near statsmodels'. */
  public void check(GlmResult result) {
    List<String> features = fit.glm().features();
    for (int j = 0; j < features.size(); j++) {
      Coefficient found = result.coefficient(features.get(j));
      double off = Math.abs(found.estimate() - coefficients[j + 1]) * deviation(features.get(j));
      assertThat(off).as(found.term() + " " + found.estimate()).isLessThan(STANDARDISED);
      assertThat(found.standardError() / errors[j + 1] - 1)
          .as("error of " + found.term())
          .isBetween(-ERRORS, ERRORS);
    }
    Coefficient constant = result.coefficient(Coefficient.INTERCEPT);
    assertThat(constant.estimate() - coefficients[0]).isBetween(-0.02, 0.02);
    assertThat(constant.standardError() / errors[0] - 1).isBetween(-ERRORS, ERRORS);
    assertThat(result.dispersion() / dispersion - 1).isBetween(-ERRORS, ERRORS);
    assertThat(result.rounds()).isLessThanOrEqualTo(rounds);
    assertThat(result.rows()).isEqualTo(table.rows());
    assertThat(result.warnings()).isEmpty();
  }

  private double deviation(String column) {
    double[] x =
        IntStream.range(0, table.rows()).mapToDouble(i -> table.number(column, i)).toArray();
    double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    return Math.sqrt(
        IntStream.range(0, x.length)
            .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
            .average()
            .orElseThrow());
  }

  @Override
  public String toString() {
    return fit.model().toString();
  }
}
