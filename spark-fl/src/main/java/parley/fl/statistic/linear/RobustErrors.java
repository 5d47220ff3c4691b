package parley.fl.statistic.linear;

import static parley.fl.statistic.linear.solve.PositiveSystem.DIGITS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.linear.LinearStatistic.Errors;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The middle of the sandwich A^-1 M A^-1, in a round in which all providers know the coefficients:
 * sums over rows of (w e)^2 x x^T (White 1980, <a href="https://doi.org/10.2307/1912934">doi
 * 10.2307/1912934</a>), or over providers of g g^T with g the provider's sum of w e x (Liang and
 * Zeger 1986, <a href="https://doi.org/10.1093/biomet/73.1.13">doi 10.1093/biomet/73.1.13</a>).
 */
final class RobustErrors {
  private static final int UNIT = 2 * GramSums.FRACTION_BITS;

  /** log2 of a provider's largest g: values below 2^17 of 2^40 rows. */
  private static final int GRADIENT_BITS = 57;

  private RobustErrors() {}

  static SumSpec spec(Errors errors, int features) {
    int size = GramSums.size(features + 1);
    boolean cluster = errors == Errors.CLUSTER;
    return SumSpec.of(
            "linear/robust",
            cluster
                ? "products of each two gradients of a provider, and providers with rows"
                : "products of each two gradients of a row",
            cluster ? size + 1 : size,
            cluster ? BigInteger.ONE.shiftLeft(2 * GRADIENT_BITS + UNIT) : GramSums.bound())
        .withUnit(UNIT);
  }

  /** What the providers are told: scales, coefficients on them, and the residuals' rough size. */
  private static byte[] arguments(byte[] scales, double[] b, int residualExponent) {
    WireWriter out = new WireWriter().add(scales).add(residualExponent).add(b.length);
    for (double value : b) {
      out.add(value);
    }
    return out.toBytes();
  }

  static BigInteger[] local(
      Errors errors, byte[] arguments, List<String> names, TableRows complete) {
    WireReader in = new WireReader(arguments, "coefficients of a linear regression");
    LinearRows rows = LinearRows.read(in.bytes("scales"), names, complete);
    int exponent = in.integer("exponent", -1000, 1000);
    double[] b = new double[in.integer("coefficients", names.size(), names.size())];
    for (int j = 0; j < b.length; j++) {
      b[j] = in.number("coefficient");
    }
    in.end();
    int d = names.size() - 1;
    GramSums gram = new GramSums(d + 1);
    FixedSums gradient = new FixedSums(d + 1, UNIT);
    double[][] block = new double[d + 2][GramSums.BLOCK];
    double[][] design = Arrays.copyOf(block, d + 1);
    for (int from = 0; from < complete.rows(); from += GramSums.BLOCK) {
      int count = Math.min(GramSums.BLOCK, complete.rows() - from);
      rows.fill(block, from, count);
      for (int r = 0; r < count; r++) {
        double error = block[d + 1][r];
        for (int j = 0; j <= d; j++) {
          error -= b[j] * block[j][r];
        }
        error = Math.scalb(error, -exponent) * rows.weight(from + r);
        for (int j = 0; j <= d; j++) {
          design[j][r] *= error;
          if (errors == Errors.CLUSTER && Math.abs(design[j][r]) < GramSums.LIMIT) {
            gradient.add(j, design[j][r]);
          }
        }
      }
      LinearRows.add(gram, design, count, complete.provider());
    }
    return errors == Errors.HC1
        ? gram.toIntegers()
        : products(gradient.toIntegers(), complete.rows() > 0);
  }

  private static BigInteger[] products(BigInteger[] gradient, boolean present) {
    BigInteger[] all = new BigInteger[GramSums.size(gradient.length) + 1];
    BigInteger half = BigInteger.ONE.shiftLeft(GramSums.FRACTION_BITS - 1);
    BigInteger[] g =
        Arrays.stream(gradient)
            .map(k -> k.add(half).shiftRight(GramSums.FRACTION_BITS))
            .toArray(BigInteger[]::new);
    int at = 0;
    for (int i = 0; i < g.length; i++) {
      for (int j = i; j < g.length; j++) {
        all[at++] = g[i].multiply(g[j]);
      }
    }
    all[at] = present ? BigInteger.ONE.shiftLeft(UNIT) : BigInteger.ZERO;
    return all;
  }

  /**
   * The coefficients' covariance on the told scale of features and label.
   *
   * @param clusters number of providers with rows; 0 where that does not matter
   */
  record Covariance(Symmetric matrix, long clusters) {}

  /** Opens the third sum. */
  static Covariance covariance(
      LinearStatistic statistic,
      SecureSum sums,
      LinearFinish finish,
      BigDecimal[] b,
      Symmetric inverse) {
    Errors errors = statistic.errors();
    int d = statistic.features().size();
    double size = Math.sqrt(finish.residualMeanSquare(b));
    int exponent = size > 0 ? Math.getExponent(size) + 1 : 0;
    int first = statistic.fitIntercept() ? 0 : 1;
    double[] told = new double[d + 1];
    for (int j = 0; j < b.length; j++) {
      told[first + j] = b[j].doubleValue();
    }
    ColumnScales scales = finish.coordinates().scales();
    byte[] arguments =
        arguments(LinearRows.arguments(scales, finish.weightExponent()), told, exponent);
    BigDecimal[] opened = sums.open(spec(errors, d), arguments).values();
    Symmetric middle = Symmetric.ofTriangle(opened, 0, d + 1).part(first, d + 1);
    long clusters = errors == Errors.CLUSTER ? opened[opened.length - 1].longValueExact() : 0;
    if (errors == Errors.CLUSTER && clusters < 2) {
      throw new InvalidDataException(
          "cannot compute errors clustered by provider: expected rows at two providers or more,"
              + " got one");
    }
    double n = finish.totals().rows();
    double correction = n / (n - b.length);
    if (errors == Errors.CLUSTER) {
      correction = (double) clusters / (clusters - 1) * (n - 1) / (n - b.length);
    }
    BigDecimal factor =
        new BigDecimal(correction).multiply(new BigDecimal(Math.scalb(1.0, 2 * exponent)));
    return new Covariance(sandwich(inverse, middle, factor), clusters);
  }

  private static Symmetric sandwich(Symmetric inverse, Symmetric middle, BigDecimal factor) {
    int n = inverse.size();
    BigDecimal[][] half = new BigDecimal[n][n];
    BigDecimal[][] all = new BigDecimal[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        half[i][j] = Moments.dot(inverse.row(i, 0, n), middle.row(j, 0, n));
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        all[i][j] = Moments.dot(half[i], inverse.row(j, 0, n)).multiply(factor, DIGITS);
      }
    }
    return new Symmetric(all);
  }
}
