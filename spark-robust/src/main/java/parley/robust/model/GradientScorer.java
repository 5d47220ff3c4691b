package parley.robust.model;

/**
 * A scorer that also knows the model's loss and its gradient in the input. The rules of {@link
 * Scorer} hold: batches of rows behind each other, one thread, no allocation.
 */
public interface GradientScorer extends Scorer {

  /**
   * The loss of each row under the given label.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param labels count labels, each 0 to numClasses - 1
   * @param losses receives count values
   */
  void losses(double[] rows, int count, int[] labels, double[] losses);

  /**
   * The loss of each row and its gradient in the row's features.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param labels count labels, each 0 to numClasses - 1
   * @param losses receives count values
   * @param gradients receives count x numFeatures values
   */
  void lossGradients(double[] rows, int count, int[] labels, double[] losses, double[] gradients);

  /**
   * The gradient of a weighted sum of a row's scores in the row's features: J' c, where J is the
   * Jacobian of the scores and c the weights. Losses of other kinds (TRADES' divergence, margins of
   * two classes) follow from it by the chain rule.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param weights count x numClasses values
   * @param gradients receives count x numFeatures values
   */
  void scoreGradients(double[] rows, int count, double[] weights, double[] gradients);
}
