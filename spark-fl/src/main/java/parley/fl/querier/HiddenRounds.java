package parley.fl.querier;

/** Opens sums of rows at coefficients that the providers do not see. For one thread at a time. */
public interface HiddenRounds {
  /**
   * One round: the mean over all rows of factor, function of the margin, and column.
   *
   * @param told what providers are told, the same in all rounds
   * @param rows of all providers
   * @param b coefficients of the margin, the constant term first
   * @return one a coefficient
   */
  double[] gradient(ToldScales told, long rows, double[] b);

  /**
   * At the last coefficients: the mean over all rows of the working weight and the product of each
   * two columns, 0 0, 0 1, .., 1 1, ..; where the information is known, of factor and function, and
   * of the square of both.
   *
   * @param told as before
   * @param rows as before
   * @param b as before
   */
  double[] last(ToldScales told, long rows, double[] b);
}
