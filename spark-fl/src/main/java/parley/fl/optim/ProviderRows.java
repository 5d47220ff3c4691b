package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The rows that one provider holds, by column, in clear: they never leave it.
 *
 * <p>Holds the arrays it is given, which nobody may change after; then safe for use by several
 * threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class ProviderRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String provider;
  private final double[][] columns;
  private final double[] labels;
  private final double[] weights;

  /**
   * Rows of a provider.
   *
   * @param columns for each feature the values of all rows
   * @param labels 0 or 1 for each row
   * @param weights for each row how much it counts, 0 or more; empty if each counts 1
   */
  public ProviderRows(String provider, double[][] columns, double[] labels, double[] weights) {
    for (double[] column : columns) {
      if (column.length != labels.length) {
        throw new IllegalArgumentException(
            "cannot take rows: expected " + labels.length + " values, got " + column.length);
      }
    }
    if (weights.length != 0 && weights.length != labels.length) {
      throw new IllegalArgumentException(
          "cannot take rows: expected " + labels.length + " weights, got " + weights.length);
    }
    this.provider = provider;
    this.columns = columns;
    this.labels = labels;
    this.weights = weights;
  }

  /** The provider's id. */
  public String provider() {
    return provider;
  }

  public int rows() {
    return labels.length;
  }

  public int features() {
    return columns.length;
  }

  /** One feature's values, a number a row: the array itself, not a copy. */
  public double[] column(int feature) {
    return columns[feature];
  }

  /** A row's label, 0 or 1. */
  public double label(int row) {
    return labels[row];
  }

  /** A row's weight; 1 where none were given. */
  public double weight(int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /** Whether rows have weights of their own. */
  public boolean weighted() {
    return weights.length != 0;
  }

  public double weightSum() {
    return weights.length == 0 ? labels.length : Arrays.stream(weights).sum();
  }

  /** What this provider adds to the sums of the collective standardisation. */
  public StandardizationSums sums() {
    return StandardizationSums.of(this);
  }

  /**
   * For each feature sum_i s_i (x_ij - mean_j)^2, less what rounding of the mean adds to it.
   *
   * @param mean a number a feature; need not be these rows' own mean
   */
  public double[] squaresAbout(double[] mean) {
    double[] squares = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      double[] x = columns[j];
      for (int i = 0; i < x.length; i++) {
        double apart = x[i] - mean[j];
        squares[j] += weight(i) * apart * apart;
      }
    }
    return squares;
  }

  /** The same rows with standardised features, in new arrays. */
  public ProviderRows standardized(Standardization scaling) {
    double[][] scaled = new double[columns.length][labels.length];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < labels.length; i++) {
        scaled[j][i] = scaling.apply(j, columns[j][i]);
      }
    }
    return new ProviderRows(provider, scaled, labels, weights);
  }

  /**
   * The margins of all rows under the given weights: one number a feature, then possibly the
   * intercept.
   */
  public double[] margins(double[] v) {
    double[] z = new double[labels.length];
    Arrays.fill(z, v.length > columns.length ? v[columns.length] : 0);
    for (int j = 0; j < columns.length; j++) {
      double factor = v[j];
      double[] x = columns[j];
      for (int i = 0; i < z.length; i++) {
        z[i] += factor * x[i];
      }
    }
    return z;
  }

  /** For each feature sum_i factor_i x_ij, then sum_i factor_i if the intercept is asked for. */
  public double[] columnSums(double[] factors, boolean intercept) {
    double[] g = new double[columns.length + (intercept ? 1 : 0)];
    for (int j = 0; j < columns.length; j++) {
      double[] x = columns[j];
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += factors[i] * x[i];
      }
      g[j] = sum;
    }
    if (intercept) {
      g[columns.length] = Arrays.stream(factors).sum();
    }
    return g;
  }

  /**
   * What these rows contribute to one iteration at weights v: the gradient sums G_j = sum_i s_i
   * x_ij (sigma(x_i . v) - y_i) and the weighted sums of z^2 and z^4.
   */
  public GradientSums gradient(double[] v, SigmoidPolynomial sigmoid) {
    double[] z = margins(v);
    double square = 0;
    double fourth = 0;
    for (int i = 0; i < z.length; i++) {
      double s = weight(i);
      double zz = z[i] * z[i];
      square += s * zz;
      fourth += s * zz * zz;
      z[i] = s * (sigmoid.evaluate(z[i]) - labels[i]);
    }
    return new GradientSums(columnSums(z, v.length > columns.length), square, fourth);
  }

  /**
   * What these rows add to the diagonal bound of the Hessian: sum_i s_i |x_ij| sum_k |x_ik|, the
   * intercept's x being 1.
   */
  public double[] hessianSums(boolean intercept) {
    double[] rowSum = new double[labels.length];
    Arrays.fill(rowSum, intercept ? 1 : 0);
    for (double[] x : columns) {
      for (int i = 0; i < x.length; i++) {
        rowSum[i] += Math.abs(x[i]);
      }
    }
    double[] h = new double[columns.length + (intercept ? 1 : 0)];
    for (int j = 0; j < h.length; j++) {
      for (int i = 0; i < rowSum.length; i++) {
        h[j] += weight(i) * rowSum[i] * (j < columns.length ? Math.abs(columns[j][i]) : 1);
      }
    }
    return h;
  }
}
