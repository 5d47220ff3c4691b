package parley.fl.statistic.correlate;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How columns go together; a matrix holds a row a column, in their order. A figure that is null has
 * its reason in {@code undefined}. Immutable, thread-safe.
 *
 * @param columns names
 * @param n complete rows
 * @param dropped rows with a missing value
 * @param covariance with n - 1
 * @param correlation Pearson's
 * @param pValue of no correlation, two-sided, Student's t with n - 2
 * @param confidence of the intervals
 * @param lower ends of Fisher's interval, tanh(atanh(r) - z / sqrt(n - 3))
 * @param upper its other ends
 * @param cosine of the columns as they are, not centred
 * @param undefined a column's name, or a matrix's, and why it has no figures
 */
public record Correlations(
    List<String> columns,
    long n,
    long dropped,
    List<List<@Nullable Double>> covariance,
    List<List<@Nullable Double>> correlation,
    List<List<@Nullable Double>> pValue,
    double confidence,
    List<List<@Nullable Double>> lower,
    List<List<@Nullable Double>> upper,
    List<List<@Nullable Double>> cosine,
    SortedMap<String, String> undefined) {}
