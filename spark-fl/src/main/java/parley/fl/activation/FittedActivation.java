package parley.fl.activation;

/**
 * A polynomial that stands for a family's mean function where the rows lie at one iteration.
 * Implementations are immutable.
 */
public interface FittedActivation extends Activation {
  /** Where it is good: |u| up to this. */
  double range();

  /** A new array of the coefficients in powers of u / unit, lowest first, the last not 0. */
  double[] powers(double unit);
}
