package parley.fl.statistic.linear;

import static parley.fl.statistic.linear.solve.PositiveSystem.DIGITS;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parley.error.ParleyException;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;

/**
 * Ridge, lasso and elastic net from a Gram matrix, with Spark's conventions (its {@code
 * WeightedLeastSquares}): with s the features' population deviations, or 1 without standardization,
 * it makes least
 *
 * <pre>1/(2 W) sum w (y - X b)^2 + reg (a sum |s_j b_j| + (1 - a) / (2 sd(y)) sum (s_j b_j)^2)
 * </pre>
 *
 * <p>The lasso's part is found by coordinate descent (Friedman, Hastie, Tibshirani 2010, <a
 * href="https://doi.org/10.18637/jss.v033.i01">doi 10.18637/jss.v033.i01</a>); given which
 * coefficients are not 0 and their signs, these solve a linear system, in 40 digits. A constant
 * column gets 0.
 */
final class Penalised {
  private static final int SWEEPS = 100_000;

  private final Moments moments;
  private final int features;
  private final double[] squared;
  private final double[] absolute;
  private final double[][] gram;
  private final double[] label;

  /**
   * A penalty on coefficients of columns on the told scale.
   *
   * @param regParam on the label's told scale
   * @param factor by feature: s_j on the told scale is this, or the deviation where it is null
   */
  Penalised(Moments moments, double regParam, double elasticNet, double[] factor, boolean sds) {
    this.moments = moments;
    this.features = moments.gram().size() - 2;
    double weights = moments.weights().doubleValue();
    double sdLabel = Math.sqrt(moments.about(features + 1, features + 1).doubleValue() / weights);
    squared = new double[features];
    absolute = new double[features];
    gram = new double[features][features];
    label = new double[features];
    for (int i = 0; i < features; i++) {
      double s = sds ? Math.sqrt(moments.about(i + 1, i + 1).doubleValue() / weights) : factor[i];
      squared[i] = regParam * (1 - elasticNet) / sdLabel * s * s;
      absolute[i] = regParam * elasticNet * s;
      label[i] = product(i + 1, features + 1).doubleValue() / weights;
      for (int j = 0; j < features; j++) {
        gram[i][j] = product(i + 1, j + 1).doubleValue() / weights;
      }
    }
  }

  private BigDecimal product(int i, int j) {
    return moments.intercept() ? moments.about(i, j) : moments.gram().at(i, j);
  }

  /** The coefficients on the told scale, the constant term first if there is one. */
  BigDecimal[] solve(List<String> names, String what) {
    double[] rough = descend();
    int[] active =
        IntStream.range(0, features)
            .filter(j -> varies(j) && (absolute[j] == 0 || rough[j] != 0))
            .toArray();
    BigDecimal[] exact = exact(active, rough, names, what);
    BigDecimal[] b = new BigDecimal[features];
    Arrays.fill(b, BigDecimal.ZERO);
    for (int k = 0; k < active.length; k++) {
      b[active[k]] = exact[k];
    }
    return moments.intercept() ? withConstant(b) : b;
  }

  private boolean varies(int j) {
    return moments.about(j + 1, j + 1).signum() > 0;
  }

  private BigDecimal[] exact(int[] active, double[] rough, List<String> names, String what) {
    int n = active.length;
    BigDecimal[][] a = new BigDecimal[n][n];
    BigDecimal[] right = new BigDecimal[n];
    for (int k = 0; k < n; k++) {
      int j = active[k];
      for (int l = 0; l < n; l++) {
        a[k][l] = product(j + 1, active[l] + 1);
      }
      a[k][k] = a[k][k].add(moments.weights().multiply(new BigDecimal(squared[j])));
      BigDecimal pull = new BigDecimal(absolute[j] * Math.signum(rough[j]));
      right[k] = product(j + 1, features + 1).subtract(moments.weights().multiply(pull));
    }
    List<String> left = Arrays.stream(active).mapToObj(names::get).toList();
    return PositiveSystem.of(new Symmetric(a), left, what).solve(right);
  }

  private BigDecimal[] withConstant(BigDecimal[] b) {
    BigDecimal[] all = new BigDecimal[features + 1];
    BigDecimal constant = moments.gram().at(0, features + 1);
    for (int j = 0; j < features; j++) {
      constant = constant.subtract(moments.gram().at(0, j + 1).multiply(b[j]));
      all[j + 1] = b[j];
    }
    all[0] = constant.divide(moments.weights(), DIGITS);
    return all;
  }

  private double[] descend() {
    double[] b = new double[features];
    if (Arrays.stream(absolute).allMatch(l -> l == 0)) {
      return b;
    }
    double tolerance = 1e-13 * Math.sqrt(moments.total().doubleValue());
    tolerance /= Math.sqrt(moments.weights().doubleValue());
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double moved = 0;
      for (int j = 0; j < features; j++) {
        if (!varies(j)) {
          continue;
        }
        double rest = label[j];
        for (int k = 0; k < features; k++) {
          rest -= k == j ? 0 : gram[j][k] * b[k];
        }
        double pulled = Math.signum(rest) * Math.max(0, Math.abs(rest) - absolute[j]);
        double next = pulled / (gram[j][j] + squared[j]);
        moved = Math.max(moved, Math.abs(next - b[j]) * Math.sqrt(gram[j][j]));
        b[j] = next;
      }
      if (moved <= tolerance) {
        return b;
      }
    }
    throw new ParleyException(
        "cannot fit an elastic net: its coefficients still move after "
            + SWEEPS
            + " sweeps, expected columns that are less alike; raise regParam or leave columns out");
  }
}
