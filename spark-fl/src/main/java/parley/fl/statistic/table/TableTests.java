package parley.fl.statistic.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.tail.Tails;

/**
 * Tests of independence of a table; rows and columns without any count are left out. Figures that
 * are null are in {@code undefined} with the reason. Immutable, thread-safe.
 *
 * @param degreesOfFreedom (rows - 1) (columns - 1)
 * @param chiSquare Pearson's, without correction
 * @param pValue its upper tail
 * @param yatesChiSquare with Yates' correction, of a table of two by two
 * @param yatesPValue its upper tail
 * @param gStatistic the likelihood ratio, 2 sum of O ln(O / E)
 * @param gPValue its upper tail
 * @param cramersV sqrt(chi-square / (n (least of rows and columns - 1)))
 * @param oddsRatio a d / (b c), of a table of two by two
 * @param fisherPValue Fisher's exact test, two-sided, of a table of two by two
 * @param smallestExpected the least expected count
 * @param warnings what makes the figures doubtful
 */
public record TableTests(
    int degreesOfFreedom,
    @Nullable Double chiSquare,
    @Nullable Double pValue,
    @Nullable Double yatesChiSquare,
    @Nullable Double yatesPValue,
    @Nullable Double gStatistic,
    @Nullable Double gPValue,
    @Nullable Double cramersV,
    @Nullable Double oddsRatio,
    @Nullable Double fisherPValue,
    @Nullable Double smallestExpected,
    List<String> warnings,
    SortedMap<String, String> undefined) {
  /** Cochran's rule. */
  private static final double LEAST_EXPECTED = 5;

  /** Fisher's test takes time in proportion to the margins. */
  private static final long MOST_EXACT = 10_000_000;

  private static final List<String> ALL =
      List.of("chiSquare", "pValue", "gStatistic", "gPValue", "cramersV", "smallestExpected");
  private static final List<String> TWO_BY_TWO =
      List.of("yatesChiSquare", "yatesPValue", "oddsRatio", "fisherPValue");

  /** Copies the list and the map. */
  public TableTests {
    warnings = List.copyOf(warnings);
    undefined = new TreeMap<>(undefined);
  }

  /** Of counts by row, then column. */
  public static TableTests of(List<List<Long>> counts) {
    long[][] o = nonzero(counts);
    int height = o.length;
    int width = height == 0 ? 0 : o[0].length;
    if (height < 2 || width < 2) {
      return none("fewer than two rows or columns have any count");
    }
    long[] down =
        IntStream.range(0, height)
            .mapToLong(i -> IntStream.range(0, width).mapToLong(j -> o[i][j]).sum())
            .toArray();
    long[] across =
        IntStream.range(0, width)
            .mapToLong(j -> IntStream.range(0, height).mapToLong(i -> o[i][j]).sum())
            .toArray();
    double n = 0;
    for (long sum : down) {
      n += sum;
    }
    double chiSquare = 0;
    double yates = 0;
    double g = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        double expected = down[i] / n * across[j];
        double off = Math.abs(o[i][j] - expected);
        double corrected = off - Math.min(0.5, off);
        chiSquare += off * off / expected;
        yates += corrected * corrected / expected;
        g += o[i][j] == 0 ? 0 : 2 * o[i][j] * Math.log(o[i][j] / expected);
        smallest = Math.min(smallest, expected);
      }
    }
    int freedom = (height - 1) * (width - 1);
    boolean twoByTwo = height == 2 && width == 2;
    SortedMap<String, String> undefined = new TreeMap<>();
    if (!twoByTwo) {
      TWO_BY_TWO.forEach(name -> undefined.put(name, "the table is not two by two"));
    }
    return new TableTests(
        freedom,
        chiSquare,
        Tails.upperChiSquare(chiSquare, freedom),
        twoByTwo ? (Double) yates : null,
        twoByTwo ? (Double) Tails.upperChiSquare(yates, freedom) : null,
        g,
        Tails.upperChiSquare(g, freedom),
        Math.sqrt(chiSquare / n / (Math.min(height, width) - 1)),
        twoByTwo ? oddsRatio(o, undefined) : null,
        twoByTwo ? fisher(o, n, undefined) : null,
        smallest,
        smallest < LEAST_EXPECTED ? List.of(warning(smallest)) : List.of(),
        undefined);
  }

  private static String warning(double smallest) {
    return "the smallest expected count is %.2f, below 5: chi-square and G are rough"
        .formatted(smallest);
  }

  /** What a table has none of, and why. */
  static TableTests none(String reason) {
    SortedMap<String, String> undefined = new TreeMap<>();
    ALL.forEach(name -> undefined.put(name, reason));
    TWO_BY_TWO.forEach(name -> undefined.put(name, reason));
    return new TableTests(
        0, null, null, null, null, null, null, null, null, null, null, List.of(), undefined);
  }

  private static long[][] nonzero(List<List<Long>> counts) {
    List<List<Long>> rows = new ArrayList<>();
    for (List<Long> row : counts) {
      if (row.stream().anyMatch(count -> count != 0)) {
        rows.add(row);
      }
    }
    int width = counts.isEmpty() ? 0 : counts.get(0).size();
    int[] columns =
        IntStream.range(0, width)
            .filter(j -> rows.stream().anyMatch(row -> row.get(j) != 0))
            .toArray();
    return rows.stream()
        .map(row -> IntStream.of(columns).mapToLong(row::get).toArray())
        .toArray(long[][]::new);
  }

  private static @Nullable Double oddsRatio(long[][] o, SortedMap<String, String> undefined) {
    double below = (double) o[0][1] * o[1][0];
    if (below == 0) {
      undefined.put("oddsRatio", "a count that it divides by is 0");
      return null;
    }
    return (double) o[0][0] * o[1][1] / below;
  }

  private static @Nullable Double fisher(
      long[][] o, double n, SortedMap<String, String> undefined) {
    if (n > MOST_EXACT) {
      undefined.put("fisherPValue", "there are more than 10^7 rows, chi-square is as good");
      return null;
    }
    int[][] table = {{(int) o[0][0], (int) o[0][1]}, {(int) o[1][0], (int) o[1][1]}};
    return FisherExactTest.withDefaults().test(table).getPValue();
  }
}
