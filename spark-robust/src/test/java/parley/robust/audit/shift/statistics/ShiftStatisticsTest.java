package parley.robust.audit.shift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.measure.Measure;

/** Golden figures, brute force on small cases, and mistakes of callers. */
class ShiftStatisticsTest {
  private static final double[] X = {.1, .4, .7, 1, 1.3, 1.6, 1.9, 2.2};
  private static final List<String> CLASSES = List.of("no", "yes");
  private static final double[] Y = {.5, .9, 1.2, 1.8, 2.5, 2.6, 3, 3.4, 3.9, 4.1};

  /** All 8 of x are at most 2.2, and 4 of y. */
  @Test
  void kolmogorovSmirnov_golden_isExact() {
    assertThat(KolmogorovSmirnov.statistic(8, 8, 4, 10)).isEqualTo(.6);
    assertThat(KolmogorovSmirnov.pValue(8, 8, 4, 10)).isCloseTo(.04986516751222633, within(1e-15));
  }

  @Test
  void kolmogorovSmirnov_anySizes_isTheLibrarysPValueOfTheSamples() {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(3);
    for (int[] sizes : new int[][] {{2, 2}, {7, 12}, {100, 100}, {101, 100}, {300, 700}}) {
      double[] x = random.doubles(sizes[0]).toArray();
      double[] y = random.doubles(sizes[1]).map(v -> v + .1).toArray();
      long[] place = furthest(x, y);
      var expected = KolmogorovSmirnovTest.withDefaults().with(PValueMethod.EXACT).test(x, y);

      assertThat(KolmogorovSmirnov.statistic(place[0], x.length, place[1], y.length))
          .isCloseTo(expected.getStatistic(), within(1e-15));
      assertThat(KolmogorovSmirnov.pValue(place[0], x.length, place[1], y.length))
          .as("%d and %d rows", x.length, y.length)
          .isCloseTo(expected.getPValue(), within(1e-12));
    }
  }

  /** SciPy's ks_2samp, method exact: rows up to the place and size, of both samples. */
  @ParameterizedTest
  @CsvSource({
    "76, 200, 60, 200, .5452713464323318",
    "92, 200, 60, 200, .011843449760085422",
    "104, 200, 60, 200, .0001183661896190048",
    "52, 99, 31, 102, .011635814290331566",
    "68, 150, 120, 400, .010621425162949687",
    "372, 1000, 300, 1000, .01118990326412112",
    "1011, 3000, 1500, 5000, .011522433248455073",
    "2909, 9000, 3000, 10000, .011863548540048357"
  })
  void kolmogorovSmirnov_upToTenThousandRows_isScipysExactPValue(
      long upTo, long size, long otherUpTo, long otherSize, double expected) {
    assertThat(KolmogorovSmirnov.isExact(size, otherSize)).isTrue();
    assertThat(KolmogorovSmirnov.pValue(upTo, size, otherUpTo, otherSize))
        .isCloseTo(expected, within(1e-11 * expected));
    assertThat(KolmogorovSmirnov.pValue(otherUpTo, otherSize, upTo, size))
        .isCloseTo(expected, within(1e-11 * expected));
  }

  /** Where all rows of one sample lie below those of the other, 2 of C(n + m, n) orders do so. */
  @Test
  void kolmogorovSmirnov_samplesApart_keepTheDigitsOfATinyPValue() {
    for (int[] sizes : new int[][] {{30, 30}, {30, 31}, {100, 60}}) {
      BigInteger orders = BigInteger.ONE;
      for (int k = 1; k <= sizes[0]; k++) {
        orders = orders.multiply(BigInteger.valueOf(sizes[1] + k)).divide(BigInteger.valueOf(k));
      }
      double expected = 2 / orders.doubleValue();
      assertThat(KolmogorovSmirnov.pValue(sizes[0], sizes[0], 0, sizes[1]))
          .isCloseTo(expected, within(1e-12 * expected));
    }
    assertThat(KolmogorovSmirnov.isExact(10_000, 10_001)).isFalse();
  }

  /** Two routes meet where the library's arrays would become large. */
  @Test
  void kolmogorovSmirnov_manyRows_goesOnWithoutAStep() {
    for (long shift : new long[] {700, 1000, 2000}) {
      double library = KolmogorovSmirnov.pValue(200_000 + shift, 500_000, 200_000, 500_000);
      double limit = KolmogorovSmirnov.limit(shift / 500_000.0, 250_000);

      assertThat(limit).isCloseTo(library, within(library * 1e-4));
    }
    assertThat(KolmogorovSmirnov.pValue(1_000_000, 3_000_000_000L, 1_001_000, 3_000_000_000L))
        .isBetween(.999, 1.0);
    assertThat(KolmogorovSmirnov.pValue(0, 3, 0, 3)).isEqualTo(1);
  }

