package parley.fl.statistic.compare;

/**
 * A column's distribution against a normal one. Immutable, thread-safe.
 *
 * @param n values
 * @param missing rows without one
 * @param offGrid values between two points, which counted at the nearest
 * @param mean of the normal distribution
 * @param standardDeviation of it
 * @param statistic the largest distance
 * @param pValue two-sided
 */
public record NormalFit(
    String column,
    long n,
    long missing,
    long offGrid,
    double mean,
    double standardDeviation,
    double statistic,
    double pValue) {}
