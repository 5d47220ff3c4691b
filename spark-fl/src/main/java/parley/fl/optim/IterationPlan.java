package parley.fl.optim;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.FixedActivation;
import parley.fl.activation.Schedule;
import parley.fl.activation.ScheduleTerms;

/**
 * All public numbers of a training: with them the iteration is linear but for the activation sigma,
 * and the same in clear and under encryption.
 *
 * <pre>
 * G_j       = sum over all rows of s_i x_ij r_i,  r_i = sigma(x_i . v_t) - y_i
 * w_{t+1,j} = v_{t,j} - eta (p_j G_j / W + lambda_j v_{t,j})
 * v_{t+1}   = (1 + beta_t) w_{t+1} - beta_t w_t,       v_0 = w_0 = 0
 * </pre>
 *
 * <p>W is the sum of all row weights or the agreed bound on it, and x of the intercept's column is
 * 1; r_i is another for links that are not canonical, see {@link Residual}. With a fixed activation
 * the step is eta = 1 / (s lambda_max + regParam), s as {@link FixedActivation#curvature} says.
 * With fitted ones sigma, eta and the unit change from iteration to iteration, see {@link
 * Schedule}; the plan then has the terms that they follow from, eta is the shortest step, and the
 * intercept is kept less their offset. Immutable, so safe for use by several threads.
 */
public final class IterationPlan {
  private final FixedActivation activation;
  private final Residual residual;
  private final int features;
  private final boolean intercept;
  private final double weightSum;
  private final Algorithm algorithm;
  private final int iterations;
  private final double regParam;
  private final double stepSize;
  private final double[] preconditioner;
  private final @Nullable ScheduleTerms fit;

  private IterationPlan(Builder b) {
    activation = b.activation;
    residual = b.residual;
    features = b.features;
    intercept = b.intercept;
    weightSum = b.weightSum;
    algorithm = b.algorithm;
    iterations = b.iterations;
    regParam = Double.isNaN(b.regParam) ? 1 / b.weightSum : b.regParam;
    preconditioner = new double[columns()];
    fit =
        b.adaptive == null
            ? null
            : b.adaptive.terms(
                new AdaptiveActivation.Agreed(
                    b.labelSum, weightSum, b.rows, intercept, b.lambdaMax, regParam));
    double curvature = activation.curvature();
    if (algorithm == Algorithm.FIXED_HESSIAN) {
      if (b.hessianSums.length != columns()) {
        throw new IllegalArgumentException(
            "cannot plan a fixed Hessian: expected "
                + columns()
                + " sums, got "
                + b.hessianSums.length);
      }
      stepSize = 1;
      for (int j = 0; j < preconditioner.length; j++) {
        double h = curvature * b.hessianSums[j] / weightSum + penalty(j);
        preconditioner[j] = h > 0 ? 1 / h : 0;
      }
    } else {
      double bound = curvature * b.lambdaMax + regParam;
      stepSize = fit != null ? fit.shortestStep() : bound > 0 ? 1 / bound : 1;
      Arrays.fill(preconditioner, 1);
    }
  }

  /**
   * A plan for rows of so many features.
   *
   * @param weightSum W: the sum of all rows' weights, or the agreed bound on it; above 0
   */
  public static Builder builder(FixedActivation activation, int features, double weightSum) {
    return new Builder(activation, features, weightSum);
  }

  /** The fixed activation; not used where activations are fitted. */
  public FixedActivation activation() {
    return activation;
  }