  private static long[] furthest(double[] x, double[] y) {
    long[] best = {0, 0};
    for (double at : Stream.of(x, y).flatMapToDouble(Arrays::stream).toArray()) {
      long i = Arrays.stream(x).filter(v -> v <= at).count();
      long j = Arrays.stream(y).filter(v -> v <= at).count();
      if (KolmogorovSmirnov.distance(i, x.length, j, y.length)
          > KolmogorovSmirnov.distance(best[0], x.length, best[1], y.length)) {
        best = new long[] {i, j};
      }
    }
    return best;
  }

  @Test
  void populationStability_golden_isIndex() {
    double[] p = {.1, .2, .3, .4};
    double[] q = {.2, .2, .3, .3};

    assertThat(PopulationStability.index(p, q)).isCloseTo(.09808292530117264, within(1e-15));
    assertThat(PopulationStability.index(new long[] {1, 2, 3, 4}, new long[] {20, 20, 30, 30}))
        .isCloseTo(.09808292530117264, within(1e-15));
  }

  @Test
  void populationStability_emptyBin_countsAsHalfARow() {
    double expected = (.5 - .05) * Math.log(.5 / .05) + (.5 - 1) * Math.log(.5);

    assertThat(PopulationStability.index(new long[] {0, 10, 0}, new long[] {5, 5, 0}))
        .isCloseTo(expected, within(1e-15));
  }

  @Test
  void discrepancy_golden_isBothFigures() {
    MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy(rows(X), rows(Y), 1);

    assertThat(mmd.unbiased()).isCloseTo(.21328253971881128, within(1e-12));
    assertThat(mmd.biased()).isCloseTo(.3123844802080292, within(1e-12));
    assertThat(mmd.pValue(999, 1)).isBetween(.03, .07).isEqualTo(mmd.pValue(999, 1));
  }

  /** Of 252 splits of ten rows two are as extreme as the given one: p is near 2/252. */
  @Test
  void discrepancy_farApart_isAsRareAsItsSplits() {
    double[][] x = rows(0, .1, .2, .3, .4);
    double[][] y = rows(9, 9.1, 9.2, 9.3, 9.4);

    assertThat(new MaximumMeanDiscrepancy(x, y, 1).pValue(20_000, 1))
        .isCloseTo(2 / 252.0, within(.002));
    // The given split counts too: no p value is 0.
    assertThat(new MaximumMeanDiscrepancy(x, y, 1).pValue(9, 1)).isGreaterThanOrEqualTo(.1);
    assertThat(MaximumMeanDiscrepancy.medianDistance(rows(0, 1), rows(5))).isEqualTo(4);
  }

