package parley.fl.statistic.multinomial;

import java.math.BigDecimal;
import java.util.Arrays;
import parley.fl.statistic.linear.solve.Symmetric;

/**
 * Spark's ridge penalty of a multinomial model (its {@code LogisticRegression}): with coefficients
 * b_k of all K levels, W the sum of the weights and s the features' deviations (unbiased), or 1
 * without standardization, the log-likelihood is lowered by
 *
 * <pre>W reg / 2 sum_k sum_j (s_j b_kj)^2</pre>
 *
 * <p>Where that is least the b_k of all levels add up to 0, so in the contrasts c_k with the base
 * it is sum_k c_k^2 - (sum_k c_k)^2 / K. Constant terms have no penalty. Immutable, thread-safe.
 *
 * @param strength by feature, on the told scale and divided by that of the weights: W reg s_j^2;
 *     callers do not change it
 * @param contrasts K - 1
 */
record Ridge(double[] strength, int contrasts) {
  static Ridge none(int features, int contrasts) {
    return new Ridge(new double[features], contrasts);
  }

  /**
   * From the first round, where all probabilities are 1 / K.
   *
   * @param block information of one level there, divided by the weights' scale
   * @param exponent of each feature's told scale
   * @param weights their sum, divided by the scale
   * @param squaredWeights sum of the squares of the weights so divided
   */
  static Ridge of(
      MultinomialStatistic statistic,
      Symmetric block,
      int[] exponent,
      double weights,
      double squaredWeights) {
    int contrasts = statistic.others().size();
    int levels = contrasts + 1;
    double share = (double) contrasts / (levels * levels);
    double[] strength = new double[exponent.length];
    for (int j = 0; j < strength.length; j++) {
      double variance = Math.scalb(1.0, -2 * exponent[j]);
      if (statistic.standardization()) {
        double mean = block.at(0, j + 1).doubleValue() / block.at(0, 0).doubleValue();
        double about =
            block.at(j + 1, j + 1).doubleValue() - mean * block.at(0, j + 1).doubleValue();
        variance = Math.max(0, about) / share / (weights - squaredWeights / weights);
      }
      strength[j] = weights * statistic.regParam() * variance;
    }
    return new Ridge(strength, contrasts);
  }

  /** Entry of the penalty's matrix for the same feature of two contrasts. */
  private double entry(int j, int k, int other) {
    return strength[j] * ((k == other ? 1 : 0) - 1.0 / (contrasts + 1));
  }

  /** Information with the penalty's curvature. */
  Symmetric with(Symmetric information) {
    int p = strength.length + 1;
    BigDecimal[][] sum = new BigDecimal[information.size()][];
    Arrays.setAll(sum, i -> information.entries()[i].clone());
    for (int k = 0; k < contrasts; k++) {
      for (int other = 0; other < contrasts; other++) {
        for (int j = 0; j < strength.length; j++) {
          int row = k * p + 1 + j;
          int column = other * p + 1 + j;
          sum[row][column] = sum[row][column].add(new BigDecimal(entry(j, k, other)));
        }
      }
    }
    return new Symmetric(sum);
  }

  /** Score at b less the penalty's slope. */
  BigDecimal[] with(BigDecimal[] score, double[] b) {
    int p = strength.length + 1;
    BigDecimal[] sum = score.clone();
    for (int k = 0; k < contrasts; k++) {
      for (int j = 0; j < strength.length; j++) {
        sum[k * p + 1 + j] = sum[k * p + 1 + j].subtract(new BigDecimal(slope(b, k, j)));
      }
    }
    return sum;
  }

  /** By how much the penalty lowers the log-likelihood, divided by the weights' scale. */
  double of(double[] b) {
    int p = strength.length + 1;
    double sum = 0;
    for (int k = 0; k < contrasts; k++) {
      for (int j = 0; j < strength.length; j++) {
        sum += b[k * p + 1 + j] * slope(b, k, j) / 2;
      }
    }
    return sum;
  }

  private double slope(double[] b, int k, int j) {
    int p = strength.length + 1;
    double slope = 0;
    for (int other = 0; other < contrasts; other++) {
      slope += entry(j, k, other) * b[other * p + 1 + j];
    }
    return slope;
  }
}
