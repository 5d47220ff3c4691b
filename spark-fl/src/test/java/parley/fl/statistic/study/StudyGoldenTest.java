package parley.fl.statistic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.meta.MetaEstimate;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic.Method;
import parley.fl.statistic.study.StudyStatistic.Model;
import parley.fl.table.TableRows;
import parley.json.JsonRecords;

/** Against statsmodels' fits at each site, and their meta-analysis in plain. */
class StudyGoldenTest {
  private static StudyStatistic study(
      Model model, String label, boolean fewSites, String... features) {
    return new StudyStatistic(
        model, label, List.of(features), null, Method.DERSIMONIAN_LAIRD, false, fewSites);
  }

  private static void assertTerm(
      MetaResult result,
      String term,
      double fixed,
      double error,
      double random,
      double randomError,
      double tau2,
      double i2) {
    List<MetaEstimate> rows =
        result.estimates().stream().filter(e -> e.term().equals(term)).toList();
    assertThat(rows.get(0).estimate()).isCloseTo(fixed, withPercentage(1e-4));
    assertThat(rows.get(0).standardError()).isCloseTo(error, withPercentage(1e-4));
    assertThat(rows.get(1).estimate()).isCloseTo(random, withPercentage(1e-4));
    assertThat(rows.get(1).standardError()).isCloseTo(randomError, withPercentage(1e-4));
    assertThat(rows.get(1).tau2()).isCloseTo(tau2, offset(Math.max(1e-12, tau2 * 1e-5)));
    assertThat(rows.get(1).i2()).isCloseTo(i2, offset(1e-6));
  }

  @Test
  void diabetes_fiveSites_asStatsmodels() {
    ModelTable table = ModelTable.of("diabetes-regression.csv");
    StudyStatistic statistic =
        study(
            Model.LINEAR,
            "target",
            true,
            "age",
            "sex",
            "bmi",
            "bp",
            "s1",
            "s2",
            "s3",
            "s4",
            "s5",
            "s6");
    MetaResult alike = MemorySums.result(statistic, table.deal(statistic.columns(), 5));
    assertTerm(alike, "bmi", 5.77300551, .7724147702, 5.77300551, .7724147702, 0, 0);
    assertTerm(alike, "s5", 67.5390531, 17.21708062, 67.5390531, 17.21708062, 0, 0);
    int[] sorted =
        IntStream.range(0, 442)
            .boxed()
            .sorted((i, k) -> Double.compare(table.number("target", i), table.number("target", k)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] site = new int[442];
    IntStream.range(0, 442).forEach(k -> site[sorted[k]] = k * 5 / 442);
    IntUnaryOperator byRank = i -> site[i];
    assertTerm(
        MemorySums.result(statistic, table.split(statistic.columns(), byRank, 5)),
        "bmi",
        .1178735392,
        .2171262466,
        .1362297024,
        .2557469719,
        .07934735147,
        .2419193071);
  }

  /** Sites without rows, with one, or of one class take no part. */
  @Test
  void pima_sitesThatAllowNoFit_takeNoPart() {
    ModelTable table = ModelTable.of("pima-indians-diabetes.csv");
    StudyStatistic statistic =
        study(Model.LOGISTIC, "outcome", false, "pregnancies", "glucose", "bmi", "age");
    List<TableRows> sites = new ArrayList<>(table.deal(statistic.columns(), 6));
    MetaResult result = MemorySums.result(statistic, sites);
    assertTerm(result, "glucose", .03299589802, .003454957482, .03299589802, .003454957482, 0, 0);
    sites.add(table.split(statistic.columns(), i -> 1, 2).get(0));
    sites.add(table.split(statistic.columns(), i -> i == 3 ? 0 : 1, 2).get(0));
    IntUnaryOperator byClass = i -> (int) table.number("outcome", i);
    sites.add(table.split(statistic.columns(), byClass, 2).get(0));
    assertThat(MemorySums.result(statistic, sites)).isEqualTo(result);
  }

  @Test
  void compas_sitesByAge_asStatsmodels() {
    ModelTable t = ModelTable.of("compas-two-years.csv");
    t.with("age10", i -> t.number("age", i) / 10)
        .with("male", i -> t.text("sex", i).equals("Male") ? 1 : 0)
        .with("black", i -> t.text("race", i).equals("African-American") ? 1 : 0);
    StudyStatistic statistic =
        study(Model.LOGISTIC, "two_year_recid", true, "age10", "male", "black", "priors_count");
    double[] ends = {25, 30, 35, 45, 1000};
    IntUnaryOperator byAge =
        i -> (int) Arrays.stream(ends).filter(end -> t.number("age", i) >= end).count();
    MetaResult result = MemorySums.result(statistic, t.split(statistic.columns(), byAge, 5));
    assertTerm(
        result,
        "black",
        .1025991018,
        .05371178742,
        .09171147492,
        .1000309111,
        .03548949479,
        .7104191283);
    assertTerm(
        result,
        "male",
        .264910636,
        .06625880737,
        .2586074477,
        .136595441,
        .07118491562,
        .7639034576);
    assertTerm(
        result,
        "priors_count",
        .1602597246,
        .006916922891,
        .20663464,
        .03069707224,
        .004256516435,
        .9414579504);
    assertThat(result.warnings())
        .contains(
            "sites disagree on priors_count more than by chance; if rows came to sites by what is"
                + " estimated, the estimate may be far from that of all rows together");
  }

  @Test
  void study_badInput_saysWhat() {
    assertThatThrownBy(() -> study(Model.LINEAR, "y", false))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot study sites: expected features, got none");
    ModelTable table = ModelTable.ofRows(40).with("x", i -> i % 7).with("y", i -> i % 5 + i % 3);
    StudyStatistic statistic = study(Model.LINEAR, "y", false, "x");
    assertThatThrownBy(() -> MemorySums.result(statistic, table.deal(statistic.columns(), 3)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot analyse the sites of x: so few sites could be solved for from the sums,"
                + " expected at least 6 sites, got 3; ask for few sites by name if each site's"
                + " estimate may be known");
  }

  @Test
  void statistic_asJson_sameAgain() {
    StudyStatistic statistic = study(Model.LOGISTIC, "y", true, "x");
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, StudyStatistic.class, "a statistic")).isEqualTo(statistic);
  }
}
