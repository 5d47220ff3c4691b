package parley.fl.statistic.glm;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.table.TableRows;

/**
 * One provider's part of a round: the information X^T W X as the Gram of sqrt(W) x, the score X^T W
 * (z - eta), and sums over rows. With slope m' = d mean / d eta and variance V, W = w m'^2 / V and
 * W (z - eta) = w m' (y - mean) / V. A row without a valid mean, or with a number too large for the
 * told scales, counts as invalid and in nothing else. For one thread at a time.
 */
final class GlmRows {
  /** Sums beside the information and the score. */
  static final int SCALARS = 5;

  static final int DEVIANCE = 0;
  static final int PEARSON = 1;
  static final int LIKELIHOOD = 2;
  static final int INVALID = 3;
  static final int SATURATED = 4;

  static final int UNIT = 2 * GramSums.FRACTION_BITS;

  /** log2 of a summand's largest size, and of the rows that the bound has room for. */
  private static final int VALUE_BITS = 60;

  private static final int ROW_BITS = 40;
  private static final double LARGEST = Math.scalb(1.0, VALUE_BITS);

  /** So near to 0 or 1 a mean is as good as there. */
  private static final double NEAR = 1e-9;

  private final GlmModel model;
  private final GlmScales scales;
  private final TableRows rows;
  private final double[] label;
  private final double @Nullable [] offset;
  private final int features;
  private final GramSums information;
  private final FixedSums sums;
  private final double[][] z;
  private final double[] eta = new double[GramSums.BLOCK];
  private final double[] farthest = new double[GramSums.BLOCK];

  GlmRows(
      GlmModel model,
      GlmScales scales,
      TableRows rows,
      int features,
      String label,
      @Nullable String offset) {
    this.model = model;
    this.scales = scales;
    this.rows = rows;
    this.features = features;
    this.label = rows.numbers(label);
    this.offset = offset == null ? null : rows.numbers(offset);
    this.information = new GramSums(features + 1);
    this.sums = new FixedSums(features + 1 + SCALARS, UNIT);
    this.z = new double[features + 1][GramSums.BLOCK];
  }

  static int length(int features) {
    return GramSums.size(features + 1) + features + 1 + SCALARS;
  }

  static BigInteger bound() {
    return BigInteger.ONE.shiftLeft(VALUE_BITS + ROW_BITS + UNIT).max(GramSums.bound());
  }

  /**
   * Refuses labels that the family cannot have, without telling them.
   *
   * @throws InvalidDataException with how many there are
   */
  static void checkLabels(GlmModel model, String label, TableRows rows) {
    long wrong = Arrays.stream(rows.numbers(label)).filter(y -> !model.allows(y)).count();
    if (wrong > 0) {
      throw new InvalidDataException(
          "cannot fit a generalised linear model of family %s: %d rows of provider %s have another %s, expected %s"
              .formatted(model.family(), wrong, rows.provider(), label, model.labels()));
    }
  }

  BigInteger[] sums() {
    for (int from = 0; from < rows.rows(); from += GramSums.BLOCK) {
      int count = Math.min(GramSums.BLOCK, rows.rows() - from);
      predict(from, count);
      for (int r = 0; r < count; r++) {
        double root = row(from + r, r);
        for (double[] column : z) {
          column[r] *= root;
        }
      }
      information.add(z, count);
    }
    BigInteger[] gram = information.toIntegers();
    BigInteger[] more = sums.toIntegers();
    BigInteger[] all = Arrays.copyOf(gram, gram.length + more.length);
    System.arraycopy(more, 0, all, gram.length, more.length);
    return all;
  }

  private void predict(int from, int count) {
    double[] b = scales.coefficients();
    ColumnScales columns = scales.columns();
    Arrays.fill(z[0], 0, count, 1.0);
    Arrays.fill(farthest, 0, count, 1.0);
    Arrays.fill(eta, 0, count, b[0]);
    for (int r = 0; offset != null && r < count; r++) {
      eta[r] += offset[from + r];
    }
    for (int j = 0; j < features; j++) {
      double[] column = rows.numbers(columns.columns().get(j));
      double centre = columns.centre()[j];
      double factor = Math.scalb(1.0, -columns.exponent()[j]);
      double[] out = z[j + 1];
      for (int r = 0; r < count; r++) {
        double value = (column[from + r] - centre) * factor;
        out[r] = value;
        eta[r] += b[j + 1] * value;
        farthest[r] = Math.max(farthest[r], Math.abs(value));
      }
    }
  }

  /** Adds a row to the score and the sums; the root of its working weight, 0 if it is invalid. */
  private double row(int row, int r) {
    double y = label[row];
    double e = scales.start() ? model.link().eta(model.startMean(y)) : eta[r];
    double mean = model.link().mean(e);
    double weight = Math.scalb(rows.weight(row), -2 * scales.weight());
    double slope = model.link().slope(e, mean);
    double variance = model.variance(mean);
    double working = weight * slope * slope / variance;
    double score = weight * slope * (y - mean) / variance;
    if (scales.start()) {
      score += working * (e - (offset == null ? 0 : offset[row]));
    }
    score = Math.scalb(score, -scales.score());
    double root = Math.scalb(Math.sqrt(working), -scales.working());
    double deviance = Math.scalb(weight * model.deviance(y, mean), -scales.deviance());
    double pearson = Math.scalb(weight * (y - mean) * (y - mean) / variance, -scales.deviance());
    double likelihood = model.likelihood(y, mean, rows.weight(row));
    boolean valid =
        model.holds(e, mean)
            && farthest[r] * root < GramSums.LIMIT
            && farthest[r] * Math.abs(score) < LARGEST
            && deviance < LARGEST
            && pearson < LARGEST
            && Math.abs(likelihood) < LARGEST;
    int at = features + 1;
    if (!valid) {
      sums.add(at + INVALID, 1);
      return 0;
    }
    for (int j = 0; j <= features; j++) {
      sums.addProduct(j, score, z[j][r]);
    }
    sums.add(at + DEVIANCE, deviance);
    sums.add(at + PEARSON, pearson);
    sums.add(at + LIKELIHOOD, likelihood);
    boolean binomial = model.family() == Family.BINOMIAL;
    boolean low = mean < NEAR && (binomial || model.counts());
    if (low || binomial && mean > 1 - NEAR) {
      sums.add(at + SATURATED, 1);
    }
    return root;
  }
}
