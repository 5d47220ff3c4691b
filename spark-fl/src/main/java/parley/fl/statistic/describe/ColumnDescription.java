package parley.fl.statistic.describe;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A column's figures in a group. With weights w: sum is that of wx, the variance Spark's {@code
 * Summarizer}'s, sum of w (x - mean)^2 over W - (sum of w^2) / W with W the weights' sum, the other
 * moments are weighted. Immutable, thread-safe.
 *
 * @param column its name
 * @param n values that are not missing
 * @param missing rows without a value
 * @param weightSum sum of the weights of rows with a value; n without weights
 * @param sum of the values
 * @param mean null where {@code undefined} says why
 * @param variance with n - 1; null likewise
 * @param standardDeviation root of the variance; null likewise
 * @param skewness m3 / m2^1.5 with moments that divide by n, as Spark's; null likewise
 * @param kurtosis m4 / m2^2 - 3, as Spark's; null likewise
 * @param normL1 sum of absolute values
 * @param normL2 root of the sum of squares
 * @param numNonZeros values other than 0
 * @param undefined the names of figures that this data does not have, each with the reason
 */
public record ColumnDescription(
    String column,
    long n,
    long missing,
    double weightSum,
    double sum,
    @Nullable Double mean,
    @Nullable Double variance,
    @Nullable Double standardDeviation,
    @Nullable Double skewness,
    @Nullable Double kurtosis,
    double normL1,
    double normL2,
    long numNonZeros,
    SortedMap<String, String> undefined) {
  /** Copies the map. */
  public ColumnDescription {
    undefined = new TreeMap<>(Map.copyOf(undefined));
  }
}