  /** What residuals are of the fixed activation; fitted ones are of canonical links. */
  public Residual residual() {
    return residual;
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  public int iterations() {
    return iterations;
  }

  public int features() {
    return features;
  }

  /** Whether the last column of the weights is the intercept. */
  public boolean intercept() {
    return intercept;
  }

  /** The number of weights: features, and one more for the intercept. */
  public int columns() {
    return features + (intercept ? 1 : 0);
  }

  /** W. */
  public double weightSum() {
    return weightSum;
  }

  /** eta. */
  public double stepSize() {
    return stepSize;
  }

  /** The strength of the ridge penalty, in Spark's convention: 1 / (C rows). */
  public double regParam() {
    return regParam;
  }

  /** p_j; 1 but for the fixed Hessian. */
  public double preconditioner(int column) {
    return preconditioner[column];
  }

  /** lambda_j: regParam times p_j; 0 for the intercept. */
  public double lambda(int column) {
    return penalty(column) * preconditioner[column];
  }

  /** eta p_j / W: what the gradient sum G_j is multiplied with. */
  public double gradientFactor(int column) {
    return gradientFactor(column, stepSize);
  }

  /** The same for a step of that size. */
  double gradientFactor(int column, double step) {
    return step * preconditioner[column] / weightSum;
  }

  /** 1 - eta lambda_j: what v_j is multiplied with. */
  public double decay(int column) {
    return decay(column, stepSize);
  }

  /** The same for a step of that size. */
  double decay(int column, double step) {
    return 1 - step * lambda(column);
  }

  /** What fitted activations follow from; empty where one is fixed. */
  public Optional<ScheduleTerms> fit() {
    return Optional.ofNullable(fit);
  }

  /** What weights are divided by where they are encoded, in units of the margin. */
  public double halfWidth() {
    return fit == null ? activation.unit() : fit.unit();
  }

  /** What is added to the intercept at the end, where activations are fitted. */
  public double interceptOffset() {
    return fit == null ? 0 : fit.offset();
  }

  /** beta_t of iteration t, counted from 0. */
  public double momentum(int iteration) {
    return algorithm == Algorithm.NESTEROV ? iteration / (iteration + 2.0) : 0;
  }

  private double penalty(int column) {
    return column < features ? regParam : 0;
  }

  /** Collects what a plan needs. Not safe for use by several threads. */
  public static final class Builder {
    private final FixedActivation activation;
    private final int features;
    private final double weightSum;
    private Residual residual = Residual.CANONICAL;
    private boolean intercept = Defaults.FIT_INTERCEPT;
    private Algorithm algorithm = Algorithm.of(Defaults.ALGORITHM);
    private int iterations = Defaults.MAX_ITER;
    private double regParam = Double.NaN;
    private double lambdaMax = 1;
    private double[] hessianSums = {};
    private @Nullable AdaptiveActivation adaptive;
    private double labelSum;
    private double rows;

    private Builder(FixedActivation activation, int features, double weightSum) {
      if (!(weightSum > 0) || weightSum == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "cannot plan the iteration: expected a positive sum of row weights, got " + weightSum);
      }
      this.activation = activation;
      this.features = features;
      this.weightSum = weightSum;
    }

    /** {@link Residual#CANONICAL} by default. */
    public Builder residual(Residual value) {
      residual = value;
      return this;
    }

    /** Whether there is an intercept; {@value Defaults#FIT_INTERCEPT} by default. */
    public Builder intercept(boolean value) {
      intercept = value;
      return this;
    }

    /** {@value Defaults#ALGORITHM} by default. */
    public Builder algorithm(Algorithm value) {
      algorithm = value;
      return this;
    }

    /** {@value Defaults#MAX_ITER} by default. */
    public Builder iterations(int value) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "cannot plan the iteration: expected at least 1 iteration, got " + value);
      }
      iterations = value;
      return this;
    }

    /** 1 / W by default. */
    public Builder regParam(double value) {
      if (!(value >= 0)) {
        throw new IllegalArgumentException(
            "cannot plan the iteration: expected regParam 0 or more, got " + value);
      }
      regParam = value;
      return this;
    }

    /**
     * A bound on the largest eigenvalue of [X 1]^T S [X 1] / W; see {@link LargestEigenvalue}. Not
     * used by the fixed Hessian.
     */
    public Builder lambdaMax(double value) {
      if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "cannot plan the iteration: expected a finite lambda_max of 0 or more, got " + value);
      }
      lambdaMax = value;
      return this;
    }

    /** For the fixed Hessian: {@link ProviderRows#hessianSums} added over all providers. */
    public Builder hessianSums(double[] value) {
      hessianSums = value.clone();
      return this;
    }

    /**
     * Lets activations and steps be fitted to so many rows.
     *
     * @param sum of their labels, each by its row's weight
     */
    public Builder fit(AdaptiveActivation value, double sum, double count) {
      adaptive = value;
      labelSum = sum;
      rows = count;
      return this;
    }

    public IterationPlan build() {
      return new IterationPlan(this);
    }
  }
}
