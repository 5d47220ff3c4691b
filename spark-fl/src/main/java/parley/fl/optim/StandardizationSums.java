package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import parley.error.ParleyException;

/**
 * What the collective standardisation needs of rows: the sum of their weights, and for each feature
 * the weighted mean and the weighted sum of squares about that mean. Additive over providers.
 * Immutable, so safe for use by several threads.
 *
 * <p>Squares are taken about a mean and never about 0, so a constant that is added to a feature
 * costs none of its variance's digits, whatever its size (Chan, Golub and LeVeque, "Algorithms for
 * computing the sample variance", https://doi.org/10.1080/00031305.1983.10483115).
 */
@DefaultSerializer(JavaSerializer.class)
public final class StandardizationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double weightSum;
  private final double[] mean;
  private final double[] squares;

  private StandardizationSums(double weightSum, double[] mean, double[] squares) {
    this.weightSum = weightSum;
    this.mean = mean;
    this.squares = squares;
  }

  /** The sums of no rows. */
  public static StandardizationSums zero(int features) {
    return of(0, new double[features], new double[features]);
  }

  /**
   * Sums that came from elsewhere.
   *
   * @param mean weighted mean of each feature
   * @param squares weighted sum of squares of each feature's values less its mean
   */
  public static StandardizationSums of(double weightSum, double[] mean, double[] squares) {
    if (mean.length != squares.length) {
      throw new IllegalArgumentException(
          "cannot take sums: expected a mean for each sum of squares, got "
              + mean.length
              + " and "
              + squares.length);
    }
    return new StandardizationSums(weightSum, mean.clone(), squares.clone());
  }

  /** The sums of one provider's rows, weighted by the rows' weights. */
  public static StandardizationSums of(ProviderRows rows) {
    double weightSum = rows.weightSum();
    double[] mean = new double[rows.features()];
    for (int j = 0; j < mean.length && weightSum > 0; j++) {
      double[] x = rows.column(j);
      double first = x[0];
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += rows.weight(i) * (x[i] - first);
      }
      mean[j] = first + sum / weightSum;
    }
    return new StandardizationSums(weightSum, mean, rows.squaresAbout(mean));
  }

  /** All sums added. */
  public static StandardizationSums total(List<StandardizationSums> parts) {
    return parts.stream().reduce(StandardizationSums::plus).orElseGet(() -> zero(0));
  }

  /** These and the others' sums. */
  public StandardizationSums plus(StandardizationSums other) {
    double weights = weightSum + other.weightSum;
    if (weightSum == 0 || other.weightSum == 0) {
      return weightSum == 0 ? other : this;
    }
    double[] mergedMean = new double[mean.length];
    double[] mergedSquares = new double[mean.length];
    double share = other.weightSum / weights;
    for (int j = 0; j < mean.length; j++) {
      double apart = other.mean[j] - mean[j];
      mergedMean[j] = mean[j] + apart * share;
      mergedSquares[j] = squares[j] + other.squares[j] + apart * apart * share * weightSum;
    }
    return new StandardizationSums(weights, mergedMean, mergedSquares);
  }

  /** The sum of all rows' weights: the number of rows where every weight is 1. */
  public double weightSum() {
    return weightSum;
  }

  /** A copy of the weighted means, one a feature. */
  public double[] mean() {
    return mean.clone();
  }

  /** A copy of the weighted sums of squares about the means, one a feature. */
  public double[] squares() {
    return squares.clone();
  }

  /**
   * Mean and population deviation; a feature that does not vary keeps scale 1 and becomes 0.
   *
   * @param clip largest absolute value after scaling, in deviations; infinite for none
   * @param names of the features, for the error
   * @throws ParleyException when there is no row of weight above 0, or a variance is no number
   */
  public Standardization standardization(double clip, List<String> names) {
    if (!(weightSum > 0)) {
      throw new ParleyException(
          "cannot standardise: the rows' weights add up to "
              + weightSum
              + ", expected more than 0");
    }
    int d = mean.length;
    double[] scale = new double[d];
    boolean[] constant = new boolean[d];
    for (int j = 0; j < d; j++) {
      double variance = squares[j] / weightSum;
      if (!Double.isFinite(variance)) {
        throw new ParleyException(
            "cannot standardise feature "
                + names.get(j)
                + ": its squares are beyond double precision, expected values below 1e150;"
                + " divide the feature by a power of ten");
      }
      constant[j] = !(variance > 0);
      scale[j] = constant[j] ? 1 : Math.sqrt(variance);
    }
    return new Standardization(mean.clone(), scale, constant, clip);
  }
}
