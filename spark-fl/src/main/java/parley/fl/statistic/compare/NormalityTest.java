package parley.fl.statistic.compare;

/**
 * Whether a column may be normal by its third and fourth moment. Immutable, thread-safe.
 *
 * @param n values
 * @param missing rows without one
 * @param skewness of the values
 * @param kurtosis beyond that of a normal distribution
 * @param statistic Jarque and Bera's
 * @param pValue upper tail of chi-square with two degrees of freedom
 */
public record NormalityTest(
    String column,
    long n,
    long missing,
    double skewness,
    double kurtosis,
    double statistic,
    double pValue) {}
