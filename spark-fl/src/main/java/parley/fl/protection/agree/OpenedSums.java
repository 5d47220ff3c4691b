package parley.fl.protection.agree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.LargestEigenvalue;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.StandardizationSums;
import parley.fl.sum.LocalSums;
import parley.fl.sum.SumSpec;
import parley.mhe.protocol.WireWriter;

/**
 * One provider's part of {@link AgreedSums}, as integers in units of 2^-110. Immutable and
 * thread-safe.
 */
public final class OpenedSums implements LocalSums {
  private static final BigDecimal UNITS =
      new BigDecimal(BigInteger.ONE.shiftLeft(AgreedSums.FRACTION_BITS));

  /**
   * Least sum of squares, in units, that all providers' rounding leaves at least 23 bits of: what
   * is smaller would change the scale of its feature.
   */
  private static final double LEAST_UNITS = 0x1p24;

  private static final double SUM_BOUND = Math.scalb(1.0, AgreedSums.SUM_BITS);
  private static final double CURVATURE_BOUND = Math.scalb(1.0, AgreedSums.CURVATURE_BITS);

  /** Squares of larger values, over {@link #MOST_WEIGHT}, could be beyond the sums' bound. */
  private static final double LARGEST = 0x1p50;

  private static final double MOST_WEIGHT = SUM_BOUND / (4 * LARGEST * LARGEST);

  private final ProviderRows rows;
  private final boolean intercept;
  private final LabelScaling labels;

  /** With the labels behind the features where their moments are asked for. */
  private final ProviderRows columns;

  /**
   * The sums of a provider's rows.
   *
   * @param intercept whether the model has one
   * @param labels what is asked of them
   */
  public OpenedSums(ProviderRows rows, boolean intercept, LabelScaling labels) {
    this.rows = rows;
    this.intercept = intercept;
    this.labels = labels;
    this.columns = labels.opened() ? rows.withLabelColumn() : rows;
  }

  @Override
  public BigInteger[] sums(SumSpec spec, byte[] arguments) {
    return sums(spec.step(), arguments);
  }

  /** What the rows add to the sum of a step. */
  public BigInteger[] sums(String step, byte[] args) {
    return switch (step) {
      case AgreedSums.MOMENTS ->
          args.length == 0 ? totals() : squares(SumArguments.readMeans(args, columns.features()));
      case AgreedSums.ROWS -> rowCount(SumArguments.readProviders(args));
      case AgreedSums.CURVATURE -> curvature(SumArguments.readScaling(args));
      default ->
          throw new ParleyException(
              "cannot compute sums for " + step + ": this program has none of that name");
    };
  }

  /** The number of rows, the weights' sum, and each feature's sum: exact but for one rounding. */
  private BigInteger[] totals() {
    BigInteger[] out = head();
    BigDecimal weights = BigDecimal.valueOf(rows.weightSum());
    double[] means = columns.sums().mean();
    for (int j = 0; j < columns.features(); j++) {
      out[j + 2] = fixedPoint(new BigDecimal(means[j]).multiply(weights), SUM_BOUND);
    }
    return out;
  }

  /** The number of rows, the weights' sum, and each feature's sum of squares about these means. */
  private BigInteger[] squares(double[] mean) {
    BigInteger[] out = head();
    double[] squares = columns.squaresAbout(mean);
    for (int j = 0; j < squares.length; j++) {
      out[j + 2] = fixedPoint(squares[j], SUM_BOUND);
    }
    if (labels.opened() && !labels.squares()) {
      out[squares.length + 1] = BigInteger.ZERO;
    }
    return out;
  }

  private BigInteger[] head() {
    BigInteger[] out = new BigInteger[columns.features() + 2];
    out[0] = fixedPoint(rows.rows(), SUM_BOUND);
    out[1] = fixedPoint(rows.weightSum(), SUM_BOUND);
    return out;
  }

