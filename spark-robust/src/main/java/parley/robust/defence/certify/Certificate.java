package parley.robust.defence.certify;

/**
 * What is certified for a row.
 *
 * @param prediction the class, or {@link #NONE} where the classifier abstains
 * @param radius no change of the row below this distance changes the class; 0 where nothing is
 *     certified
 */
record Certificate(int prediction, double radius) {
  /** The prediction of a classifier that abstains: no label, so any metric counts it as wrong. */
  static final int NONE = -1;

  private static final Certificate ABSTAINED = new Certificate(NONE, 0);

  static Certificate abstained() {
    return ABSTAINED;
  }

  boolean isAbstained() {
    return prediction == NONE;
  }
}
