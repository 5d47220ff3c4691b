package parley.fl.activation;

/**
 * A polynomial that stands for a family's mean function through a whole training, in powers of u =
 * z / unit. Implementations are immutable.
 */
public interface FixedActivation extends Activation {
  /** Its degree. */
  int degree();

  /** What margins and weights are divided by where they are encoded; above 0. */
  double unit();

  /** How far it stands for the mean function: |z| up to this; infinite where it is the same. */
  double reach();

  /**
   * A copy of the degree + 1 coefficients in powers of u, lowest first. Of degree 1, 5, 9 or 13
   * where even ones but the lowest are 0, else up to 15.
   */
  double[] unitCoefficients();

  /**
   * s of the step 1 / (s lambda_max + regParam): at least three quarters of the largest derivative
   * that the rows have in the mean, per unit of z; Nesterov's iteration is stable up to 4/3 of s.
   */
  double curvature();
}
