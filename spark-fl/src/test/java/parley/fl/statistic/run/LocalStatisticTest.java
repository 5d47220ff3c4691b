package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.sum.LocalSums;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.plan.RefusedException;

/** What a provider hands in to a query with rules, whatever the driver has in mind. */
class LocalStatisticTest {
  private static final TotalStatistic TOTAL = new TotalStatistic(List.of("x"));
  private static final SumSpec SUM = ColumnTotals.spec(List.of("x"));
  private static final DisclosureRules NONE_BUT_ROUNDED = DisclosureRules.NONE.withRounding(7);
  private static final DisclosureRules RULES = new DisclosureRules(20, 2);

  private static LocalSums local(DisclosureRules rules, double... x) {
    TableRows rows = new TableRows("a", x.length, Map.of("x", x), Map.of(), null);
    return new LocalStatistic.Factory()
        .create("a", StatisticPlan.terms(TOTAL, rules).arguments(), List.of(rows).iterator());
  }

  @Test
  void sums_atTheGate_rowsAndWhetherThereAreAny() {
    assertThat(local(RULES, 1, 2, 3).sums(DisclosureRules.SIZES, new byte[0]))
        .containsExactly(BigInteger.valueOf(3), BigInteger.ONE, BigInteger.ZERO);
    assertThat(local(RULES).sums(DisclosureRules.SIZES, new byte[0]))
        .containsExactly(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    assertThat(Gate.refusal()).containsExactly(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE);
  }

  @Test
  void sums_gatePassed_asWithoutOne() {
    byte[] passed = new Gate.Counts(20, 2, 0).before(new byte[0]);
    assertThat(local(RULES, 1, 2, 3).sums(SUM, passed))
        .isEqualTo(local(DisclosureRules.NONE, 1, 2, 3).sums(SUM, new byte[0]));
    assertThatThrownBy(() -> local(RULES, 1, 2, 3).sums(SUM, new byte[0]))
        .isInstanceOf(ParleyException.class);
  }

  @ParameterizedTest
  @CsvSource({"19, 2, 0, too few rows", "20, 1, 0, too few providers", "20, 2, 1, rules of their"})
  void sums_gateBelowThePlansRules_refused(long rows, long contributors, long no, String reason) {
    byte[] arguments = new Gate.Counts(rows, contributors, no).before(new byte[0]);
    assertThatThrownBy(() -> local(RULES, 1, 2, 3).sums(SUM, arguments))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("cannot add up number of values")
        .hasMessageContaining(reason);
  }

  @Test
  void largestShare_ofEachColumn_theLargest() {
    TableRows rows =
        new TableRows(
            "a",
            4,
            Map.of(
                "x", new double[] {1, -5, Double.NaN, 4},
                "y", new double[] {0, 0, 0, 0},
                "z", new double[] {1e308, -1e308, 1e308, 1e308}),
            Map.of(),
            null);
    assertThat(rows.cohort().largestShare()).isEqualTo(0.5);
    assertThat(rows.cohort().known()).isFalse();
    assertThat(local(RULES).cohort().largestShare()).isZero();
    assertThat(local(RULES, 7).cohort().largestShare()).isEqualTo(1);
  }

  @Test
  void rules_ofAPlan_asTheQueryHadThem() {
    for (DisclosureRules rules :
        List.of(
            DisclosureRules.NONE,
            RULES,
            RULES.withRounding(5).withNoise(new BigDecimal("2.50")),
            NONE_BUT_ROUNDED)) {
      assertThat(DisclosureRules.of(rules.terms())).isEqualTo(rules);
    }
    assertThat(NONE_BUT_ROUNDED.before(List.of(SUM))).containsExactly(SUM);
    assertThatThrownBy(() -> RULES.withRounding(0)).hasMessageContaining("got 0");
  }

  @Test
  void rules_negative_refused() {
    assertThatThrownBy(() -> new DisclosureRules(-1, 0))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("got -1 rows and 0 providers");
  }
}
