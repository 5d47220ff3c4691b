package parley.robust.audit.shift.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import parley.measure.Interval;
import parley.measure.Measure;

/**
 * How much more frequent each class has become, from a classifier's predictions alone: w with C w =
 * q, C[i][j] the share of reference rows with prediction i and true class j, q[i] the share of new
 * rows with prediction i. Z. Lipton et al., black box shift estimation
 * (https://proceedings.mlr.press/v80/lipton18a.html). Holds if classes changed in number and not in
 * looks. Stateless, so safe for use by several threads.
 */
public final class LabelShiftWeights {
  /** Above this condition number of P(prediction | class) small errors would become large ones. */
  public static final double LARGEST_CONDITION = 1000;

  private static final double SUM_TOLERANCE = 1e-9;

  private LabelShiftWeights() {}

  /**
   * The weights of given shares.
   *
   * @param confusion shares by prediction, then true class, that sum to 1
   * @param predicted shares of predictions on the new rows, that sum to 1
   * @return a weight a class, without interval; all undefined if a class never occurs, or its
   *     predictions hardly differ from other classes'
   * @throws IllegalArgumentException if these are no shares
   */
  public static List<Measure> of(double[][] confusion, double[] predicted) {
    List<String> classes = IntStream.range(0, predicted.length).mapToObj(j -> "" + j).toList();
    return weights(classes, confusion, predicted, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * The weights of counted rows, with intervals by the delta method: the variance of C^-1 q is C^-1
   * (cov(q) / m + cov(C w) / n) C^-T.
   *
   * @param classes their names, for names and reasons
   * @param confusion reference rows by prediction, then true class
   * @param predicted new rows by prediction
   * @param confidence of each interval, such as 0.95
   */
  public static List<Measure> of(
      List<String> classes, long[][] confusion, long[] predicted, double confidence) {
    double n = 0;
    for (long[] row : confusion) {
      for (long count : row) {
        n += count;
      }
    }
    double m = 0;
    for (long count : predicted) {
      m += count;
    }
    if (n == 0 || m == 0) {
      throw new IllegalArgumentException(
          "cannot estimate label shift: expected reference rows and new rows, got %.0f and %.0f"
              .formatted(n, m));
    }
    double[][] c = new double[confusion.length][];
    double[] q = new double[predicted.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = new double[confusion[i].length];
      for (int j = 0; j < c[i].length; j++) {
        c[i][j] = confusion[i][j] / n;
      }
    }
    for (int i = 0; i < q.length; i++) {
      q[i] = predicted[i] / m;
    }
    return weights(classes, c, q, n, m, confidence);
  }

  private static List<Measure> weights(
      List<String> classes,
      double[][] confusion,
      double[] q,
      double n,
      double m,
      double confidence) {
    check(confusion, q);
    int k = q.length;
    String reason = obstacle(classes, confusion);
    if (reason != null) {
      List<Measure> none = new ArrayList<>();
      for (int j = 0; j < k; j++) {
        none.add(Measure.undefined(name(classes, j), reason));
      }
      return none;
    }
    RealMatrix c = new Array2DRowRealMatrix(confusion);
    RealMatrix inverse = new LUDecomposition(c, 0).getSolver().getInverse();
    double[] w = inverse.operate(q);
    List<Measure> weights = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      if (Double.isNaN(confidence)) {
        weights.add(Measure.of(name(classes, j), w[j]));
        continue;
      }
      double half =
          NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2)
              * Math.sqrt(variance(inverse.getRow(j), confusion, w, q, n, m));
      weights.add(
          Measure.of(name(classes, j), w[j], new Interval(w[j] - half, w[j] + half, confidence)));
    }
    return weights;
  }

  /** Of one weight, r being its row of the inverse: both estimates are means of rows' vectors. */
  private static double variance(
      double[] r, double[][] confusion, double[] w, double[] q, double n, double m) {
    double mean = 0;
    double ofData = 0;
    double ofReference = 0;
    for (int i = 0; i < q.length; i++) {
      mean += r[i] * q[i];
      ofData += r[i] * r[i] * q[i];
      for (int j = 0; j < q.length; j++) {
        ofReference += r[i] * r[i] * w[j] * w[j] * confusion[i][j];
      }
    }
    return Math.max(0, ofData - mean * mean) / m + Math.max(0, ofReference - mean * mean) / n;
  }

  private static @Nullable String obstacle(List<String> classes, double[][] confusion) {
    int k = confusion.length;
    double[][] given = new double[k][k];
    for (int j = 0; j < k; j++) {
      double share = 0;
      for (double[] row : confusion) {
        share += row[j];
      }
      if (share == 0) {
        return "class %s has no reference row, expected some of each".formatted(classes.get(j));
      }
      for (int i = 0; i < k; i++) {
        given[i][j] = confusion[i][j] / share;
      }
    }
    double condition =
        new SingularValueDecomposition(new Array2DRowRealMatrix(given)).getConditionNumber();
    return condition <= LARGEST_CONDITION
        ? null
        : "the predictions hardly tell the classes apart: the condition number of P(prediction |"
            + " class) is %.3g, expected at most %.0f".formatted(condition, LARGEST_CONDITION);
  }

  private static String name(List<String> classes, int j) {
    return "weight of " + classes.get(j);
  }

  private static void check(double[][] confusion, double[] q) {
    double sum = 0;
    for (double[] row : confusion) {
      if (row.length != q.length || confusion.length != q.length) {
        throw new IllegalArgumentException(
            "cannot estimate label shift: expected a square table for %d classes, got %d by %d"
                .formatted(q.length, confusion.length, row.length));
      }
      sum += shares(row);
    }
    expectOne(sum);
    expectOne(shares(q));
  }

  private static double shares(double[] values) {
    double sum = 0;
    for (double value : values) {
      if (!(value >= 0)) {
        throw new IllegalArgumentException(
            "cannot estimate label shift: expected shares of 0 or more, got " + value);
      }
      sum += value;
    }
    return sum;
  }

  private static void expectOne(double sum) {
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "cannot estimate label shift: expected shares that sum to 1, got " + sum);
    }
  }
}
