package parley.fl.family.circuit;

import parley.fl.activation.FittedActivation;
import parley.fl.optim.Residual;

/**
 * The circuits of models with one margin a row: what the planner makes room for, and what stands
 * for the mean function at each iteration. Implementations are immutable, thread-safe and have
 * {@code equals}.
 */
public interface MarginCircuit extends Circuit {
  /** The kind of these. */
  String KIND = "one margin";

  @Override
  default String kind() {
    return KIND;
  }

  /** Degree of its polynomials, of which the levels of an iteration follow. */
  int degree();

  /** What margins and weights are divided by where the planner sizes their room. */
  double unit();

  /** How scales go through it, whatever the iteration. */
  PolynomialCircuit.Scales scales();

  /** How residuals follow from the polynomial's values. */
  Residual residual();

  /** What the evaluated polynomial leaves out, and labels bring: its constant, or 0. */
  double labelOffset();

  /** The polynomial of every iteration, where none are fitted. */
  PolynomialCircuit fixed();

  /**
   * The polynomial of one iteration.
   *
   * @param unit what margins are divided by at that iteration
   */
  PolynomialCircuit fitted(FittedActivation activation, double unit);
}
