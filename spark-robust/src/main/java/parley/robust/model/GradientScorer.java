package parley.robust.model;

/**
 * A scorer that also knows the model's loss and its gradient in the input. The rules of {@link
 * Scorer} hold: batches of rows behind each other, one thread, no allocation.
 *
 * <p>The loss is the cross entropy of the label for models with probabilities, and 1 - m for a
 * linear support vector machine with margin m towards the label: its hinge loss without the floor,
 * since a gradient that is 0 for every row well on its side would tell an attack nothing.
 */
public interface GradientScorer extends Scorer {

  /**
   * The loss of each row under the given label, its gradient in the row's features, and what the
   * model predicts, in one pass.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param labels count labels, each 0 to numClasses - 1
   * @param losses receives count values
   * @param predictions receives count labels, as {@link #labels} gives them
   * @param gradients receives count x numFeatures values
   */
  void lossGradients(
      double[] rows,
      int count,
      int[] labels,
      double[] losses,
      int[] predictions,
      double[] gradients);

  /**
   * The loss of each row under the given label.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param labels count labels, each 0 to numClasses - 1
   * @param losses receives count values
   * @param predictions receives count labels, as {@link #labels} gives them
   */
  void losses(double[] rows, int count, int[] labels, double[] losses, int[] predictions);

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