  private static double[][] rows(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  /** R: p.adjust(c(.01, .04, .03, .5), "BH") and "holm". */
  @Test
  void multipleTests_fourPValues_areAdjusted() {
    assertThat(MultipleComparisons.benjaminiHochberg(.01, .04, .03, .5))
        .containsExactly(new double[] {.04, .16 / 3, .16 / 3, .5}, within(1e-15));
    assertThat(MultipleComparisons.holm(.01, .04, .03, .5))
        .containsExactly(new double[] {.04, .09, .09, .5}, within(1e-15));
    assertThat(MultipleComparisons.holm()).isEmpty();
  }

  @Test
  void labelShift_golden_isWeights() {
    List<Measure> weights =
        LabelShiftWeights.of(new double[][] {{.45, .1}, {.05, .4}}, new double[] {.3, .7});

    assertThat(weights.get(0).get()).isCloseTo(2 / 7.0, within(1e-12));
    assertThat(weights.get(1).get()).isCloseTo(12 / 7.0, within(1e-12));
  }

  /** The interval's half width is 1.96 standard deviations of weights of redrawn counts. */
  @Test
  void labelShift_counts_haveTheSpreadOfRedrawnCounts() {
    long[][] counts = {{900, 200}, {100, 800}};
    double half =
        halfWidth(LabelShiftWeights.of(CLASSES, counts, new long[] {300, 700}, .95).get(1));
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(5);
    double sum = 0;
    double squares = 0;
    int draws = 4000;
    for (int d = 0; d < draws; d++) {
      long[] cells = redraw(random, 2000, .45, .1, .05, .4);
      long[] predicted = redraw(random, 1000, .3, .7);
      double w =
          LabelShiftWeights.of(
                  CLASSES,
                  new long[][] {{cells[0], cells[1]}, {cells[2], cells[3]}},
                  predicted,
                  .95)
              .get(1)
              .get();
      sum += w;
      squares += w * w;
    }
    double deviation = Math.sqrt(squares / draws - sum / draws * (sum / draws));

    assertThat(half).isCloseTo(1.96 * deviation, within(.05 * half));
  }

  private static double halfWidth(Measure weight) {
    return (weight.interval().upper() - weight.interval().lower()) / 2;
  }

  private static long[] redraw(UniformRandomProvider random, int rows, double... shares) {
    long[] counts = new long[shares.length];
    for (int r = 0; r < rows; r++) {
      double u = random.nextDouble();
      int k = 0;
      while (k < shares.length - 1 && u >= shares[k]) {
        u -= shares[k++];
      }
      counts[k]++;
    }
    return counts;
  }

  @Test
  void labelShift_predictionsThatTellNothing_areUndefined() {
    assertThat(
            LabelShiftWeights.of(new double[][] {{.3, .2}, {.3, .2}}, new double[] {.3, .7})
                .get(0)
                .reason())
        .contains("hardly tell the classes apart");
    assertThat(
            LabelShiftWeights.of(new double[][] {{.6, 0}, {.4, 0}}, new double[] {.3, .7})
                .get(1)
                .reason())
        .isEqualTo("class 1 has no reference row, expected some of each");
  }

  static Stream<Arguments> mistakes() {
    double[][] two = rows(1, 2);
    return Stream.of(
        row(
            "no rows",
            () -> KolmogorovSmirnov.statistic(0, 0, 0, 1),
            "expected 1 row or more in each, got 0 and 1"),
        row(
            "one row to test",
            () -> KolmogorovSmirnov.pValue(0, 1, 0, 2),
            "expected 2 rows or more in each, got 1 and 2"),
        row("more than all", () -> KolmogorovSmirnov.statistic(3, 2, 0, 2), "got 3 of 2"),
        row(
            "shares of 2",
            () -> PopulationStability.index(new double[] {1, 1}, new double[] {.5, .5}),
            "shares that sum to 1, got 2.0"),
        row(
            "share of 0",
            () -> PopulationStability.index(new double[] {1, 0}, new double[] {.5, .5}),
            "shares above 0, got 0.0"),
        row(
            "other bins",
            () -> PopulationStability.index(new long[] {1}, new long[] {1, 1}),
            "same number of bins, got 1 and 2"),
        row(
            "no counts",
            () -> PopulationStability.index(new long[] {0}, new long[] {1}),
            "one row or more, got [0]"),
        row(
            "sigma 0",
            () -> new MaximumMeanDiscrepancy(two, two, 0),
            "expected a positive sigma, got 0.0"),
        row(
            "one row",
            () -> new MaximumMeanDiscrepancy(two, rows(1), 1),
            "2 rows or more in each, got 2 and 1"),
        row(
            "other lengths",
            () -> new MaximumMeanDiscrepancy(two, new double[][] {{1, 2}, {1, 2}}, 1),
            "rows of one length, got 2 and 1"),
        row(
            "no permutations",
            () -> new MaximumMeanDiscrepancy(two, two, 1).pValue(0, 1),
            "1 permutation or more, got 0"),
        row("p of NaN", () -> MultipleComparisons.holm(Double.NaN), "numbers from 0 to 1, got NaN"),
        row(
            "negative share",
            () -> LabelShiftWeights.of(new double[][] {{2, -1}, {0, 0}}, new double[] {.5, .5}),
            "shares of 0 or more, got -1.0"),
        row(
            "no square",
            () -> LabelShiftWeights.of(new double[][] {{1}}, new double[] {.5, .5}),
            "a square table for 2 classes, got 1 by 1"),
        row(
            "no new rows",
            () -> LabelShiftWeights.of(List.of("a"), new long[][] {{1}}, new long[] {0}, .95),
            "reference rows and new rows, got 1 and 0"));
  }

  private static Arguments row(String name, ThrowingCallable code, String message) {
    return Arguments.of(name, code, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void use_badInput_saysWhatIsWrong(String name, ThrowingCallable code, String message) {
    assertThatThrownBy(code)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
