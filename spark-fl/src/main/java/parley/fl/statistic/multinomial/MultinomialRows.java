package parley.fl.statistic.multinomial;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * One provider's part of a round. With p a row's probabilities, the information of the row is x x^T
 * times diag(p) - p p^T, which is the sum over all levels c of p_c (e_c - p)(e_c - p)^T: so it is
 * the Gram of one row sqrt(p_c) (e_c - p) x for each level. For one thread at a time.
 */
final class MultinomialRows {
  static final int UNIT = 2 * GramSums.FRACTION_BITS;

  /** Sums beside information and score, without a penalty. */
  private static final int SCALARS = 3;

  static final int LIKELIHOOD = 0;
  static final int RIGHT = 1;
  static final int INVALID = 2;

  /** There with a penalty alone. */
  static final int SQUARED_WEIGHTS = 3;

  private static final int VALUE_BITS = 60;
  private static final int ROW_BITS = 40;
  private static final double LARGEST = Math.scalb(1.0, VALUE_BITS);

  private final int levels;
  private final int features;
  private final boolean penalised;
  private final int[] place;
  private final int[] codes;
  private final TableRows rows;
  private final ColumnScales scales;
  private final int weightExponent;
  private final double[] b;
  private final FixedSums sums;
  private final GramSums information;

  /** What is told: scales, weights' exponent, coefficients by level, the constant term first. */
  static byte[] arguments(ColumnScales scales, int weightExponent, double[] b) {
    WireWriter out = new WireWriter().add(scales.toBytes()).add(weightExponent).add(b.length);
    for (double value : b) {
      out.add(value);
    }
    return out.toBytes();
  }

  MultinomialRows(MultinomialStatistic statistic, byte[] arguments, TableRows rows) {
    this.levels = statistic.others().size();
    this.features = statistic.features().size();
    this.penalised = statistic.penalised();
    this.rows = rows;
    WireReader in = new WireReader(arguments, "a round of a multinomial model");
    this.scales = ColumnScales.fromBytes(statistic.features(), in.bytes("scales"));
    this.weightExponent = in.integer("weight exponent", -1000, 1000);
    int length = levels * (features + 1);
    this.b = new double[in.integer("coefficients", length, length)];
    for (int j = 0; j < b.length; j++) {
      b[j] = in.number("coefficient");
    }
    in.end();
    List<String> all = statistic.label().levels();
    this.place = all.stream().mapToInt(statistic.others()::indexOf).toArray();
    this.codes = rows.codes(statistic.label().column());
    this.sums = new FixedSums(length + scalars(statistic), UNIT);
    this.information = new GramSums(length);
  }

  static int length(MultinomialStatistic statistic) {
    int p = statistic.others().size() * (statistic.features().size() + 1);
    return GramSums.size(p) + p + scalars(statistic);
  }

  private static int scalars(MultinomialStatistic statistic) {
    return SCALARS + (statistic.penalised() ? 1 : 0);
  }

  static BigInteger bound() {
    return BigInteger.ONE.shiftLeft(VALUE_BITS + ROW_BITS + UNIT).max(GramSums.bound());
  }

  BigInteger[] sums() {
    double[][] z = new double[features][];
    for (int j = 0; j < features; j++) {
      z[j] = scales.standard(j, rows);
    }
    double[][] block = new double[b.length][GramSums.BLOCK];
    double[] x = new double[features + 1];
    x[0] = 1;
    int filled = 0;
    for (int i = 0; i < rows.rows(); i++) {
      if (filled + levels + 1 > GramSums.BLOCK) {
        information.add(block, filled);
        filled = 0;
      }
      for (int j = 0; j < features; j++) {
        x[j + 1] = z[j][i];
      }
      filled += row(i, x, block, filled);
    }
    information.add(block, filled);
    BigInteger[] gram = information.toIntegers();
    BigInteger[] more = sums.toIntegers();
    BigInteger[] all = Arrays.copyOf(gram, gram.length + more.length);
    System.arraycopy(more, 0, all, gram.length, more.length);
    return all;
  }

  /** Adds a row; how many rows of the block it took. */
  private int row(int i, double[] x, double[][] block, int at) {
    double[] logs = new double[levels + 1];
    for (int k = 0; k < levels; k++) {
      for (int j = 0; j <= features; j++) {
        logs[k] += b[k * (features + 1) + j] * x[j];
      }
    }
    double most = Arrays.stream(logs).max().orElse(0);
    double total = 0;
    for (double log : logs) {
      total += StrictMath.exp(log - most);
    }
    double normal = most + StrictMath.log(total);
    int own = place[codes[i]] < 0 ? levels : place[codes[i]];
    double weight = Math.scalb(rows.weight(i), -2 * weightExponent);
    double likelihood = weight * (logs[own] - normal);
    double largest = Math.sqrt(weight);
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value) * Math.max(weight, Math.sqrt(weight)));
    }
    int scalars = b.length;
    if (!(largest < GramSums.LIMIT && Math.abs(likelihood) < LARGEST)) {
      sums.add(scalars + INVALID, 1);
      return 0;
    }
    double[] p = new double[levels + 1];
    Arrays.setAll(p, k -> StrictMath.exp(logs[k] - normal));
    for (int k = 0; k < levels; k++) {
      double residual = weight * ((k == own ? 1 : 0) - p[k]);
      for (int j = 0; j <= features; j++) {
        sums.addProduct(k * (features + 1) + j, residual, x[j]);
        for (int c = 0; c <= levels; c++) {
          double share = Math.sqrt(weight * p[c]) * ((c == k ? 1 : 0) - p[k]);
          block[k * (features + 1) + j][at + c] = share * x[j];
        }
      }
    }
    sums.add(scalars + LIKELIHOOD, likelihood);
    sums.add(scalars + RIGHT, logs[own] == most ? 1 : 0);
    if (penalised) {
      sums.addProduct(scalars + SQUARED_WEIGHTS, weight, weight);
    }
    return levels + 1;
  }
}
