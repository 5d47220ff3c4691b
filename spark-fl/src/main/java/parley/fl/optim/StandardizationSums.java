package parley.fl.optim;

import java.io.Serializable;
import java.util.List;

/**
 * What the collective standardisation opens: weights' sum, and each feature's weighted sum and sum
 * of squares. Additive over providers. Immutable, so safe for use by several threads.
 */
public final class StandardizationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Below this share of the mean square a variance is rounding, and the feature constant. */
  private static final double CONSTANT = 1e-12;

  private final double weightSum;
  private final double[] sum;
  private final double[] squareSum;

  private StandardizationSums(double weightSum, double[] sum, double[] squareSum) {
    this.weightSum = weightSum;
    this.sum = sum;
    this.squareSum = squareSum;
  }

  /** The sums of no rows. */
  public static StandardizationSums zero(int features) {
    return new StandardizationSums(0, new double[features], new double[features]);
  }

  /** The sums of one provider's rows, weighted by the rows' weights. */
  public static StandardizationSums of(ProviderRows rows) {
    double[] sum = new double[rows.features()];
    double[] squareSum = new double[rows.features()];
    for (int j = 0; j < sum.length; j++) {
      double[] x = rows.column(j);
      for (int i = 0; i < x.length; i++) {
        double weighted = rows.weight(i) * x[i];
        sum[j] += weighted;
        squareSum[j] += weighted * x[i];
      }
    }
    return new StandardizationSums(rows.weightSum(), sum, squareSum);
  }

  /** All sums added. */
  public static StandardizationSums total(List<StandardizationSums> parts) {
    return parts.stream().reduce(StandardizationSums::plus).orElseGet(() -> zero(0));
  }

  /** The inverse of {@link #toArray}, for sums that came over the wire. */
  public static StandardizationSums fromArray(double[] values) {
    int d = (values.length - 1) / 2;
    if (values.length != 2 * d + 1) {
      throw new IllegalArgumentException(
          "cannot read sums: expected an odd number of values, got " + values.length);
    }
    StandardizationSums sums = zero(d);
    System.arraycopy(values, 1, sums.sum, 0, d);
    System.arraycopy(values, 1 + d, sums.squareSum, 0, d);
    return new StandardizationSums(values[0], sums.sum, sums.squareSum);
  }

  /** A new array: the weights' sum, then the sums, then the sums of squares; 2 d + 1 numbers. */
  public double[] toArray() {
    double[] values = new double[2 * sum.length + 1];
    values[0] = weightSum;
    System.arraycopy(sum, 0, values, 1, sum.length);
    System.arraycopy(squareSum, 0, values, 1 + sum.length, sum.length);
    return values;
  }

  /** These and the others' sums. */
  public StandardizationSums plus(StandardizationSums other) {
    StandardizationSums result = zero(sum.length);
    for (int j = 0; j < sum.length; j++) {
      result.sum[j] = sum[j] + other.sum[j];
      result.squareSum[j] = squareSum[j] + other.squareSum[j];
    }
    return new StandardizationSums(weightSum + other.weightSum, result.sum, result.squareSum);
  }

  /** The sum of all rows' weights: the number of rows where every weight is 1. */
  public double weightSum() {
    return weightSum;
  }

  /**
   * Mean and population deviation; a feature that does not vary keeps scale 1 and becomes 0.
   *
   * @param clip largest absolute value after scaling, in deviations; infinite for none
   */
  public Standardization standardization(double clip) {
    int d = sum.length;
    double[] mean = new double[d];
    double[] scale = new double[d];
    boolean[] constant = new boolean[d];
    for (int j = 0; j < d; j++) {
      mean[j] = sum[j] / weightSum;
      double meanSquare = squareSum[j] / weightSum;
      double variance = meanSquare - mean[j] * mean[j];
      constant[j] = !(variance > CONSTANT * meanSquare);
      scale[j] = constant[j] ? 1 : Math.sqrt(variance);
    }
    return new Standardization(mean, scale, constant, clip);
  }
}
