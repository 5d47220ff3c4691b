package parley.robust.data;

import java.io.Serializable;

/**
 * Some rows behind each other in arrays, which may be longer than needed. Mutable, for one thread
 * at a time.
 */
public final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Feature j of row i is at i x numFeatures + j. */
  public final double[] rows;

  public final int[] labels;

  /** Of each row: what its random numbers follow from; 0 where there are none. */
  public final long[] keys;

  public int count;

  /** Room for a number of rows; holds none. */
  public RowBlock(int capacity, int features) {
    rows = new double[capacity * features];
    labels = new int[capacity];
    keys = new long[capacity];
  }

  public int capacity() {
    return labels.length;
  }
}
