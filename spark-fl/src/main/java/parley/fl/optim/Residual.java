package parley.fl.optim;

import java.io.Serializable;

/**
 * How the derivative of a row's loss in its margin z follows from an activation a:
 *
 * <pre>
 * factor(y) a(sign(y) z) + constant(y)
 * </pre>
 *
 * <p>The label y is in clear where its row is, so that all three are public numbers of the
 * provider's and cost no product under encryption. Implementations are immutable and have {@code
 * equals}.
 */
public interface Residual extends Serializable {
  /** Of canonical links: the mean less the label. */
  Residual CANONICAL = new MeanLessLabel();

  /** 1 or -1: what the margin is multiplied with before the activation. */
  double sign(double label);

  /** What the activation is multiplied with. */
  double factor(double label);

  /** What is added. */
  double constant(double label);
}
