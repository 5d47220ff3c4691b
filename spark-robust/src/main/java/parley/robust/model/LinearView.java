package parley.robust.model;

/**
 * A view of a model that compares linear functions of the row, so that its worst case within a
 * bound can be computed exactly. Immutable, so safe for use by several threads.
 */
public interface LinearView extends DifferentiableView {

  /**
   * The weights w of the function that decides between two classes: with b of {@link
   * #pairIntercept}, the model puts {@code other} before {@code label} where w x + b is above 0.
   * Thresholds of the model are in b.
   *
   * @param label a class
   * @param other another class
   * @param weights receives numFeatures values
   */
  void pairWeights(int label, int other, double[] weights);

  /** The intercept b that belongs to {@link #pairWeights}. */
  double pairIntercept(int label, int other);
}
