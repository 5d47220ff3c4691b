package parley.fl.engine;

import parley.fl.plan.Layout;

/**
 * The numbers of an iteration, agreed by all: one iteration maps the state v (divided by H) to w_j
 * = (1 - eta lambda_j) v_j - eta p_j G_j / (W H), and the projection of what is refreshed is
 * exactly w. Immutable.
 *
 * @param stepSize eta
 * @param weightSum W, the sum of row weights or the agreed bound on it
 * @param halfWidth H, half-width of the activation's interval
 * @param decay 1 - eta lambda_j, a weight each
 * @param preconditioner p_j, a weight each
 */
record StepFactors(
    double stepSize, double weightSum, double halfWidth, double[] decay, double[] preconditioner) {

  /**
   * What a row of weight 1 contributes to the gradient's plaintext in column j, per unit of x: -eta
   * p_j B / (W H), B rows a block.
   */
  double gradientFactor(Layout layout, int column) {
    return -stepSize * preconditioner[column] * layout.rowsPerBlock() / (weightSum * halfWidth);
  }
}
