package parley.fl.engine;

/**
 * A provider's standardised rows as the kernels read them; the column after the last feature is the
 * intercept's ones.
 */
interface RowSource {
  /** Number of rows. */
  int rows();

  /** Entry of a row; {@code column} counts the intercept as the last one. */
  double x(int row, int column);

  /** 0 or 1. */
  double label(int row);

  /** Weight of the row, positive. */
  double weight(int row);
}
