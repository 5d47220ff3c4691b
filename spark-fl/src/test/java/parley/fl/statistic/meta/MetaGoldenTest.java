package parley.fl.statistic.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MetaStatistic.Method;
import parley.fl.table.TableRows;

/** Against published figures and pooled plain computation. */
class MetaGoldenTest {
  private static final int[][] BCG = {
    {4, 119, 11, 128}, {6, 300, 29, 274}, {3, 228, 11, 209}, {62, 13536, 248, 12619},
    {33, 5036, 47, 5761}, {180, 1361, 372, 1079}, {8, 2537, 10, 619}, {505, 87886, 499, 87892},
    {29, 7470, 45, 7232}, {17, 1699, 65, 1600}, {186, 50448, 141, 27197}, {5, 2493, 3, 2338},
    {27, 16886, 29, 17825}
  };

  private static ModelTable bcg() {
    return ModelTable.ofRows(BCG.length)
        .with("a", i -> BCG[i][0])
        .with("b", i -> BCG[i][1])
        .with("c", i -> BCG[i][2])
        .with("d", i -> BCG[i][3])
        .with("parity", i -> i % 2)
        .with("effect", i -> Math.log(risk(i, 0) / risk(i, 2)))
        .with(
            "error",
            i -> Math.sqrt(1.0 / BCG[i][0] - 1 / rows(i, 0) + 1.0 / BCG[i][2] - 1 / rows(i, 2)));
  }

  private static double rows(int i, int arm) {
    return BCG[i][arm] + BCG[i][arm + 1];
  }

  private static double risk(int i, int arm) {
    return BCG[i][arm] / rows(i, arm);
  }

  private static MetaResult bcg(Method method, boolean hartungKnapp) {
    MetaStatistic statistic =
        new MetaStatistic(
            List.of(new MetaTerm("vaccine", "effect", "error")), method, hartungKnapp, false);
    List<List<TableRows>> splits = bcg().splits(statistic.columns(), "parity");
    MetaResult first = MemorySums.result(statistic, splits.get(0));
    splits.forEach(split -> assertThat(MemorySums.result(statistic, split)).isEqualTo(first));
    return first;
  }

  private static void assertEstimate(
      MetaEstimate got, String method, double estimate, double error, double tau2) {
    assertThat(got.method()).isEqualTo(method);
    assertThat(got.estimate()).isCloseTo(estimate, withPercentage(1e-4));
    assertThat(got.standardError()).isCloseTo(error, withPercentage(1e-4));
    assertThat(got.tau2()).isCloseTo(tau2, withPercentage(1e-4));
  }

  @Test
  void fixedAndDerSimonianLaird_bcg_asPublished() {
    MetaResult result = bcg(Method.DERSIMONIAN_LAIRD, true);
    MetaEstimate fixed = result.estimates().get(0);
    MetaEstimate random = result.estimates().get(1);
    assertEstimate(fixed, "fixed", -.4302851637, .04049875171, 0);
    assertThat(fixed.q()).isCloseTo(152.2330081, withPercentage(1e-6));
    assertThat(fixed.qPValue()).isCloseTo(1.996764591e-26, withPercentage(1e-4));
    assertThat(fixed.i2()).isCloseTo(.9211734685, withPercentage(1e-6));
    assertEstimate(random, "dersimonian-laird", -.7141172221, .1787420895, .3087602629);
    assertThat((double) random.hartungKnappError()).isCloseTo(.1806966283, withPercentage(1e-5));
    assertThat(random.prediction().lower()).isCloseTo(-1.998838496, withPercentage(1e-6));
    assertThat(random.prediction().upper()).isCloseTo(.5706040516, withPercentage(1e-6));
    assertThat(result.rounds()).isEqualTo(3);
    assertThat(result.numbersPerTerm()).isEqualTo(7);
    assertThat(result.warnings()).hasSize(1);
  }

  @Test
  void pauleMandelAndReml_bcg_asPooled() {
    MetaResult pauleMandel = bcg(Method.PAULE_MANDEL, false);
    assertEstimate(
        pauleMandel.estimates().get(1), "paule-mandel", -.7149681535, .1808921915, .3180684522);
    MetaResult reml = bcg(Method.REML, false);
    assertEstimate(reml.estimates().get(1), "reml", -.7145323422, .1797815161, .3132432581);
  }

  @Test
  void mantelHaenszel_bcg_asPooled() {
    MantelHaenszelStatistic statistic =
        new MantelHaenszelStatistic("a", "b", "c", "d", false, false);
    List<List<TableRows>> splits = bcg().splits(statistic.columns(), "parity");
    MantelHaenszelResult result = MemorySums.result(statistic, splits.get(0));
    splits.forEach(split -> assertThat(MemorySums.result(statistic, split)).isEqualTo(result));
    ModelTable table = bcg();
    ModelTable totals =
        bcg()
            .with("n", i -> table.number("a", i) + table.number("b", i))
            .with("m", i -> table.number("c", i) + table.number("d", i));
    MantelHaenszelStatistic ofTotals = new MantelHaenszelStatistic("a", "n", "c", "m", true, false);
    assertThat(MemorySums.result(ofTotals, totals.deal(ofTotals.columns(), 13))).isEqualTo(result);
    assertThat(result.oddsRatio()).isCloseTo(.6228740246, withPercentage(1e-7));
    assertThat(result.standardError()).isCloseTo(.0410077784, withPercentage(1e-7));
    assertThat(result.chiSquare()).isCloseTo(136.1629767, withPercentage(1e-7));
    assertThat(result.crudeOddsRatio()).isCloseTo(.6116562168, withPercentage(1e-7));
  }

