package parley.fl.protection.encrypted.step;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.error.InvalidDataException;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.StandardizationSums;

/**
 * One provider's part of the statistics that are opened, as integers in units of 2^-110. Immutable
 * and thread-safe.
 */
public final class OpenedSums {
  private static final BigDecimal UNITS =
      new BigDecimal(BigInteger.ONE.shiftLeft(TrainingSteps.SUM_FRACTION_BITS));

  /**
   * Least sum of squares, in units, that all providers' rounding leaves at least 23 bits of: what
   * is smaller would change the scale of its feature.
   */
  private static final double LEAST_UNITS = 0x1p24;

  private static final double SUM_BOUND = TrainingSteps.SUM_BOUND;

  /** Of a largest eigenvalue, whatever the rows: features of that size cannot be trained on. */
  private static final double CURVATURE_BOUND = 0x1p60;

  /** Squares of larger values, over {@link #MOST_WEIGHT}, could be beyond the sums' bound. */
  private static final double LARGEST = 0x1p50;

  private static final double MOST_WEIGHT = SUM_BOUND / (4 * LARGEST * LARGEST);

  private final ProviderRows rows;

  public OpenedSums(ProviderRows rows) {
    this.rows = rows;
  }

  /** The number of rows, the weights' sum, and each feature's sum: exact but for one rounding. */
  public BigInteger[] totals() {
    BigInteger[] out = head();
    BigDecimal weights = BigDecimal.valueOf(rows.weightSum());
    double[] means = rows.sums().mean();
    for (int j = 0; j < rows.features(); j++) {
      out[j + 2] = fixedPoint(new BigDecimal(means[j]).multiply(weights), SUM_BOUND);
    }
    return out;
  }

  /** The number of rows, the weights' sum, and each feature's sum of squares about these means. */
  public BigInteger[] squares(double[] mean) {
    BigInteger[] out = head();
    double[] squares = rows.squaresAbout(mean);
    for (int j = 0; j < squares.length; j++) {
      out[j + 2] = fixedPoint(squares[j], SUM_BOUND);
    }
    return out;
  }

  private BigInteger[] head() {
    BigInteger[] out = new BigInteger[rows.features() + 2];
    out[0] = fixedPoint(rows.rows(), SUM_BOUND);
    out[1] = fixedPoint(rows.weightSum(), SUM_BOUND);
    return out;
  }

  /** What sets the step, of features that are standardised or should be near 1 by themselves. */
  public BigInteger[] curvature(double[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> fixedPoint(value, CURVATURE_BOUND))
        .toArray(BigInteger[]::new);
  }

  private BigInteger fixedPoint(double value, double bound) {
    if (!Double.isFinite(value)) {
      throw tooLarge(bound);
    }
    return fixedPoint(new BigDecimal(value), bound);
  }

  /** Sums beyond the plan's bound are refused here, by who has them. */
  private BigInteger fixedPoint(BigDecimal value, double bound) {
    if (value.abs().compareTo(new BigDecimal(bound)) > 0) {
      throw tooLarge(bound);
    }
    return value.multiply(UNITS).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
  }

  private InvalidDataException tooLarge(double bound) {
    return new InvalidDataException(
        "cannot add up the features of provider "
            + rows.provider()
            + ": they are too large for the plan, expected sums of squares of at most 2^"
            + Math.getExponent(bound)
            + "; divide the features by a power of ten, the same at every provider");
  }

  /** Back from fixed point. */
  public static double[] toDoubles(BigInteger[] sums) {
    return Arrays.stream(sums)
        .mapToDouble(s -> new BigDecimal(s).divide(UNITS).doubleValue())
        .toArray();
  }

  /**
   * Says which feature is in a unit that the sums cannot carry, before any key is made.
   *
   * @param names of the features
   * @param providers how many add up
   */
  public static Optional<String> problem(ProviderRows rows, List<String> names, int providers) {
    StandardizationSums sums = rows.sums();
    if (!(sums.weightSum() <= MOST_WEIGHT)) {
      return Optional.of(
          refused(rows)
              + "the rows' weights are too large, expected a sum of at most 2^28; divide them by a"
              + " power of ten, the same at every provider");
    }
    double least = Math.scalb(LEAST_UNITS * providers, -TrainingSteps.SUM_FRACTION_BITS);
    double[] means = sums.mean();
    double[] squares = sums.squares();
    for (int j = 0; j < squares.length; j++) {
      double square = squares[j] > 0 ? squares[j] : sums.weightSum() * means[j] * means[j];
      if (Arrays.stream(rows.column(j)).anyMatch(x -> !(Math.abs(x) <= LARGEST))) {
        return Optional.of(
            unit(rows, names.get(j), "too small", "values of at most 10^15, divide it"));
      }
      if (square > 0 && square < least) {
        return Optional.of(
            unit(
                rows,
                names.get(j),
                "too large",
                "values that differ by 10^-12 or more, multiply it"));
      }
    }
    return Optional.empty();
  }

  private static String unit(ProviderRows rows, String feature, String problem, String wanted) {
    return refused(rows)
        + "feature "
        + feature
        + " is in "
        + problem
        + " a unit, expected "
        + wanted
        + " by a power of ten, the same at every provider: nothing changes but its own weight";
  }

  private static String refused(ProviderRows rows) {
    return "cannot use the rows of provider " + rows.provider() + " under encryption: ";
  }
}
