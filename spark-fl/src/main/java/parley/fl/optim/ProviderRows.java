package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.fl.activation.Activation;

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
   * @param labels a number for each row
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

  /** A row's label. */
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
   * For each feature sum_i s_i (x_ij - mean_j)^2.
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

  /** The same rows with standardised features and the labels that are trained on. */
  public ProviderRows standardized(Standardization scaling, LabelScale scale) {
    ProviderRows scaled = standardized(scaling);
    return new ProviderRows(
        provider, scaled.columns, Arrays.stream(labels).map(scale::apply).toArray(), weights);
  }

  /** The same rows with their labels as one more column behind the features. */
  public ProviderRows withLabelColumn() {
    double[][] all = Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = labels;
    return new ProviderRows(provider, all, labels, weights);
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

  /** {@link #gradient(double[], Activation, Residual)} of a canonical link. */
  public GradientSums gradient(double[] v, Activation activation) {
    return gradient(v, activation, Residual.CANONICAL);
  }

  /**
   * What these rows contribute to one iteration at weights v: the gradient sums G_j = sum_i s_i
   * x_ij r_i, r_i the residual of x_i . v, and the weighted sums of z^2 and z^4.
   */
  public GradientSums gradient(double[] v, Activation activation, Residual residual) {
    double[] z = margins(v);
    double square = 0;
    double fourth = 0;
    for (int i = 0; i < z.length; i++) {
      double s = weight(i);
      double zz = z[i] * z[i];
      square += s * zz;
      fourth += s * zz * zz;
      double y = labels[i];
      z[i] =
          s
              * (residual.factor(y) * activation.evaluate(residual.sign(y) * z[i])
                  + residual.constant(y));
    }
    return new GradientSums(columnSums(z, v.length > columns.length), square, fourth);
  }

  /** {@link #gradient} for several models, each with its own activation. */
  public List<GradientSums> gradients(List<double[]> models, List<Activation> activations) {
    List<GradientSums> sums = new ArrayList<>();
    for (int k = 0; k < models.size(); k++) {
      sums.add(gradient(models.get(k), activations.get(k)));
    }
    return sums;
  }

  /** The sums of u^2 and (u / unit)^16 over these rows, u their margins; each row counts once. */
  public MarginPowers marginPowers(double[] v, double unit) {
    double square = 0;
    double sixteenth = 0;
    for (double u : margins(v)) {
      square += u * u;
      double power = u / unit;
      for (int k = 0; k < 4; k++) {
        power *= power;
      }
      sixteenth += power;
    }
    return new MarginPowers(square, sixteenth);
  }

  /** The sum of the labels, each by its row's weight: that of the positive rows of two classes. */
  public double labelSum() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += weight(i) * labels[i];
    }
    return sum;
  }

  /** For each feature how many of these rows, on the input scale, would be clipped. */
  public double[] clipped(Standardization scaling) {
    double[] counts = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      for (double x : columns[j]) {
        counts[j] += scaling.clips(j, x) ? 1 : 0;
      }
    }
    return counts;
  }

  /** The sum of the predicted means, by the rows' weights. */
  public double meanSum(double[] weights, Activation mean) {
    double[] z = margins(weights);
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += weight(i) * mean.evaluate(z[i]);
    }
    return sum;
  }

  /** A loss, its gradient and its Hessian at these weights, summed over these rows. */
  public NewtonSums newtonSums(double[] weights, RowLoss rowLoss) {
    double[] z = margins(weights);
    double loss = 0;
    double[] slopes = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double s = weight(i);
      loss += s * rowLoss.value(z[i], labels[i]);
      slopes[i] = s * rowLoss.curvature(z[i], labels[i]);
      z[i] = s * rowLoss.slope(z[i], labels[i]);
    }
    int size = weights.length;
    double[][] hessian = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < slopes.length; i++) {
          sum += slopes[i] * entry(i, a) * entry(i, b);
        }
        hessian[a][b] = sum;
        hessian[b][a] = sum;
      }
    }
    return new NewtonSums(loss, columnSums(z, size > columns.length), hessian);
  }

  private double entry(int row, int column) {
    return column < columns.length ? columns[column][row] : 1;
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
