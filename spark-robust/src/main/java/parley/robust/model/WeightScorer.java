package parley.robust.model;

/**
 * A scorer that also gives gradients in the model's weights, for training. The rules of {@link
 * Scorer} hold.
 */
public interface WeightScorer extends GradientScorer {

  /**
   * Adds to a gradient the derivative of the sum, over the rows, of c s(x), where s are a row's
   * scores and c its weights.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param weights count x numClasses values, the c of each row
   * @param gradient as long as the model's weights and in their layout
   */
  void addWeightGradients(double[] rows, int count, double[] weights, double[] gradient);
}
