package parley.robust.model;

/**
 * Scores and labels of batches. Rows lie behind each other in one array: feature j of row i is at i
 * x numFeatures + j. What a row gets does not depend on the other rows of its batch, to the bit.
 *
 * <p>Not safe for use by several threads: each makes its own from a {@link ModelView}. Results go
 * to arrays of the caller, which may be longer than needed; nothing is allocated once the largest
 * batch has been seen, except in views of models that only take Spark's vectors. Values are not
 * checked: NaN in gives NaN out.
 */
public interface Scorer {

  /**
   * The scores of each row, as in Spark's {@code rawPrediction}.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param scores receives count x numClasses values
   */
  void scores(double[] rows, int count, double[] scores);

  /**
   * The label that the model predicts for each row: thresholds of the model apply.
   *
   * @param rows count x numFeatures values
   * @param count number of rows, 0 or more
   * @param labels receives count labels
   */
  void labels(double[] rows, int count, int[] labels);
}
