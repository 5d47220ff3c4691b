package parley.robust.defence.training;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import java.util.Arrays;
import scala.Tuple2;

/**
 * Where a training starts whose worst loss has a kink at w = 0, as it has under L2.
 *
 * <p>With the intercept at the base rate's logit and p_i the probability of the wrong label there,
 * the loss falls along a direction d from w = 0 by d . Z(d) a unit, where Z(d) = sum p_i s_i x_i
 * and x_i are the worst rows for weights along d. So w = 0 is the optimum exactly when there is no
 * d with d . Z(d) above 0, which is when sum p_i s_i (x_i - what x_i can be moved by) contains 0: a
 * convex set, of which Frank and Wolfe's steps (https://doi.org/10.1002/nav.3800030109) find the
 * point nearest to 0. Without bounds of the features one step decides it: |sum p_i s_i x_i| at most
 * epsilon sum p_i.
 *
 * @param parameters weights and the intercept behind them
 * @param isOptimum whether they are the optimum, as no weights withstand the perturbations
 */
record WeightlessStart(double[] parameters, boolean isOptimum) {
  private static final int STEPS = 200;
  private static final int HALVINGS = 60;
  private static final double NEAR = 1e-9;

  /** So small that it changes no margin, and large enough that its square is a number. */
  private static final double DIRECTION = 1e-100;

  /**
   * Finds it.
   *
   * @param loss mean loss and gradient of the parameters
   * @param size number of parameters
   */
  static WeightlessStart find(DiffFunction<DenseVector<Object>> loss, int size) {
    int last = size - 1;
    // At w = 0 and b = 0 every wrong label has the probability 1/2.
    double positives = .5 - gradient(loss, new double[size])[last];
    double[] zero = new double[size];
    zero[last] = Math.log(positives / (1 - positives));
    double[] nearest = clean(loss, zero);
    double scale = length(nearest);
    for (int step = 0; step < STEPS && length(nearest) > NEAR * scale; step++) {
      double[] direction = nearest.clone();
      double length = length(direction);
      for (int j = 0; j < last; j++) {
        direction[j] /= length;
      }
      double[] worst = along(loss, zero, direction);
      double rise = 0;
      double away = 0;
      double square = 0;
      for (int j = 0; j < last; j++) {
        rise += direction[j] * worst[j];
        away += nearest[j] * (nearest[j] - worst[j]);
        square += (nearest[j] - worst[j]) * (nearest[j] - worst[j]);
      }
      if (rise > NEAR * scale) {
        double[] start = lower(loss, zero, direction);
        return new WeightlessStart(start, Arrays.equals(start, zero));
      }
      double share = square > 0 ? Math.min(1, away / square) : 0;
      for (int j = 0; j < last; j++) {
        nearest[j] += share * (worst[j] - nearest[j]);
      }
    }
    return new WeightlessStart(zero, true);
  }

  /**
   * Weights along a direction with less loss than none, from where it never comes back to 0; none
   * where it falls by less than a double can tell.
   */
  private static double[] lower(
      DiffFunction<DenseVector<Object>> loss, double[] zero, double[] direction) {
    double without = (Double) loss.calculate(vector(zero))._1();
    double length = 1;
    for (int k = 0; k < HALVINGS; k++, length /= 2) {
      double[] start = moved(zero, direction, length);
      if ((Double) loss.calculate(vector(start))._1() < without) {
        return start;
      }
    }
    return zero;
  }

  private static double[] moved(double[] zero, double[] direction, double length) {
    double[] moved = zero.clone();
    for (int j = 0; j < moved.length - 1; j++) {
      moved[j] = length * direction[j];
    }
    return moved;
  }

  /** Z of no direction: of the rows as they are. */
  private static double[] clean(DiffFunction<DenseVector<Object>> loss, double[] zero) {
    return negated(gradient(loss, zero));
  }

  private static double[] along(
      DiffFunction<DenseVector<Object>> loss, double[] zero, double[] direction) {
    return negated(gradient(loss, moved(zero, direction, DIRECTION)));
  }

  private static double[] negated(double[] gradient) {
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] = -gradient[j];
    }
    return gradient;
  }

  private static double[] gradient(DiffFunction<DenseVector<Object>> loss, double[] parameters) {
    Tuple2<Object, DenseVector<Object>> found = loss.calculate(vector(parameters));
    double[] gradient = new double[parameters.length];
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] = found._2().valueAt$mcD$sp(j);
    }
    return gradient;
  }

  /** Of the weights, without the intercept. */
  private static double length(double[] parameters) {
    double sum = 0;
    for (int j = 0; j < parameters.length - 1; j++) {
      sum += parameters[j] * parameters[j];
    }
    return Math.sqrt(sum);
  }

  private static DenseVector<Object> vector(double[] values) {
    return DenseVector.create(values, 0, 1, values.length);
  }
}
