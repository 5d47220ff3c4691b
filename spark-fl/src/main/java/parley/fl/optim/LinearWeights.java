package parley.fl.optim;

/**
 * A linear model's weights in clear, on the scale of the input features.
 *
 * <p>Holds the array it is given; safe for use by several threads if no one changes it.
 *
 * @param coefficients one number a feature
 * @param intercept 0 if the model has none
 */
public record LinearWeights(double[] coefficients, double intercept) {

  /** The margin of one row: coefficients times features, plus the intercept. */
  public double margin(double[] x) {
    double sum = intercept;
    for (int j = 0; j < coefficients.length; j++) {
      sum += coefficients[j] * x[j];
    }
    return sum;
  }
}
