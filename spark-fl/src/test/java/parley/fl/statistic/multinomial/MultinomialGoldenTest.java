package parley.fl.statistic.multinomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.table.Category;
import parley.fl.table.TableRows;

/** Against statsmodels, intercept first there; the same to the bit for all splits. */
class MultinomialGoldenTest {
  private static final Category SCORE =
      new Category("score_text", List.of("High", "Low", "Medium"));
  private static final List<String> FEATURES = List.of("age10", "male", "priors_count");

  private static ModelTable compas() {
    ModelTable t = ModelTable.of("compas-two-years.csv");
    return t.with("age10", i -> t.number("age", i) / 10)
        .with("male", i -> t.text("sex", i).equals("Male") ? 1 : 0)
        .with("weight", i -> 3);
  }

  private static void assertLevel(
      MultinomialResult.Level level, String name, double[] estimates, double[] errors) {
    assertThat(level.level()).isEqualTo(name);
    for (int j = 0; j < estimates.length; j++) {
      Coefficient row = level.coefficients().get(j == 0 ? estimates.length - 1 : j - 1);
      assertThat(row.estimate()).as(row.term()).isCloseTo(estimates[j], withPercentage(1e-4));
      assertThat((double) row.standardError()).isCloseTo(errors[j], withPercentage(1e-4));
    }
  }

  @Test
  void fit_compasScores_asStatsmodels() {
    MultinomialStatistic statistic =
        new MultinomialStatistic(SCORE, FEATURES, "Low", null, 0, true, 25, 1e-8);
    ModelTable table = compas();
    List<List<TableRows>> splits = table.splits(statistic.columns(), "score_text");
    MultinomialResult result = MemorySums.result(statistic, splits.get(0));
    for (List<TableRows> split : splits) {
      assertThat(MemorySums.result(statistic, split)).isEqualTo(result);
    }
    assertLevel(
        result.levels().get(1),
        "Medium",
        new double[] {1.356326801, -.7630302033, -.2774271311, .2723876576},
        new double[] {.1203739865, .03311730404, .07558027401, .01026406201});
    assertLevel(
        result.levels().get(0),
        "High",
        new double[] {2.075929403, -1.403269181, .05298737394, .3920961802},
        new double[] {.1651726637, .05172846762, .1001082928, .0115720406});
    assertThat(result.logLikelihood()).isCloseTo(-5843.870573, withPercentage(1e-7));
    assertThat(result.nullLogLikelihood()).isCloseTo(-7236.673792, withPercentage(1e-7));
    assertThat(result.accuracy()).isCloseTo(.6345993901, withPercentage(1e-7));
    assertThat(result.rounds()).isLessThanOrEqualTo(9);
  }

  /** Rows that weigh 3 are three rows each: the errors shrink by the root of 3. */
  @Test
  void fit_equalWeights_onlyErrorsShrink() {
    MultinomialStatistic plain =
        new MultinomialStatistic(SCORE, FEATURES, null, null, 0, true, 25, 1e-8);
    MultinomialStatistic weighted =
        new MultinomialStatistic(SCORE, FEATURES, null, "weight", 0, true, 25, 1e-8);
    MultinomialResult expected = MemorySums.result(plain, compas().deal(plain.columns(), 3));
    MultinomialResult got = MemorySums.result(weighted, compas().deal(weighted.columns(), 3));
    assertThat(expected.base()).isEqualTo("High");
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 4; j++) {
        Coefficient row = expected.levels().get(k).coefficients().get(j);
        Coefficient other = got.levels().get(k).coefficients().get(j);
        assertThat(other.estimate()).isCloseTo(row.estimate(), withPercentage(1e-6));
        assertThat(other.standardError() * Math.sqrt(3))
            .isCloseTo(row.standardError(), withPercentage(1e-6));
      }
    }
    assertThat(got.logLikelihood()).isCloseTo(3 * expected.logLikelihood(), withPercentage(1e-8));
    assertThat(got.nullLogLikelihood())
        .isCloseTo(3 * expected.nullLogLikelihood(), withPercentage(1e-8));
  }

  /** Of two levels it is a logistic regression; rows of others are left out. */
  @Test
  void fit_twoLevels_asLogisticRegression() {
    MultinomialStatistic statistic =
        new MultinomialStatistic(
            new Category("score_text", List.of("Low", "High")),
            FEATURES,
            "Low",
            null,
            0,
            true,
            25,
            1e-8);
    ModelTable table = compas();
    MultinomialResult got = MemorySums.result(statistic, table.deal(statistic.columns(), 3));
    table.with(
        "high",
        i ->
            table.text("score_text", i).equals("Medium")
                ? Double.NaN
                : table.text("score_text", i).equals("High") ? 1 : 0);
    GlmStatistic logistic = GlmStatistic.logistic("high", FEATURES, null, true);
    GlmResult expected = MemorySums.result(logistic, table.deal(logistic.columns(), 3));
    assertThat(got.droppedRows()).isEqualTo(expected.droppedRows()).isGreaterThan(0);
    for (int j = 0; j < 4; j++) {
      Coefficient row = expected.coefficients().get(j);
      Coefficient other = got.levels().get(0).coefficients().get(j);
      assertThat(other.estimate()).isCloseTo(row.estimate(), withPercentage(1e-6));
      assertThat((double) other.standardError())
          .isCloseTo(row.standardError(), withPercentage(1e-6));
    }
  }
}
