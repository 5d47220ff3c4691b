package parley.fl.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.table.Category;

/** Counts become multiples before anything is made of them. */
class CountStatisticTest {
  private static final CrossTabStatistic TABLE =
      new CrossTabStatistic(
          new Category("a", List.of("x", "y")), new Category("b", List.of("u", "v")));

  private static BigInteger[] integers(int... values) {
    return IntStream.of(values).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 0",
    "2, 5, 0",
    "3, 5, 5",
    "7, 5, 5",
    "8, 5, 10",
    "5, 10, 10",
    "4, 10, 0",
    "15, 10, 20",
    "3, 6, 6",
    "-2, 5, 0",
    "-3, 5, -5",
    "-5, 10, 0",
    "-6, 10, -10",
    "1099511627776, 1000, 1099511628000"
  })
  void rounded_count_theNearestMultipleHalvesUp(long count, long multiple, long expected) {
    assertThat(
            TABLE.rounded(
                TABLE.sums().get(0), new BigInteger[] {BigInteger.valueOf(count)}, multiple))
        .containsExactly(BigInteger.valueOf(expected));
  }

  /** Of four events at four times each would be 0 by itself; together they are one multiple. */
  @Test
  void rounded_countsOfTimes_whatHasPassedByEach() {
    KaplanMeierStatistic curve = new KaplanMeierStatistic("t", "e", null, new TimeGrid(0, 4, 1));
    assertThat(curve.rounded(curve.sums().get(0), integers(1, 1, 1, 1, 0, 0, 0, 9, 0, 4, 7), 5))
        .isEqualTo(integers(0, 0, 5, 0, 0, 0, 0, 10, 0, 5, 5));
  }

  @Test
  void rounded_anyCountsOfTimes_multiplesNearWhatHasPassedAndNoneBelow0() {
    Random random = new Random(7);
    TimeGrid grid = new TimeGrid(0, 30, 1);
    KaplanMeierStatistic curve =
        new KaplanMeierStatistic("t", "e", new Category("g", List.of("x", "y")), grid);
    int[] counts = IntStream.range(0, 4 * 31 + 1).map(k -> random.nextInt(5)).toArray();
    BigInteger[] rounded = curve.rounded(curve.sums().get(0), integers(counts), 6);
    for (int run = 0; run < 4; run++) {
      long exact = 0;
      long shown = 0;
      for (int k = 31 * run; k < 31 * (run + 1); k++) {
        exact += counts[k];
        shown += rounded[k].longValueExact();
        assertThat(rounded[k].longValueExact() % 6).isZero();
        assertThat(rounded[k].signum()).isNotNegative();
        assertThat(Math.abs(exact - shown)).isLessThanOrEqualTo(3);
      }
    }
  }
}