  /** A site's own coefficient. */
  private interface SiteFit {
    Coefficient fit(List<TableRows> site);
  }

  private static MetaResult study(List<TableRows> sites, SiteFit fit) {
    double[] b = new double[sites.size()];
    double[] errors = new double[sites.size()];
    for (int i = 0; i < b.length; i++) {
      Coefficient own = fit.fit(List.of(sites.get(i)));
      b[i] = own.estimate();
      errors[i] = own.standardError();
    }
    MetaStatistic statistic =
        new MetaStatistic(
            List.of(new MetaTerm("x", "b", "se")), Method.DERSIMONIAN_LAIRD, false, true);
    ModelTable table = ModelTable.ofRows(b.length).with("b", i -> b[i]).with("se", i -> errors[i]);
    return MemorySums.result(statistic, table.deal(statistic.columns(), b.length));
  }

  private static void assertStudy(
      MetaResult got,
      double fixed,
      double error,
      double random,
      double randomError,
      double tau2,
      double i2) {
    MetaEstimate first = got.estimates().get(0);
    MetaEstimate second = got.estimates().get(1);
    assertThat(first.estimate()).isCloseTo(fixed, withPercentage(1e-4));
    assertThat(first.standardError()).isCloseTo(error, withPercentage(1e-4));
    assertThat(second.estimate()).isCloseTo(random, withPercentage(1e-4));
    assertThat(second.standardError()).isCloseTo(randomError, withPercentage(1e-4));
    assertThat(second.tau2()).isCloseTo(tau2, offset(Math.max(1e-12, tau2 * 1e-5)));
    assertThat(second.i2()).isCloseTo(i2, offset(1e-6));
  }

  @Test
  void diabetes_fiveSites_asPooledComputation() {
    ModelTable table = ModelTable.of("diabetes-regression.csv");
    LinearStatistic model =
        new LinearStatistic(
            "target",
            List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"),
            null,
            0,
            0,
            true,
            true,
            LinearStatistic.Errors.CLASSICAL);
    SiteFit bmi = rows -> MemorySums.result(model, rows).coefficient("bmi");
    SiteFit s5 = rows -> MemorySums.result(model, rows).coefficient("s5");
    List<TableRows> dealt = table.deal(model.columns(), 5);
    MetaResult alike = study(dealt, bmi);
    assertStudy(alike, 5.77300551, .7724147702, 5.77300551, .7724147702, 0, 0);
    assertThat(alike.estimates().get(0).q()).isCloseTo(1.067534796, withPercentage(1e-4));
    assertStudy(study(dealt, s5), 67.5390531, 17.21708062, 67.5390531, 17.21708062, 0, 0);
    int[] sorted =
        IntStream.range(0, 442)
            .boxed()
            .sorted((i, k) -> Double.compare(table.number("target", i), table.number("target", k)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] site = new int[442];
    IntStream.range(0, 442).forEach(k -> site[sorted[k]] = k * 5 / 442);
    IntUnaryOperator byRank = i -> site[i];
    assertStudy(
        study(table.split(model.columns(), byRank, 5), bmi),
        .1178735392,
        .2171262466,
        .1362297024,
        .2557469719,
        .07934735147,
        .2419193071);
  }

  @Test
  void pima_sites_asPooledComputation() {
    ModelTable table = ModelTable.of("pima-indians-diabetes.csv");
    GlmStatistic four =
        GlmStatistic.logistic(
            "outcome", List.of("pregnancies", "glucose", "bmi", "age"), null, true);
    assertStudy(
        study(
            table.deal(four.columns(), 6),
            rows -> MemorySums.result(four, rows).coefficient("glucose")),
        .03299589802,
        .003454957482,
        .03299589802,
        .003454957482,
        0,
        0);
    GlmStatistic one = GlmStatistic.logistic("outcome", List.of("glucose"), null, true);
    MetaResult small =
        study(
            table.deal(one.columns(), 38),
            rows -> MemorySums.result(one, rows).coefficient("glucose"));
    assertStudy(small, .03359970693, .003496976319, .03359970693, .003496976319, 0, 0);
    assertThat(small.warnings()).isEmpty();
  }

  @Test
  void compas_sitesByAge_asPooledComputation() {
    ModelTable t = ModelTable.of("compas-two-years.csv");
    t.with("age10", i -> t.number("age", i) / 10)
        .with("male", i -> t.text("sex", i).equals("Male") ? 1 : 0)
        .with("black", i -> t.text("race", i).equals("African-American") ? 1 : 0);
    GlmStatistic model =
        GlmStatistic.logistic(
            "two_year_recid", List.of("age10", "male", "black", "priors_count"), null, true);
    double[] ends = {25, 30, 35, 45, 1000};
    IntUnaryOperator byAge =
        i -> (int) Arrays.stream(ends).filter(end -> t.number("age", i) >= end).count();
    MetaResult black =
        study(
            t.split(model.columns(), byAge, 5),
            rows -> MemorySums.result(model, rows).coefficient("black"));
    assertStudy(
        black, .1025991018, .05371178742, .09171147492, .1000309111, .03548949479, .7104191283);
  }
}
