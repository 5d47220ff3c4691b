package parley.fl.activation;

/**
 * A family's way to fit activations to where the rows lie, while it trains. Implementations are
 * immutable.
 */
public interface AdaptiveActivation {
  /**
   * What the providers agreed on before the first iteration.
   *
   * @param labelSum sum of the labels, each by its row's weight
   * @param weightSum sum of the rows' weights
   * @param rows how many there are
   * @param intercept whether the model has one
   * @param lambdaMax bound on the largest eigenvalue of [X 1]^T S [X 1] / W
   * @param regParam the ridge penalty
   */
  record Agreed(
      double labelSum,
      double weightSum,
      double rows,
      boolean intercept,
      double lambdaMax,
      double regParam) {}

  /** The degree that every fitted polynomial is evaluated as. */
  int degree();

  /** See {@link ScheduleTerms#unit}. */
  double unit();

  /** How many of so many iterations are looked at, whatever the rows are. */
  int looks(int iterations);

  /** The numbers of a training. */
  ScheduleTerms terms(Agreed agreed);

  /**
   * Reads {@link ScheduleTerms#toBytes}.
   *
   * @throws parley.error.ParleyException when it is something else
   */
  ScheduleTerms read(byte[] terms);
}
