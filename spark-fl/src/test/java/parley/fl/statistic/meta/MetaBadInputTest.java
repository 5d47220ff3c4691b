package parley.fl.statistic.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.meta.MetaStatistic.Method;
import parley.json.JsonRecords;

class MetaBadInputTest {
  private static ModelTable table(int sites) {
    return ModelTable.ofRows(sites)
        .with("b", i -> i * i % 7)
        .with("se", i -> .1 + i % 3)
        .with("zero", i -> i == 1 ? 0 : 1)
        .with("none", i -> Double.NaN)
        .with("half", i -> i + .5)
        .with("one", i -> i + 1)
        .with("two", i -> i + 2)
        .with("three", i -> i + 3);
  }

  private static MetaStatistic statistic(
      Method method, boolean fewSites, String estimate, String error) {
    return new MetaStatistic(List.of(new MetaTerm("x", estimate, error)), method, false, fewSites);
  }

  private static ThrowingCallable meta(int sites, Method method, String estimate, String error) {
    MetaStatistic statistic = statistic(method, false, estimate, error);
    return () -> MemorySums.result(statistic, table(sites).deal(statistic.columns(), 2));
  }

  private static ThrowingCallable tables(int sites, String first) {
    MantelHaenszelStatistic statistic =
        new MantelHaenszelStatistic(first, "one", "two", "three", false, false);
    return () -> MemorySums.result(statistic, table(sites).deal(statistic.columns(), 1));
  }

  static Stream<Arguments> refused() {
    String few = ": so few sites could be solved for from the sums, expected at least ";
    String name = "; ask for few sites by name if each site's estimate may be known";
    return Stream.of(
        Arguments.of(
            "three sites",
            meta(3, Method.FIXED, "b", "se"),
            "cannot analyse the sites of x" + few + "4 sites, got 3" + name),
        Arguments.of(
            "five sites at random",
            meta(5, Method.DERSIMONIAN_LAIRD, "b", "se"),
            "cannot analyse the sites of x" + few + "6 sites, got 5" + name),
        Arguments.of(
            "rounds that seven sites do not bear",
            meta(7, Method.REML, "b", "se"),
            "cannot analyse the sites of x" + few + "8 sites, got 7" + name),
        Arguments.of(
            "one site",
            meta(1, Method.FIXED, "b", "se"),
            "cannot analyse the sites of x: expected two sites or more with an estimate, got 1"),
        Arguments.of(
            "no estimates",
            meta(9, Method.FIXED, "none", "se"),
            "cannot analyse the sites of x: expected two sites or more with an estimate, got 0"),
        Arguments.of(
            "errors of 0",
            meta(9, Method.FIXED, "b", "zero"),
            "cannot analyse sites: a standard error of x at provider p1 is out of range, expected"
                + " one from 10^-12 to 10^9"),
        Arguments.of(
            "terms twice",
            (ThrowingCallable)
                () ->
                    new MetaStatistic(
                        List.of(new MetaTerm("x", "b", "se"), new MetaTerm("x", "c", "sf")),
                        Method.FIXED,
                        false,
                        false),
            "cannot analyse sites: expected each term once, got [MetaTerm[name=x, estimate=b,"
                + " standardError=se], MetaTerm[name=x, estimate=c, standardError=sf]]"),
        Arguments.of(
            "few tables",
            tables(5, "b"),
            "cannot analyse the sites of 2 x 2 tables" + few + "6 sites, got 5" + name),
        Arguments.of(
            "counts",
            tables(9, "half"),
            "cannot take a table of provider p0: a count is out of range, expected whole numbers"
                + " from 0 to 10^12, not all 0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void analyse_badInput_saysWhat(String name, ThrowingCallable analyse, String message) {
    assertThatThrownBy(analyse).isInstanceOf(ParleyException.class).hasMessage(message);
  }

  @Test
  void analyse_fewSitesByName_warned() {
    MetaStatistic statistic = statistic(Method.PAULE_MANDEL, true, "b", "se");
    MetaResult result = MemorySums.result(statistic, table(3).deal(statistic.columns(), 3));
    assertThat(result.warnings())
        .contains("of x there are 3 sites, so few that the sums may tell each one's estimate");
  }

  @Test
  void statistic_asJson_sameAgain() {
    MetaStatistic statistic = statistic(Method.REML, true, "b", "se");
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, MetaStatistic.class, "a statistic")).isEqualTo(statistic);
  }
}
