package parley.fl.family;

import java.io.Serializable;
import parley.fl.optim.NewtonSums;
import parley.fl.optim.ProviderRows;

/**
 * What a family's training makes least, in clear, at one provider. Implementations are immutable.
 */
@FunctionalInterface
public interface Objective extends Serializable {
  /**
   * Loss, gradient and Hessian summed over these rows, without a penalty.
   *
   * @param weights a number a feature, then possibly the intercept
   */
  NewtonSums at(ProviderRows rows, double[] weights);
}