  /**
   * The number of rows, the weights' sum, the largest eigenvalue of [X 1]^T S [X 1], the labels'
   * sum and the fixed Hessian's sums if asked for.
   */
  private BigInteger[] curvature(SumArguments.Scaling told) {
    ProviderRows standardised = rows.standardized(told.standardization());
    double[] hessian = told.withHessian() ? standardised.hessianSums(intercept) : new double[0];
    int first = told.withLabels() ? 4 : 3;
    double[] out = new double[hessian.length + first];
    out[0] = standardised.rows();
    out[1] = standardised.weightSum();
    out[2] = LargestEigenvalue.of(standardised, intercept);
    if (told.withLabels()) {
      out[3] = standardised.labelSum();
    }
    System.arraycopy(hessian, 0, out, first, hessian.length);
    return Arrays.stream(out)
        .mapToObj(value -> fixedPoint(value, CURVATURE_BOUND))
        .toArray(BigInteger[]::new);
  }

  /** The number of rows in this provider's place, and 0 in the others'. */
  private BigInteger[] rowCount(List<String> providers) {
    BigInteger[] out = new BigInteger[providers.size()];
    Arrays.fill(out, BigInteger.ZERO);
    int place = providers.indexOf(rows.provider());
    if (place < 0) {
      throw new ParleyException(
          "cannot tell the row count: expected provider "
              + rows.provider()
              + " among those that are asked, got "
              + providers);
    }
    out[place] = fixedPoint(rows.rows(), CURVATURE_BOUND);
    return out;
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

  @Override
  public byte[] privateInputHash() {
    return hash(rows);
  }

  /** SHA-256 of all that the rows say, column by column. */
  private static byte[] hash(ProviderRows rows) {
    WireWriter out = new WireWriter().add(rows.provider()).add(rows.rows()).add(rows.features());
    for (int j = 0; j < rows.features(); j++) {
      out.add(sha256(rows.column(j)));
    }
    double[] labels = new double[rows.rows()];
    Arrays.setAll(labels, rows::label);
    double[] weights = new double[rows.rows()];
    Arrays.setAll(weights, rows::weight);
    return out.add(sha256(labels)).add(sha256(weights)).sha256();
  }

  private static byte[] sha256(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    return WireWriter.sha256Digest().digest(bytes.array());
  }

  /**
   * Says which column is in a unit that the sums cannot carry, before any key is made.
   *
   * @param labels whether theirs are asked for
   * @param names of the features
   * @param providers how many add up
   */
  public static Optional<String> problem(
      ProviderRows provided, LabelScaling labels, List<String> names, int providers) {
    ProviderRows rows = labels.opened() ? provided.withLabelColumn() : provided;
    if (!(rows.weightSum() <= MOST_WEIGHT)) {
      return Optional.of(
          refused(rows)
              + "the rows' weights are too large, expected a sum of at most 2^28; divide them by a"
              + " power of ten, the same at every provider");
    }
    for (int j = 0; j < rows.features(); j++) {
      if (Arrays.stream(rows.column(j)).anyMatch(x -> !(Math.abs(x) <= LARGEST))) {
        return Optional.of(unit(rows, names, j, "too small", "values of at most 10^15, divide it"));
      }
    }
    return lost(provided, labels, names, providers);
  }

  /**
   * Says which column is in a unit so large that the sums would lose its digits, whoever carries
   * them; sums that are too large are refused where they are made.
   */
  public static Optional<String> lost(
      ProviderRows provided, LabelScaling labels, List<String> names, int providers) {
    ProviderRows rows = labels.opened() ? provided.withLabelColumn() : provided;
    StandardizationSums sums = rows.sums();
    double least = Math.scalb(LEAST_UNITS * providers, -AgreedSums.FRACTION_BITS);
    double[] means = sums.mean();
    double[] squares = sums.squares();
    for (int j = 0; j < squares.length; j++) {
      double square = squares[j] > 0 ? squares[j] : sums.weightSum() * means[j] * means[j];
      if (square > 0 && square < least) {
        return Optional.of(
            unit(rows, names, j, "too large", "values that differ by 10^-12 or more, multiply it"));
      }
    }
    return Optional.empty();
  }

  private static String unit(
      ProviderRows rows, List<String> names, int column, String problem, String wanted) {
    boolean label = column == names.size();
    return refused(rows)
        + (label ? "the label" : "feature " + names.get(column))
        + " is in "
        + problem
        + " a unit, expected "
        + wanted
        + " by a power of ten, the same at every provider: nothing changes but "
        + (label ? "the weights' unit" : "its own weight");
  }

  private static String refused(ProviderRows rows) {
    return "cannot use the rows of provider " + rows.provider() + ": ";
  }
}
