package parley.fl.optim;

import java.io.Serializable;

/**
 * The loss of one row with a linear predictor: McCullagh and Nelder, Generalized Linear Models,
 * 1989, section 2.2. Implementations are immutable and without overflow for finite margins.
 */
public interface RowLoss extends Serializable {
  /** The loss at margin z, up to what does not depend on z. */
  double value(double z, double label);

  /** Its derivative in z; the mean less the label for a canonical link. */
  double slope(double z, double label);

  /** The second derivative, 0 or more. */
  double curvature(double z, double label);
}
